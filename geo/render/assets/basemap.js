// Land, coast, borders and their labels; no request is made.
const THEMES = {
  light: { sea: '#d7e4ec', land: '#f7f5ef', coast: '#7f9cad', border: '#686868', label: '#3f464d', halo: 'rgba(255,255,255,.9)' },
  dark: { sea: '#0f151b', land: '#252b31', coast: '#50697a', border: '#a3a3a3', label: '#d3d8dc', halo: 'rgba(20,24,29,.9)' },
};
const DARK = matchMedia('(prefers-color-scheme: dark)');
function dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : DARK.matches;
}
function theme() { return THEMES[dark() ? 'dark' : 'light']; }

function createMap(id, options) {
  load();
  const map = L.map(id, Object.assign({
    zoomControl: false, attributionControl: false, zoomSnap: 0.5, zoomDelta: 1, wheelPxPerZoomLevel: 90, minZoom: 2, maxZoom: 12,
    maxBounds: [[-86, -200], [86, 200]], maxBoundsViscosity: 0.8, fadeAnimation: !still(), zoomAnimation: !still(), markerZoomAnimation: !still(), inertia: !still(),
  }, options));
  for (const [pane, z] of [['land', 150], ['tiles', 160], ['lines', 330], ['regions', 320], ['areas', 340], ['moves', 430], ['ties', 440], ['labels', 450]]) map.createPane(pane).style.zIndex = z;
  map.getPane('labels').style.pointerEvents = 'none';
  map.getPane('lines').style.pointerEvents = 'none';
  map.getPane('land').style.pointerEvents = 'none';
  S.map = map; S.layers = {};
  L.control.scale({ imperial: false, maxWidth: 120, position: 'bottomleft' }).addTo(map);
  const v = S.data.meta.view;
  map.fitBounds([[v[1], v[0]], [v[3], v[2]]], { padding: [24, 24], animate: false, maxZoom: 9 });
  window.conflictmap = { map, layers: S.layers, claims: S.data.claims };
  return map;
}

function addBasemap(map) {
  const b = S.data.basemap;
  S.base = { fill: decodePolygons(b.fill), coast: b.coast.map(decode), borders: b.borders.map(decode) };
  const land = L.canvas({ pane: 'land', padding: 0.6 }), lines = L.canvas({ pane: 'lines', padding: 0.6 });
  const parts = [
    [L.polygon(S.base.fill, { renderer: land, stroke: false, fillOpacity: 1, fillRule: 'nonzero', interactive: false, smoothFactor: 0 }), 'fillColor', 'land'],
    [L.polyline(S.base.coast, { renderer: land, weight: 0.8, interactive: false, smoothFactor: 0 }), 'color', 'coast'],
    [L.polyline(S.base.borders, { renderer: lines, weight: 1.1, opacity: 0.9, interactive: false, smoothFactor: 0 }), 'color', 'border'],
  ];
  const paint = () => { for (const [layer, option, name] of parts) layer.setStyle({ [option]: theme()[name] }); };
  paint();
  for (const [layer] of parts) layer.addTo(map);
  S.repaint = [paint];
  DARK.addEventListener('change', restyle);
}

// After a change of theme: what is drawn by script takes its new colours.
function restyle() { for (const paint of S.repaint) paint(); changed(); }

function addTiles(map, options) {
  L.tileLayer(options.url, { maxZoom: options.max_zoom, pane: 'tiles', attribution: '' }).addTo(map);
  S.tiles = options;
}

// Widths of labels, so that they can be kept apart before they are drawn.
const FONTS = { country: '600 12.5px', capital: '600 11px', city: '11px', name: '650 12px', figure: '650 11px' };
const widths = new Map();
function measure(text, kind) {
  const key = kind + text;
  if (!widths.has(key)) {
    if (!S.ruler) S.ruler = document.createElement('canvas').getContext('2d');
    S.ruler.font = FONTS[kind] + ' ' + getComputedStyle(document.body).fontFamily;
    widths.set(key, S.ruler.measureText(text).width * (kind === 'name' ? 1.05 : 1) + (kind === 'country' ? text.length * 0.9 : 0));
  }
  return widths.get(key);
}

