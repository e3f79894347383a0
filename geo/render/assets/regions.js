// Regions by status; where two sides claim one, it is hatched in the colours of both.
function addRegions(map) {
  const renderer = L.svg({ pane: 'regions', padding: 0.5 }).addTo(map);
  const defs = renderer._container.insertBefore(svg('defs', {}), renderer._container.firstChild);
  S.layers.regions = L.featureGroup();
  S.shapes = [];
  const hatches = new Set();
  for (const region of S.data.regions) {
    const two = sides(region), open = disputed(region), key = 'hatch-' + two.map(hatchNumber).join('-');
    if (open && !hatches.has(key)) { hatches.add(key); defs.append(hatch(key, two.map(colourOf))); }
    const fill = L.polygon(decodePolygons(region.fill), {
      renderer, stroke: false, smoothFactor: 0.6, fillColor: open ? `url(#${key})` : '#000000', fillOpacity: open ? 0.55 : 0, bubblingMouseEvents: false, className: 'region ' + (open ? 'open' : 'settled'),
    });
    const edge = L.polyline(region.line.map(decode), { renderer, interactive: false, weight: open ? 1.8 : region.level === 'ADM0' ? 0 : 0.8, opacity: 0.9, dashArray: open ? '6 4' : null, smoothFactor: 0.6, className: 'region-edge' });
    const group = L.featureGroup([fill, edge]);
    group.region = region;
    fill.bindPopup(() => regionPopup(region), popupOptions());
    fill.on('add', () => name(fill, region, open));
    fill.on('mouseover', () => { if (!open) fill.setStyle({ fillOpacity: 0.05 }); else fill.setStyle({ fillOpacity: 0.75 }); });
    fill.on('mouseout', () => fill.setStyle({ fillOpacity: open ? 0.55 : 0 }));
    S.shapes.push({ region, group, fill, edge, open, two });
  }
  S.layers.regions.addTo(map);
  const paint = () => { for (const s of S.shapes) s.edge.setStyle({ color: s.open ? ink() : theme().border }); };
  paint();
  S.repaint.push(paint);
  listen(regionsInTime);
}
// A disputed territory is a button for the keyboard too; a country is found by its claims.
function name(fill, region, open) {
  const path = fill.getElement();
  if (!path) return;
  path.dataset.regionId = region.id;
  if (!open) return path.setAttribute('aria-hidden', 'true');
  for (const [key, value] of [['role', 'button'], ['tabindex', '0'], ['aria-label', regionName(region)]]) path.setAttribute(key, value);
  path.onkeydown = (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); fill.openPopup(region.at); } };
}
function hatchNumber(key) { const at = S.colours.get(key); return at == null ? PALETTE.length - 1 : at; }

function hatch(id, [one, two]) {
  const node = svg('pattern', { id, width: 10, height: 10, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  node.append(svg('rect', { width: 5, height: 10, fill: one, 'fill-opacity': 0.6 }), svg('rect', { x: 5, width: 5, height: 10, fill: two || '#ffffff', 'fill-opacity': two ? 0.6 : 0.15 }));
  return node;
}

// Only regions that exist at the chosen time are drawn.
function regionsInTime() {
  const at = S.filter.time && S.filter.time[1];
  for (const { region, group } of S.shapes) {
    const lives = at == null || ((days(region.valid_from) == null || days(region.valid_from) <= at) && (days(region.valid_to) == null || days(region.valid_to) >= at));
    if (lives !== S.layers.regions.hasLayer(group)) S.layers.regions[lives ? 'addLayer' : 'removeLayer'](group);
  }
}

// Areas of imprecise places: soft edges, because nobody knows where they end.
function addAreas(map) {
  const renderer = L.svg({ pane: 'areas', padding: 0.5 }).addTo(map);
  const blur = svg('filter', { id: 'soft', x: '-20%', y: '-20%', width: '140%', height: '140%' }, svg('feGaussianBlur', { stdDeviation: 5 }));
  renderer._container.insertBefore(svg('defs', {}, blur), renderer._container.firstChild);
  S.areaShapes = new Map();
  S.areaGroup = L.layerGroup().addTo(map);
  S.glow = L.layerGroup().addTo(map);
  for (const key in S.areas) {
    const shape = L.polygon(S.areas[key], { renderer, weight: 5, opacity: 0.14, fillOpacity: 0.08, color: '#c77700', interactive: false, className: 'area' });
    shape.on('add', () => { const path = shape.getElement(); if (path) path.setAttribute('filter', 'url(#soft)'); });
    S.areaShapes.set(key, shape);
  }
  S.areaRenderer = renderer;
  const regions = new Set(S.data.regions.map((r) => r.id));
  listen(() => {
    const used = new Set(S.shown.filter((i) => layerOn(layerOf(i)) && i.area).map((i) => i.area));
    for (const [key, shape] of S.areaShapes) {
      // A whole region is drawn as a region already; its claims light it up when they are read.
      const item = S.items.find((i) => i.area === key), whole = item && !item.c.excluding.length && regions.has(item.c.region_id) && item.c.geo_precision === 3;
      const on = used.has(key) && !whole;
      if (on !== S.areaGroup.hasLayer(shape)) S.areaGroup[on ? 'addLayer' : 'removeLayer'](shape);
    }
  });
}

// Light up where the chosen claim may be.
function glow(item) {
  S.glow.clearLayers();
  if (!item) return;
  const keys = new Set([item.area]);
  for (const place of item.c.places || []) for (const other of S.items) if (other.c.place_id === place.place_id && (other.c.places || []).length === 1) keys.add(other.area);
  for (const key of keys) if (key && S.areas[key]) {
    const shape = L.polygon(S.areas[key], { renderer: S.areaRenderer, weight: 3, opacity: 0.95, fillOpacity: 0.06, color: '#d98200', interactive: false });
    S.glow.addLayer(shape);
  }
}
