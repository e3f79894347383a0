// Movements: an arrow from where a force or people came to where they went, where one sentence names both ends.
const BEND = 0.16, STEPS = 28;

function addMovements(map) {
  const renderer = L.svg({ pane: 'moves', padding: 0.5 }).addTo(map);
  const defs = renderer._container.insertBefore(svg('defs', {}), renderer._container.firstChild);
  PALETTE.forEach((colour, i) => defs.append(svg('marker', { id: 'head-' + i, viewBox: '0 0 12 12', refX: 9, refY: 6, markerWidth: 13, markerHeight: 13, markerUnits: 'userSpaceOnUse', orient: 'auto' }, svg('path', { d: 'M1 1L11 6L1 11L4 6z', fill: colour }))));
  S.layers.movements = L.layerGroup().addTo(map);
  S.arrows = new Map();
  S.moveRenderer = renderer;
  S.layers.movements.on('add remove', () => changed());
  listen(drawMovements);
}

// Both ends of a claim's movement, or null.
function movement(item) {
  const c = item.c, end = c.origin || c.destination;
  if (!item.at || !end || end.lat == null) return null;
  const there = [end.lat, end.lon];
  return c.origin ? [there, item.at] : [item.at, there];
}

function curve([from, to]) {
  const map = S.map, p = map.project(from, 8), q = map.project(to, 8), bend = q.subtract(p);
  const gap = Math.min(0.06, 9 / (Math.hypot(bend.x, bend.y) || 1)); // leaves the marks at both ends free
  const turn = L.point((p.x + q.x) / 2 + bend.y * BEND, (p.y + q.y) / 2 - bend.x * BEND), points = [];
  for (let i = 0; i <= STEPS; i++) {
    const t = gap + ((1 - 2 * gap) * i) / STEPS, u = 1 - t;
    points.push(map.unproject(L.point(u * u * p.x + 2 * u * t * turn.x + t * t * q.x, u * u * p.y + 2 * u * t * turn.y + t * t * q.y), 8));
  }
  return points;
}

// One arrow for each pair of ends and party: a force that is sent is often told as an event too.
function movesShown() {
  const found = new Map();
  for (const item of S.shown) {
    const ends = layerOn(layerOf(item)) && movement(item);
    if (!ends) continue;
    const key = ends.flat().map((v) => v.toFixed(2)).join(' '), held = found.get(key);
    if (!held) found.set(key, { ends, items: [item], key });
    else if (item.c.kind === 'force') held.items.unshift(item); else held.items.push(item);
  }
  return found;
}

function drawMovements() {
  const group = S.layers.movements, shown = layerOn('movements') ? movesShown() : new Map();
  for (const [key, line] of S.arrows) if (!shown.has(key) || shown.get(key).items[0] !== line.item) { group.removeLayer(line); S.arrows.delete(key); }
  for (const [key, move] of shown) {
    if (S.arrows.has(key)) continue;
    const item = move.items[0], c = item.c, colour = arrowColour(c), amount = c.kind === 'force' ? c.high || c.low : c.displaced_high || c.displaced_low;
    const line = L.polyline(curve(move.ends), { renderer: S.moveRenderer, color: PALETTE[colour], weight: amount ? Math.min(6, 1.5 + Math.log10(amount)) : 2.2, opacity: 0.9, smoothFactor: 0, dashArray: c.polarity !== 'asserted' ? '2 5' : DASH[c.status] || null, className: 'movement', bubblingMouseEvents: false });
    line.item = item;
    line.on('click', () => select(c.id, 'list'));
    line.on('add', () => {
      const path = line.getElement();
      if (!path) return;
      path.setAttribute('marker-end', `url(#head-${colour})`);
      path.setAttribute('aria-hidden', 'true'); // the claim's mark says it, with the keyboard too
      path.dataset.claimId = c.id;
      if (!path.firstChild) path.append(svg('title', {}, titleOf(c) + ' · ' + route(c)));
    });
    S.arrows.set(key, line);
    group.addLayer(line);
  }
}

function arrowColour(c) { const at = c.kind === 'force' ? S.colours.get(c.actor_id || c.actor) : S.colours.get((c.actor_ids || [])[0] || (c.actors || [])[0]); return at == null ? PALETTE.length - 1 : at; }
function route(c) {
  const one = c.origin ? c.origin.name : c.place, two = c.origin ? c.place : c.destination.name;
  return short(one, 60) + ' → ' + short(two, 60);
}
