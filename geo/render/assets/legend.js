// Layer switches, and what every sign means: only signs that this map has.
function addLegend() {
  const holder = byId('legend'), wide = innerWidth >= 1000; // in a notebook's frame it would cover the map
  const open = S.legendOpen == null ? wide : S.legendOpen;
  const box = el('details', { open }, el('summary', el('h2', t('legend'))), el('div.inner', switches(), keys()));
  box.addEventListener('toggle', () => { S.legendOpen = box.open; if (S.started) { refit(); draw(); } });
  holder.setAttribute('aria-label', t('legend'));
  holder.replaceChildren(box);
  const buttons = el('div.zoom', { role: 'group', 'aria-label': t('zoom') },
    el('button', { type: 'button', 'aria-label': t('zoom_in'), title: t('zoom_in'), onclick: () => S.map.zoomIn() }, '+'),
    el('button', { type: 'button', 'aria-label': t('zoom_out'), title: t('zoom_out'), onclick: () => S.map.zoomOut() }, '−'),
    el('button', { type: 'button', 'aria-label': t('whole'), title: t('whole'), onclick: wholeStory }, icon('home')));
  if (S.zoomButtons) S.zoomButtons.remove();
  S.zoomButtons = buttons;
  byId('stage').append(buttons);
}

function wholeStory() {
  const v = S.data.meta[S.wholeShown ? 'view' : 'whole'];
  S.wholeShown = !S.wholeShown;
  S.map.flyToBounds([[v[1], v[0]], [v[3], v[2]]], { padding: [40, 40], maxZoom: 9, animate: !still(), duration: 0.7 });
}

function switches() {
  const tally = { forces: S.items.filter((i) => i.c.kind === 'force').length, events: S.items.filter((i) => i.c.kind === 'event').length, places: S.data.places.length, movements: S.items.filter(movement).length || null, regions: S.data.regions.filter(disputed).length || null };
  return el('fieldset.layers', el('legend', t('layers')), ['forces', 'events', 'movements', 'places', 'regions'].filter((name) => name !== 'movements' || tally.movements).map((name) => {
    const row = check(t('layer.' + name), tally[name], layerOn(name), (on) => { S.map[on ? 'addLayer' : 'removeLayer'](S.layers[name]); });
    const box = row.querySelector('input');
    box.dataset.layer = name;
    S.layers[name].on('add remove', () => { box.checked = layerOn(name); keep(); });
    return row;
  }));
}

function keys() {
  const parts = [], forces = S.items.filter((i) => i.c.kind === 'force').map((i) => i.c), events = S.items.filter((i) => i.c.kind === 'event').map((i) => i.c);
  const line = (picture, text) => el('li', picture, el('span', { dir: 'auto' }, text));
  if (events.length) {
    const types = Object.keys(EVENTS).filter((type) => events.some((c) => c.event_type === type)).concat([...new Set(events.map((c) => c.event_type))].filter((type) => !EVENTS[type]).sort());
    parts.push(el('h3', t('layer.events')), el('ul', types.map((type) => line(pictogram({ r: 12, parts: [{ d: shapePath((EVENTS[type] || [0, 'square'])[1], 12), fill: (EVENTS[type] || ['#555555'])[0], stroke: ink(), width: 1.2 }] }, 20), term('type', type)))));
    if (S.most.event > 1 || events.some((c) => c.fatalities_low)) parts.push(el('p.fine', t('size_event')));
  }
  if (forces.length) {
    parts.push(el('h3', t('layer.forces')));
    const actors = [...new Map(forces.map((c) => [c.actor_id || c.actor, c.actor]))].slice(0, 7);
    parts.push(el('ul', actors.map(([key, name]) => line(pictogram({ r: 9, parts: [{ d: circlePath(9), fill: colourOf(key), stroke: ink(), width: 1 }] }, 18), short(name, 40)))));
    parts.push(el('div.sizes', ['people', 'things'].filter((scale) => forces.some((c) => scaleOf(c.unit) === scale && (c.low || c.high))).map(nested)));
    if (!S.data.app6) parts.push(el('ul', line(twoRings(), t('low_high'))));
    const statuses = ['present', 'deployed', 'pledged', 'planned', 'withdrawing', 'withdrawn', 'past'].filter((s) => forces.some((c) => c.status === s));
    parts.push(el('ul.two', statuses.map((status) => line(pictogram(forceSymbol({ unit: 'none', status, low: 0, high: 0, actor: '' }), 22), term('status', status)))));
    if (S.data.app6) parts.push(el('p.fine', t('app6')));
    const units = Object.keys(GLYPHS).filter((u) => forces.some((c) => c.unit === u));
    parts.push(el('ul.two', units.map((u) => line(app6Key(u) || svg('svg', { viewBox: '0 0 20 20', class: 'pictogram glyph', width: 18, height: 18, 'aria-hidden': 'true' }, svg('path', { d: GLYPHS[u], 'fill-rule': 'evenodd' })), term('unit', u)))));
  }
  if (S.items.some(movement)) parts.push(el('h3', t('layer.movements')), el('ul', line(arrowKey(null), t('arrow_done')), S.items.some((i) => movement(i) && DASH[i.c.status]) ? line(arrowKey('5 3'), t('arrow_ahead')) : null));
  const open = nearMarks(S.data.regions.filter(disputed));
  if (open.length) {
    parts.push(el('h3', t('layer.regions')));
    const seen = new Map();
    for (const r of open) { const of = sides(r), key = of.length ? t('claimed', { names: of.map(stateName).join(' / ') }) : t('unclaimed', { names: regionName(r) }); if (!seen.has(key)) seen.set(key, r); }
    parts.push(el('ul', [...seen].slice(0, 6).map(([text, r]) => line(swatch(r), text))));
    parts.push(el('p.fine', t('dotted')));
  }
  if (Object.keys(S.areas).length) parts.push(el('ul', line(svg('svg', { viewBox: '0 0 24 16', width: 26, height: 17, class: 'pictogram', 'aria-hidden': 'true' }, svg('ellipse', { cx: 12, cy: 8, rx: 10, ry: 6, class: 'softkey' })), t('area_key'))));
  const meta = S.data.meta;
  parts.push(el('p.fine', t('worldview') + ': ' + viewName(meta.worldview) + (meta.as_of ? '. ' + t('borders_of', { day: day(meta.as_of) }) : '')));
  parts.push(el('p.fine', t('made_from', { reports: madeOf(), claims: count('claims', S.items.length) })));
  const notes = meta.warnings.concat(meta.skipped);
  if (notes.length) parts.push(el('details.notes', el('summary', t('notes')), el('ul', notes.slice(0, 50).map((n) => el('li', { dir: 'auto' }, short(n, 300))))));
  parts.push(el('details.notes', el('summary', t('credits')), el('ul', meta.credits.concat(['Leaflet (BSD-2-Clause)'], S.tiles ? [S.tiles.attribution] : []).map((c) => el('li', short(c, 300))))));
  return el('div.keys', parts);
}

