// Leaflet layers from the layout: a marker for each mark, made once and moved when the zoom changes.
function addClaims(map, name) {
  const group = S.layers[name] = L.layerGroup().addTo(map);
  group.on('add remove', () => changed());
}

function addPlaces(map) {
  S.layers.places = L.layerGroup().addTo(map);
  S.layers.places.on('add remove', () => changed());
}

function iconOf(item) {
  const { r, parts, text } = item.symbol, dx = item.dx, dy = item.dy, reach = Math.max(r, 12);
  const node = svg('svg', { viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, width: 2 * reach, height: 2 * reach });
  if (item.c.places && item.c.places.length > 1) {
    for (const p of item.c.places) {
      if (p.lat == null) continue;
      const q = S.map.project([p.lat, p.lon], S.map.getZoom()), x = q.x - item.p.x - dx, y = q.y - item.p.y - dy;
      node.append(svg('path', { d: `M0 0L${x.toFixed(1)} ${y.toFixed(1)}`, class: 'tie' }));
    }
  } else if (item.led) node.append(svg('path', { d: `M0 0L${-dx.toFixed(1)} ${-dy.toFixed(1)}`, class: 'lead' }));
  node.append(...parts.map(pathNode));
  if (text) node.append(svg('text', { y: r + 11.5, 'text-anchor': 'middle', class: 'figure' }, text));
  return L.divIcon({ html: node, className: 'mark ' + item.c.kind, iconSize: [2 * reach, 2 * reach], iconAnchor: [reach - dx, reach - dy], popupAnchor: [dx, dy - r] });
}

function faceOf(item) {
  const several = item.c.places && item.c.places.length > 1;
  return [item.dx, item.dy, item.led, item.symbol.r, item.symbol.text, dark(), S.lang, several ? S.map.getZoom() : ''].join();
}

function markerOf(item) {
  const face = faceOf(item);
  if (item.marker) {
    // setIcon binds the popup anew, which pans the map, which lays out the marks: only where the mark has changed.
    if (item.face !== face) item.marker.setIcon(iconOf(item));
  } else {
    item.marker = L.marker(item.at, { icon: iconOf(item), keyboard: true, riseOnHover: true, bubblingMouseEvents: false });
    item.marker.claim = item.c;
    item.marker.bindPopup(() => claimPopup(item), popupOptions());
    item.marker.on('popupopen', () => { if (S.selected !== item.c.id) select(item.c.id, 'map'); });
    item.marker.on('add', () => label(item));
  }
  item.face = face;
  // The ties of a claim about several places lie under the other marks.
  item.marker.setZIndexOffset(item.c.places && item.c.places.length > 1 ? -400 : 0);
  label(item);
  return item.marker;
}
function label(item) {
  const node = item.marker.getElement();
  if (!node) return;
  node.setAttribute('aria-label', titleOf(item.c) + ', ' + plain(item.c.place));
  node.dataset.claimId = item.c.id;
  node.classList.toggle('chosen', item.c.id === S.selected);
  if (!node.spaceKey) node.spaceKey = node.addEventListener('keydown', (e) => { if (e.key === ' ') { e.preventDefault(); item.marker.openPopup(); } }) || true;
}

function popupOptions() {
  const size = S.map.getSize();
  const legend = byId('legend').querySelector('details'), side = !phone() && legend && legend.open ? 262 : 14;
  const [left, right] = document.documentElement.dir === 'rtl' ? [side, 58] : [58, side];
  return { maxWidth: Math.min(350, size.x - 44), minWidth: Math.min(270, size.x - 60), maxHeight: Math.max(160, Math.min(440, size.y - 96)), autoPanPaddingTopLeft: phone() ? [12, 12] : [left, 14], autoPanPaddingBottomRight: phone() ? [12, 12] : [right, 14], className: 'pop' };
}

// Popups made earlier take the size and the sides of the page as it is now.
function refit() {
  const now = popupOptions();
  const all = S.items.map((item) => item.marker).concat([...placeMarkers.values()], S.shapes.map((s) => s.fill));
  for (const layer of all) if (layer && layer.getPopup()) Object.assign(layer.getPopup().options, now);
}

// Bring the groups to what the layout says, touching only what differs.
function sync(group, wanted) {
  for (const layer of group.getLayers()) if (!wanted.has(layer) && !(layer.isPopupOpen && layer.isPopupOpen() && layer.claim && S.shown.some((i) => i.marker === layer))) group.removeLayer(layer);
  for (const layer of wanted) if (!group.hasLayer(layer)) group.addLayer(layer);
}

function draw() {
  const { placed, badges, boxes, origin } = layout();
  const wanted = { forces: new Set(), events: new Set() };
  for (const item of placed) wanted[layerOf(item)].add(markerOf(item));
  for (const name in wanted) sync(S.layers[name], wanted[name]);
  S.clusters.clearLayers();
  for (const bunch of badges) S.clusters.addLayer(badgeOf(bunch));
  coverLegend(boxes);
  const taken = drawPlaces(boxes);
  placeLabels(boxes, taken);
  tellOutside();
}