// The point of each country that lies deepest in what the view shows of it, from a coarse grid over the screen.
function middles(map, size) {
  const step = 44, at = new Map(), found = new Map();
  for (let x = step; x < size.x; x += step) for (let y = step / 2; y < size.y; y += step / 2) {
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    for (const [id, [south, west, north, east]] of S.extents)
      if (lat >= south && lat <= north && lng >= west && lng <= east && within(S.outlines.get(id), lat, lng)) { at.set(x + ':' + y, id); break; }
  }
  const best = new Map();
  for (const [key, id] of at) {
    const [x, y] = key.split(':').map(Number);
    let depth = 0;
    while (depth < 12 && [[-1, 0], [1, 0], [0, -1], [0, 1]].every(([a, b]) => at.get(x + a * step * (depth + 1) + ':' + (y + b * (step / 2) * (depth + 1))) === id)) depth++;
    const middle = depth * 1000 - Math.hypot(x - size.x / 2, y - size.y / 2);
    if (!best.has(id) || middle > best.get(id)) { best.set(id, middle); const p = map.containerPointToLatLng([x, y]); found.set(id, [p.lat, p.lng]); }
  }
  return found;
}

// Names of countries and cities where marks leave room; larger first.
function placeLabels(boxes, taken) {
  const map = S.map, zoom = map.getZoom(), size = map.getSize(), holder = S.labelHolder || (S.labelHolder = map.getPane('labels').appendChild(el('div')));
  const wanted = [], near = map.getBounds();
  // A country whose middle lies outside is named where the view shows it: neighbours say where one is.
  const visible = middles(map, size), frame = [2, 2, size.x - 2, size.y - 2];
  const across = (area) => Math.sqrt(area) * 2 ** zoom * 0.71;
  for (const [id, name, lat, lon, area] of S.data.basemap.countries) {
    if (across(area) < 55) continue;
    const at = near.contains([lat, lon]) ? [lat, lon] : visible.get(id);
    if (at) wanted.push([id.length === 2 ? stateName(id) : name, at[0], at[1], 'country', id]);
  }
  const least = zoom < 4 ? -1 : zoom < 5 ? 0 : zoom < 6.5 ? 1 : zoom < 7.5 ? 2 : 3;
  for (const [name, lat, lon, rank] of S.data.basemap.cities) if (rank <= least) wanted.push([name, lat, lon, rank ? 'city' : 'capital', null]);
  const nodes = [];
  S.labels = [];
  for (const [name, lat, lon, kind, id] of wanted) {
    if (taken.has(fold(name))) continue;
    const p = map.latLngToContainerPoint([lat, lon]);
    if (p.x < -40 || p.y < -20 || p.x > size.x + 40 || p.y > size.y + 20) continue;
    const width = measure(kind === 'country' ? name.toLocaleUpperCase(S.lang) : name, kind) + 4, height = 14;
    const spots = kind === 'country' ? [[-width / 2, -7], [-width / 2, -30], [-width / 2, 18], [-width / 2 - 60, -7], [-width / 2 + 60, -7]] : [[6, -7], [-width - 6, -7], [-width / 2, -20], [-width / 2, 6]];
    // A city's dot needs room as well; a country's name stays on the country and whole.
    if (!id && boxes.hits([p.x - 3, p.y - 3, p.x + 3, p.y + 3])) continue;
    const spot = spots.find(([dx, dy]) => {
      const box = [p.x + dx, p.y + dy, p.x + dx + width, p.y + dy + height];
      if (boxes.hits(box)) return false;
      if (!id) return true;
      if (box[0] < frame[0] || box[1] < frame[1] || box[2] > frame[2] || box[3] > frame[3]) return false;
      const middle = map.containerPointToLatLng([p.x + dx + width / 2, p.y + dy + 7]);
      return !S.outlines.has(id) || !near.contains(middle) || within(S.outlines.get(id), middle.lat, middle.lng);
    });
    if (!spot) continue;
    const at = [p.x + spot[0], p.y + spot[1], p.x + spot[0] + width, p.y + spot[1] + height];
    boxes.add(at);
    if (kind !== 'country') boxes.add([p.x - 3, p.y - 3, p.x + 3, p.y + 3]);
    S.labels.push({ name, kind, lat, lon, spot, width });
    const node = el('span.label.' + kind, name);
    const layer = map.latLngToLayerPoint([lat, lon]);
    L.DomUtil.setPosition(node, L.point(Math.round(layer.x + spot[0]), Math.round(layer.y + spot[1])));
    node.style.width = width + 'px';
    nodes.push(node);
    if (kind !== 'country') { const dot = el('span.dot.' + kind); L.DomUtil.setPosition(dot, layer.round()); nodes.push(dot); }
  }
  holder.replaceChildren(...nodes);
}
