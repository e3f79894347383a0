// The current view as a PNG at double size: the same paths, drawn on a canvas.
function paintPicture(scale) {
  const map = S.map, size = map.getSize(), top = 46, foot = 30, canvas = el('canvas'), ctx = canvas.getContext('2d'), look = theme();
  canvas.width = size.x * scale; canvas.height = (size.y + top + foot) * scale;
  ctx.scale(scale, scale);
  ctx.fillStyle = paper(); ctx.fillRect(0, 0, size.x, size.y + top + foot);
  ctx.save();
  ctx.translate(0, top);
  ctx.beginPath(); ctx.rect(0, 0, size.x, size.y); ctx.clip();
  ctx.fillStyle = look.sea; ctx.fillRect(0, 0, size.x, size.y);
  const at = (p) => map.latLngToContainerPoint(p);
  const trace = (lines, close) => { ctx.beginPath(); for (const line of lines) { line.forEach((p, i) => { const q = at(p); if (i) ctx.lineTo(q.x, q.y); else ctx.moveTo(q.x, q.y); }); if (close) ctx.closePath(); } };
  for (const rings of S.base.fill) { trace(rings, true); ctx.fillStyle = look.land; ctx.fill('evenodd'); }
  const stroke = (lines, colour, width, dash) => { trace(lines); ctx.strokeStyle = colour; ctx.lineWidth = width; ctx.setLineDash(dash || []); ctx.stroke(); ctx.setLineDash([]); };
  stroke(S.base.coast, look.coast, 0.8);
  if (layerOn('regions')) for (const { region, open, two, edge } of S.shapes) {
    if (open) { trace(decodePolygons(region.fill).flat(), true); ctx.fillStyle = stripes(ctx, two.map(colourOf)); ctx.globalAlpha = 0.55; ctx.fill('evenodd'); ctx.globalAlpha = 1; }
    if (edge.options.weight) stroke(region.line.map(decode), edge.options.color, edge.options.weight, (edge.options.dashArray || '').split(' ').filter(Boolean).map(Number));
  }
  stroke(S.base.borders, look.border, 1.1);
  for (const [key, shape] of S.areaShapes) if (S.areaGroup.hasLayer(shape)) { ctx.save(); ctx.filter = 'blur(5px)'; trace(S.areas[key].flat(), true); ctx.fillStyle = 'rgba(138,90,0,.22)'; ctx.fill('evenodd'); ctx.restore(); }
  const write = (text, x, y, font, colour, align) => { ctx.font = font; ctx.textAlign = align || 'center'; ctx.lineWidth = 3; ctx.lineJoin = 'round'; ctx.strokeStyle = look.halo; ctx.strokeText(text, x, y); ctx.fillStyle = colour; ctx.fillText(text, x, y); };
  const face = 'px system-ui, sans-serif';
  for (const l of S.labels) { const p = at([l.lat, l.lon]); write(l.name, p.x + l.spot[0] + l.width / 2, p.y + l.spot[1] + 11, (l.kind === 'country' ? '600 13' : '11') + face, look.label); if (l.kind !== 'country') { ctx.fillStyle = look.label; ctx.fill(new Path2D(`M${p.x - 2} ${p.y - 2}h4v4h-4z`)); } }
  for (const [id, marker] of placeMarkers) if (layerOn('places') && S.layers.places.hasLayer(marker)) {
    const p = at(marker.getLatLng()), s = marker.shape;
    if (s.exact) { ctx.save(); ctx.translate(p.x, p.y); paintPath(ctx, { d: circlePath(4.2), fill: paper(), stroke: ink(), width: 1.6 }); ctx.restore(); }
    if (s.spot) write(s.text, p.x + s.spot[0] + s.width / 2, p.y + s.spot[1] + 12, '600 12' + face, ink());
  }
  for (const line of S.arrows.values()) paintArrow(ctx, line, at);
  for (const item of S.placed) {
    const p = at(item.at), x = p.x + item.dx, y = p.y + item.dy;
    for (const place of item.c.places.length > 1 ? item.c.places : []) if (place.lat != null) { const q = at([place.lat, place.lon]); ctx.strokeStyle = ink(); ctx.lineWidth = 1.2; ctx.setLineDash([3, 3]); ctx.stroke(new Path2D(`M${x} ${y}L${q.x} ${q.y}`)); ctx.setLineDash([]); }
    if (item.c.places.length < 2 && item.led) { ctx.strokeStyle = ink(); ctx.lineWidth = 1; ctx.stroke(new Path2D(`M${x} ${y}L${p.x} ${p.y}`)); }
    ctx.save(); ctx.translate(x, y);
    for (const part of item.symbol.parts) paintPath(ctx, part);
    ctx.restore();
    if (item.symbol.text) write(item.symbol.text, x, y + item.symbol.r + 11.5, '600 11' + face, ink());
  }
  for (const bunch of S.badges) { const p = at(map.unproject([bunch.x, bunch.y], map.getZoom())); ctx.save(); ctx.translate(p.x, p.y); paintPath(ctx, { d: circlePath(18), fill: paper() }); for (const [d, stroke] of ringOf(bunch.items, 16)) paintPath(ctx, { d, stroke, width: 5 }); ctx.restore(); write(number(bunch.items.length), p.x, p.y + 4, '700 12' + face, ink()); }
  ctx.restore();
  const rtl = document.documentElement.dir === 'rtl', start = rtl ? size.x - 14 : 14, align = rtl ? 'right' : 'left';
  ctx.textAlign = align; ctx.fillStyle = ink();
  ctx.font = '700 18' + face; ctx.fillText(short(S.data.meta.title, Math.floor(size.x / 10)), start, 21, size.x - 28);
  ctx.font = '12' + face; ctx.fillText(byId('facts').innerText.replace(/\n+/g, ' · '), start, 38, size.x - 28);
  ctx.font = '10' + face; ctx.fillText(t('dotted'), start, size.y + top + 12, size.x - 28);
  ctx.fillText(S.data.meta.credits.concat(S.tiles ? [S.tiles.attribution] : []).join(' · '), start, size.y + top + 25, size.x - 28);
  return canvas;
}
function paintArrow(ctx, line, at) {
  const points = line.getLatLngs().map(at), [a, b] = points.slice(-2), { color, weight, dashArray } = line.options;
  ctx.strokeStyle = color; ctx.lineWidth = weight; ctx.setLineDash((dashArray || '').split(' ').filter(Boolean).map(Number));
  ctx.beginPath(); points.forEach((p, i) => (i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y))); ctx.stroke(); ctx.setLineDash([]);
  ctx.save(); ctx.translate(b.x, b.y); ctx.rotate(Math.atan2(b.y - a.y, b.x - a.x)); ctx.fillStyle = color; ctx.fill(new Path2D('M-9 -5L3 0L-9 5L-6 0z')); ctx.restore();
}
function stripes(ctx, [one, other]) {
  const two = other === one ? null : other;
  const tile = el('canvas'); tile.width = tile.height = 28;
  const c = tile.getContext('2d');
  c.lineWidth = 5;
  for (let i = -28; i <= 56; i += 14) for (const [shift, colour] of [[0, one], [7, two || '#ffffff']]) { c.strokeStyle = colour; c.globalAlpha = 0.65; c.beginPath(); c.moveTo(i + shift - 28, 56 - 28); c.lineTo(i + shift, 0); c.lineTo(i + shift + 7, -7); c.stroke(); }
  const pattern = ctx.createPattern(tile, 'repeat');
  pattern.setTransform(new DOMMatrix().scale(0.7));
  return pattern;
}
function savePicture() { paintPicture(2).toBlob((blob) => save(blob, 'image/png', '.png')); }
