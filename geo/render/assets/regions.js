// Regions by status; where two sides claim one, it is hatched in the colours of both.
function addRegions(map) {
  const renderer = L.svg({ pane: 'regions', padding: 0.5 }).addTo(map);
  const defs = renderer._container.insertBefore(svg('defs', {}), renderer._container.firstChild);
  S.layers.regions = L.featureGroup();
  S.shapes = [];
  S.hatchDefs = defs;
  S.extents = new Map();
  for (const region of S.data.regions) {
    const outline = S.outlines.get(region.id);
    if (region.level === 'ADM0') S.extents.set(region.id, extent(outline));
    const fill = L.polygon(outline, { renderer, stroke: false, smoothFactor: 0.6, bubblingMouseEvents: false, className: 'region' });
    const edge = L.polyline(region.line.map(decode), { renderer, interactive: false, opacity: 0.9, smoothFactor: 0.6, className: 'region-edge' });
    const shape = { base: region, group: L.featureGroup([fill, edge]), fill, edge };
    shape.group.region = region;
    fill.bindPopup(() => regionPopup(shape.region), popupOptions());
    fill.on('add', () => name(shape));
    fill.on('mouseover', () => fill.setStyle({ fillOpacity: shape.open ? 0.75 : 0.05 }));
    fill.on('mouseout', () => fill.setStyle({ fillOpacity: shape.open ? 0.55 : 0 }));
    wear(shape, region);
    S.shapes.push(shape);
  }
  S.layers.regions.addTo(map);
  const paint = () => { for (const s of S.shapes) s.edge.setStyle({ color: s.open ? ink() : theme().border }); };
  paint();
  S.repaint.push(paint);
  map.on('zoomend', () => { for (const s of S.shapes) if (s.open) s.edge.setStyle(stroke(s)); });
  listen(regionsInTime);
}
// A region looks as its status asks; along the slider that may change.
function wear(shape, region) {
  const two = sides(region), open = disputed(region);
  Object.assign(shape, { region, open, two });
  S.regionById.set(region.id, region);
  shape.fill.setStyle({ fillColor: open ? `url(#${hatchOf(two)})` : '#000000', fillOpacity: open ? 0.55 : 0 });
  shape.edge.setStyle({ ...stroke(shape), color: open ? ink() : theme().border });
  name(shape);
}

// Dashes need a length to be read: a territory of a few pixels gets a fine line, or it would be a blot.
function stroke({ region, open }) {
  if (!open) return { weight: region.level === 'ADM0' ? 0 : 0.8, dashArray: null };
  const across = Math.sqrt(region.size) * 2 ** S.map.getZoom() * 0.71;
  return across < 24 ? { weight: 0.8, dashArray: null } : across < 70 ? { weight: 1.2, dashArray: '4 3' } : { weight: 1.8, dashArray: '6 4' };
}

function hatchOf(two) {
  const key = 'hatch-' + two.map(hatchNumber).join('-');
  if (!S.hatchDefs.querySelector('#' + key)) S.hatchDefs.append(hatch(key, two.map(colourOf)));
  return key;
}

// What a region is at a time: the record of the last change before it.
function atTime(region, at) {
  let now = region;
  if (at != null) for (const [from, record] of region.times || []) if (days(from) <= at || now === region) now = Object.assign({}, region, record);
  return now;
}

// A disputed territory is a button for the keyboard too; a country is found by its claims.
function name({ fill, region, open }) {
  const path = fill.getElement();
  if (!path) return;
  path.dataset.regionId = region.id;
  path.classList.toggle('open', open);
  path.classList.toggle('settled', !open);
  if (!open) { for (const key of ['role', 'tabindex', 'aria-label']) path.removeAttribute(key); return path.setAttribute('aria-hidden', 'true'); }
  path.removeAttribute('aria-hidden');
  for (const [key, value] of [['role', 'button'], ['tabindex', '0'], ['aria-label', regionName(region)]]) path.setAttribute(key, value);
  path.onkeydown = (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); fill.openPopup(region.at); } };
}
function hatchNumber(key) { const at = S.colours.get(key); return at == null ? PALETTE.length - 1 : at; }

function hatch(id, [one, other]) {
  const two = other === one ? null : other; // more sides than colours: stripes all the same
  const node = svg('pattern', { id, width: 10, height: 10, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  node.append(svg('rect', { width: 5, height: 10, fill: one, 'fill-opacity': 0.6 }), svg('rect', { x: 5, width: 5, height: 10, fill: two || '#ffffff', 'fill-opacity': two ? 0.6 : 0.15 }));
  return node;
}

// Only regions that exist at the chosen time are drawn, each as what it was then.
function regionsInTime() {
  const at = S.filter.time && S.filter.time[1];
  for (const shape of S.shapes) {
    if (shape.base.times) { const now = atTime(shape.base, at); if (now !== shape.region && JSON.stringify(now) !== JSON.stringify(shape.region)) wear(shape, now); }
    const { region, group } = shape;
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