// No name lies under the open legend.
function coverLegend(boxes) {
  const panel = byId('legend').firstElementChild;
  if (!panel || matchMedia('print').matches) return;
  const a = panel.getBoundingClientRect(), b = S.map.getContainer().getBoundingClientRect();
  if (a.width) boxes.add([a.left - b.left, a.top - b.top, a.right - b.left, a.bottom - b.top]);
}

function badgeOf(bunch) {
  const n = bunch.items.length, r = 15 + Math.min(9, Math.log2(n));
  const node = svg('svg', { viewBox: `${-r} ${-r} ${2 * r} ${2 * r}`, width: 2 * r, height: 2 * r },
    svg('circle', { r: r - 0.5, class: 'disc' }), ...ringOf(bunch.items, r - 3).map(([d, stroke]) => svg('path', { d, stroke, class: 'ring' })),
    svg('text', { y: 4, 'text-anchor': 'middle' }, number(n)));
  const marker = L.marker(S.map.unproject([bunch.x, bunch.y], S.map.getZoom()), { icon: L.divIcon({ html: node, className: 'mark badge', iconSize: [2 * r, 2 * r] }), keyboard: true });
  marker.on('add', () => marker.getElement().setAttribute('aria-label', count('claims', n)));
  const open = () => {
    const bounds = L.latLngBounds(bunch.items.map((i) => i.at));
    const zoom = S.map.getBoundsZoom(bounds, false, L.point(90, 90));
    if (bunch.spread < 2 || S.map.getZoom() >= S.map.getMaxZoom() - 1 || zoom <= S.map.getZoom()) { S.opened = bunch.key; draw(); } else S.map.flyToBounds(bounds, { padding: [90, 90], maxZoom: 11, animate: !still(), duration: 0.6 });
  };
  return marker.on('click', open).on('keypress', (e) => { if (e.originalEvent.key === 'Enter') open(); });
}

// Places by name: a dot where the place is exact, only its name where it is an area.
function drawPlaces(boxes) {
  const map = S.map, wanted = new Set(), taken = new Set();
  if (!layerOn('places')) { S.layers.places.clearLayers(); return taken; }
  const origin = map.getPixelOrigin().subtract(L.DomUtil.getPosition(map.getPane('mapPane')));
  const claimed = new Map();
  for (const item of S.shown) for (const p of item.c.places || []) claimed.set(p.place_id, (claimed.get(p.place_id) || 0) + 1);
  const order = S.data.places.filter((p) => p.lat != null).sort((a, b) => (claimed.get(b.place_id) || 0) - (claimed.get(a.place_id) || 0) || (a.place_id < b.place_id ? -1 : 1));
  // A dataset gives one name to many points: it is written once, and points that lie on one another are one dot.
  const named = new Map(), apart = (text, x, y, d) => (named.get(text) || []).every(([a, b]) => Math.hypot(a - x, b - y) > d);
  const view = map.getBounds().pad(0.2), near = map.getZoom() >= 5, size = map.getSize();
  for (const place of order) {
    if (order.length > 150 && !view.contains([place.lat, place.lon])) continue;
    // The name of an area stands where its claims stand, which is inside it.
    const at = S.areaAnchors.get(place.place_id) || [place.lat, place.lon];
    const p = map.project(at, map.getZoom()), x = p.x - origin.x, y = p.y - origin.y;
    const exact = place.geo_precision === 1 && !/^(PCL|ADM|RGN|AREA|CONT|TERR|OCN|SEA)/.test(place.feature_code || ''), text = placeName(place), width = measure(text, 'name') + 6;
    const key = fold(text), first = apart(key, x, y, 240);
    if (!first && (!exact || !apart(key, x, y, 12))) continue;
    if (exact) boxes.add([x - 5, y - 5, x + 5, y + 5]);
    const spots = exact ? [[9, -8], [-width - 9, -8], [-width / 2, -24], [-width / 2, 8], [12, -26], [12, 10], [-width - 12, -26], [-width - 12, 10], ...SPIRAL.filter((s, i) => i > 20 && i < (near ? 260 : 60) && i % 5 === 0).map(([a, b]) => [a - width / 2, b - 8])] : [[-width / 2, -8], ...SPIRAL.filter((s, i) => i % 4 === 0).map(([a, b]) => [a - width / 2, b - 8])];
    const outline = exact ? null : S.outlines.get(place.region_id);
    // Far from its point a name would be read as that of another place, unless it still stands on its own land.
    const own = (a, b) => Math.hypot(a + width / 2, b + 8) < (near ? 60 : 50) || (outline && ((q) => within(outline, q.lat, q.lng))(map.unproject([p.x + a + width / 2, p.y + b + 8], map.getZoom())));
    const spot = first && spots.find(([a, b]) => !boxes.hits([x + a, y + b, x + a + width, y + b + 16]) && (exact || own(a, b)));
    if (!spot && !exact) continue;
    named.set(key, (named.get(key) || []).concat([[x, y]]));
    if (spot) { boxes.add([x + spot[0], y + spot[1], x + spot[0] + width, y + spot[1] + 16]); if (x > 0 && y > 0 && x < size.x && y < size.y) taken.add(key); }
    wanted.add(placeMarker(place, at, exact, spot, text, width));
  }
  sync(S.layers.places, wanted);
  return taken;
}

