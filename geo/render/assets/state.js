// What is known, what is shown, what is selected; everything else listens.
function load() {
  S.data = JSON.parse(S.unpacked || byId('data').textContent);
  S.unpacked = null;
  S.lang = S.data.meta.lang;
  S.regionById = new Map(S.data.regions.map((r) => [r.id, r]));
  S.reportById = new Map(S.data.reports.map((r) => [r.id, r]));
  S.placeById = new Map(S.data.places.map((p) => [p.place_id, p]));
  S.areas = Object.create(null);
  for (const key in S.data.areas) S.areas[key] = decodePolygons(S.data.areas[key]);
  S.areaBoxes = new Map(Object.entries(S.areas).map(([key, shape]) => [key, extent(shape)]));
  S.items = S.data.claims.map((c, i) => {
    const from = days(c.kind === 'event' ? c.date_start : c.as_of);
    const to = c.kind === 'event' && c.date_end ? days(c.date_end) : from;
    return { i, c, at: anchor(c, S.data.anchors[i]), area: S.data.areaOf[i], from, to };
  });
  S.byId = new Map(S.items.map((item) => [item.c.id, item]));
  S.areaAnchors = new Map(S.items.filter((i) => i.at && i.area && i.c.places.length === 1).map((i) => [i.c.place_id, i.at]));
  S.most = { people: 1, things: 1, event: 1 };
  const votes = new Map();
  for (const { c } of S.items) {
    if (c.kind === 'force') {
      const scale = scaleOf(c.unit);
      S.most[scale] = Math.max(S.most[scale], c.high || 0, c.low || 0);
      votes.set(c.actor_id || c.actor, (votes.get(c.actor_id || c.actor) || 0) + 1);
    } else S.most.event = Math.max(S.most.event, c.fatalities_high || 0, c.fatalities_low || 0);
  }
  S.outlines = new Map(S.data.regions.map((r) => [r.id, decodePolygons(r.fill)]));
  // Colours go to the parties with most figures first, then to the sides of each dispute, of those near the marks first.
  const order = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map((v) => v[0]);
  for (const region of nearMarks(S.data.regions).flatMap((r) => [r, ...(r.times || []).map((time) => time[1])])) if (disputed(region)) for (const side of sides(region)) if (!order.includes(side)) order.push(side);
  S.colours = new Map(order.map((key, i) => [key, Math.min(i, PALETTE.length - 1)]));
  S.filter = freshFilter();
  const dated = S.items.flatMap((item) => (item.from == null ? [] : [item.from, item.to]));
  S.span = dated.length ? [dated.reduce((a, b) => Math.min(a, b)), dated.reduce((a, b) => Math.max(a, b))] : null;
}

// A claim about two places together is drawn between them, tied to both.
function anchor(c, at) {
  const known = (c.places || []).filter((p) => p.lat != null);
  if (!at || known.length < 2 || c.places.length !== known.length) return at;
  return [known.reduce((s, p) => s + p.lat, 0) / known.length, known.reduce((s, p) => s + p.lon, 0) / known.length];
}

function freshFilter() { return { q: '', off: {}, confidence: 0, polarity: new Set(['asserted']), time: null, undated: true }; }
const FACETS = {
  event: (c) => (c.kind === 'event' ? [c.event_type] : null),
  unit: (c) => (c.kind === 'force' ? [c.unit] : null),
  status: (c) => (c.kind === 'force' ? [c.status] : null),
  actor: (c) => (c.kind === 'force' ? [c.actor] : c.actors && c.actors.length ? c.actors : null),
  source: (c) => [c.attributed_to],
  report: (c) => [c.report_id],
};

function hay(item) {
  const c = item.c;
  if (item.hay == null) item.hay = fold([c.place, c.actor, ...(c.actors || []), c.attributed_to, c.quote, c.unit, c.event_type, c.sub_event_type, c.source].filter(Boolean).join(' \n '));
  return item.hay;
}

function passes(item) {
  const c = item.c, f = S.filter;
  if (!f.polarity.has(c.polarity)) return false;
  if ((c.confidence == null ? 1 : c.confidence) < f.confidence) return false;
  for (const name in f.off) {
    if (!f.off[name].size) continue;
    const values = FACETS[name](c);
    if (values && values.every((v) => f.off[name].has(v))) return false;
  }
  if (f.time) {
    if (item.from == null) { if (!f.undated) return false; } else if (item.from > f.time[1] || item.to < f.time[0]) return false;
  } else if (!f.undated && item.from == null) return false;
  if (f.q) { const text = hay(item); for (const word of fold(f.q).split(/\s+/)) if (word && !text.includes(word)) return false; }
  return true;
}

function listen(what) { S.listeners.push(what); }
let pending = 0;
// Many switches in one turn make one redraw.
function changed(now) {
  const run = () => { pending = 0; S.shown = S.items.filter(passes); for (const tell of S.listeners) tell(); };
  if (now) return run();
  if (!pending) pending = requestAnimationFrame(run);
}

function layerOn(name) { return S.map.hasLayer(S.layers[name]); }
function layerOf(item) { return item.c.kind === 'force' ? 'forces' : 'events'; }

// Select a claim: the list, the map and the text follow. `from` is where the reader is now.
function select(id, from) {
  unmark();
  S.selected = id;
  for (const node of document.querySelectorAll('.card[data-claim-id], .ref[data-claim-id]')) if (node.dataset.claimId === id) node.setAttribute('aria-current', 'true');
  glow(id && S.byId.get(id));
  if (id && from !== 'list') reveal(id);
  if (id && from !== 'map') fly(S.byId.get(id));
  keep();
}

function unselect() { unmark(); S.selected = null; glow(null); keep(); }
function unmark() {
  for (const node of document.querySelectorAll('[aria-current="true"]')) node.removeAttribute('aria-current');
  const item = S.selected && S.byId.get(S.selected);
  S.selected = null;
  if (item && item.marker) label(item);
}

const PLAIN = new Set(['sovereign', 'division', 'dependency', 'constituent', 'autonomous', 'former']);
function disputed(region) { return !PLAIN.has(region.status); }
// Who stands on either side: the state that it is held to be part of, and who controls or else claims it.
function sides(region) {
  const two = [region.de_jure, region.de_facto, ...(region.claimed_by || [])].filter(Boolean);
  return [...new Set(two)].slice(0, 2);
}