// The disputes that the marks are in or near first: in a wide view those far off would fill the list.
function nearMarks(regions) {
  const marks = [], step = Math.ceil(S.items.length / 1500);
  for (let i = 0; i < S.items.length; i += step) { const { lat, lon } = S.items[i].c; if (lat != null && lon != null) marks.push([lat, lon]); }
  const away = new Map(regions.map((region) => {
    const [south, west, north, east] = extent(S.outlines.get(region.id));
    const gap = ([lat, lon]) => Math.hypot(Math.max(0, south - lat, lat - north), Math.max(0, west - lon, lon - east) * Math.cos((lat * Math.PI) / 180));
    return [region, marks.reduce((least, mark) => Math.min(least, gap(mark)), Infinity)];
  }));
  return regions.slice().sort((a, b) => (away.get(a) === away.get(b) ? 0 : away.get(a) - away.get(b)));
}

function arrowKey(dash) { return svg('svg', { viewBox: '0 0 26 14', width: 26, height: 14, class: 'pictogram', 'aria-hidden': 'true' }, svg('path', { d: 'M2 11Q12 2 20 6', fill: 'none', stroke: ink(), 'stroke-width': 2.2, 'stroke-dasharray': dash }), svg('path', { d: 'M16.500 1.500L25 7.500L15.500 9.500L18 6z', fill: ink() })); }

// Nested circles: the sizes that the eye compares with.
function nested(scale) {
  const most = S.most[scale], values = [...new Set([most, most / 4, most / 20].map(nice))].filter((v) => v >= 1), big = radius(values[0], scale);
  const node = svg('svg', { viewBox: `-1 -1 ${2 * big + 52} ${2 * big + 2}`, width: 2 * big + 52, height: 2 * big + 2, class: 'nested', role: 'img', 'aria-label': t('size_' + scale) });
  let last = -99;
  for (const value of values) {
    const r = radius(value, scale), y = Math.max(2 * big - 2 * r, last + 12);
    node.append(svg('circle', { cx: big, cy: 2 * big - r, r }), svg('path', { d: `M${big} ${2 * big - 2 * r}L${2 * big + 4} ${y + 4}` }), svg('text', { x: 2 * big + 7, y: y + 8 }, number(value)));
    last = y;
  }
  return el('figure', node, el('figcaption.fine', t('size_' + scale)));
}
function nice(v) { const power = 10 ** Math.floor(Math.log10(Math.max(1, v))); return Math.max(1, Math.round(v / power) * power); }
function twoRings() { return pictogram({ r: 12, parts: [{ d: circlePath(12), fill: PALETTE[0], opacity: 0.25, stroke: ink(), width: 1.2 }, { d: circlePath(7), fill: PALETTE[0], stroke: ink(), width: 1.2 }] }, 22); }
function swatch(region) {
  const id = 'key-' + sides(region).map(hatchNumber).join('-');
  return svg('svg', { viewBox: '0 0 24 16', width: 26, height: 17, class: 'pictogram', 'aria-hidden': 'true' }, svg('defs', {}, hatch(id, sides(region).map(colourOf))), svg('rect', { x: 1, y: 1, width: 22, height: 14, fill: `url(#${id})`, stroke: ink(), 'stroke-dasharray': '4 2' }));
}