function placeName(place) {
  if (/^PCL/.test(place.feature_code || '') && place.country && !place.excluding.length && !place.place_id.startsWith('part:')) return stateName(place.country);
  const region = S.regionById.get(place.region_id);
  return region && fold(region.name) === fold(place.name) ? regionName(region) : short(place.name, 40);
}

const placeMarkers = new Map();
function placeMarker(place, at, exact, spot, text, width) {
  const node = svg('svg', { viewBox: '-12 -12 24 24', width: 24, height: 24 });
  if (exact) node.append(svg('circle', { r: 4.2, class: 'spot' }));
  if (spot) node.append(svg('text', { x: (spot[0] + width / 2).toFixed(1), y: (spot[1] + 12).toFixed(1), 'text-anchor': 'middle', class: exact ? 'name' : 'name wide' }, text));
  const icon = L.divIcon({ html: node, className: 'mark place' + (exact ? '' : ' area'), iconSize: [24, 24] });
  let marker = placeMarkers.get(place.place_id);
  const face = [exact, spot, text, dark()].join();
  if (marker) { if (marker.face !== face) marker.setIcon(icon); }
  else {
    marker = L.marker(at, { icon, keyboard: true, zIndexOffset: -500 });
    marker.bindPopup(() => placePopup(place), popupOptions());
    marker.on('add', () => marker.getElement().setAttribute('aria-label', placeName(place)));
    placeMarkers.set(place.place_id, marker);
  }
  if (marker.getElement()) marker.getElement().setAttribute('aria-label', placeName(place));
  marker.face = face;
  marker.shape = { exact, spot, text, width };
  return marker;
}

// Fly to a claim and open it there.
function fly(item) {
  if (!item) return;
  if (phone()) setSheet('low');
  if (!item.at) { say(t('no_point')); return; }
  if (!layerOn(layerOf(item))) S.map.addLayer(S.layers[layerOf(item)]);
  if (!S.shown.includes(item)) return;
  const zoom = Math.max(S.map.getZoom(), Math.min(S.map.getZoom() + 3, item.area ? 6 : 7));
  const show = () => { draw(); if (item.marker && S.map.hasLayer(item.marker)) item.marker.openPopup(); };
  const size = S.map.getSize(), p = S.map.latLngToContainerPoint(item.at);
  const seen = p.x > 60 && p.y > 120 && p.x < size.x - 60 && p.y < size.y - 60;
  if (seen && zoom === S.map.getZoom()) return show();
  S.map.once('moveend', () => setTimeout(show, 30));
  const below = S.map.unproject(S.map.project(item.at, zoom).subtract([0, Math.min(120, size.y / 5)]), zoom);
  S.map.flyTo(below, zoom, { animate: !still(), duration: 0.7 });
}

// Arrows at the edge for what lies outside the view.
function tellOutside() {
  const holder = byId('outside'), map = S.map, size = map.getSize(), far = new Map();
  for (const item of S.placed.concat(S.badges.flatMap((b) => b.items))) {
    const p = map.latLngToContainerPoint(item.at);
    if (p.x > -10 && p.y > -10 && p.x < size.x + 10 && p.y < size.y + 10) continue;
    const key = item.c.place_id;
    if (!far.has(key)) far.set(key, { item, n: 0, p });
    far.get(key).n++;
  }
  const most = [...far.values()].sort((a, b) => b.n - a.n || a.item.i - b.item.i).slice(0, phone() ? 2 : 4);
  const used = [];
  holder.replaceChildren(...most.map(({ item, n, p }) => {
    const cx = size.x / 2, cy = size.y / 2, dx = p.x - cx, dy = p.y - cy;
    const k = Math.min((cx - 70) / Math.abs(dx || 1), (cy - 28) / Math.abs(dy || 1));
    let x = cx + dx * k, y = cy + dy * k;
    const step = y < cy ? 32 : -32;
    while (used.some(([a, b]) => Math.abs(a - x) < 150 && Math.abs(b - y) < 30)) y += step;
    used.push([x, y]);
    const arrow = svg('svg', { viewBox: '-8 -8 16 16', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: 'M-5 -5L6 0L-5 5L-2 0z', transform: `rotate(${((Math.atan2(dy, dx) * 180) / Math.PI).toFixed(0)})` }));
    const node = el('button.edge', { type: 'button', onclick: () => S.map.flyTo(item.at, Math.min(map.getZoom(), 6), { animate: !still(), duration: 0.8 }) }, arrow, bdi(item.c.place, 26), el('span', number(n)));
    node.style.left = x + 'px'; node.style.top = y + 'px';
    return node;
  }));
}
