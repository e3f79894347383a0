// Figures that cannot both be right, side by side on one scale: who says what, when. A table, so that it can be heard too.
function contested(holds) {
  const near = S.data.contested.filter((p) => holds(S.items[p.a]) && holds(S.items[p.b]) && (S.shown.includes(S.items[p.a]) || S.shown.includes(S.items[p.b])));
  if (!near.length) return null;
  const most = 6, groups = rivals(near), rest = groups.length - most;
  return el('section.rivals', { 'aria-label': t('contested') }, el('h3', t('contested')), groups.slice(0, most).map(rivalTable), rest > 0 ? el('p.more', t('more', { n: number(rest) })) : null);
}

// Pairs that hang together are one dispute: three figures for one force are three rows of one table.
function rivals(pairs) {
  const groups = [];
  for (const { a, b, effect } of pairs) {
    const home = groups.find((g) => g.effect === effect && (g.rows.has(a) || g.rows.has(b)));
    if (home) home.rows.add(a).add(b); else groups.push({ effect, rows: new Set([a, b]) });
  }
  return groups.map((g) => ({ effect: g.effect, items: [...g.rows].map((i) => S.items[i]).sort((x, y) => (x.from == null ? -1e9 : x.from) - (y.from == null ? -1e9 : y.from) || x.i - y.i) }));
}

function bounds(c, effect) { return effect === 'count' ? [c.low, c.high] : effect ? [c[effect + '_low'], c[effect + '_high']] : [null, null]; }

function rivalTable({ effect, items }) {
  const first = items[0].c, force = first.kind === 'force';
  const stated = items.map((i) => bounds(i.c, effect)), top = Math.max(1, ...stated.flat().filter((v) => v != null));
  // Room behind the highest figure, and more where one is open upwards.
  const most = top * (stated.some(([low, high]) => low != null && high == null) ? 1.3 : 1.06);
  const parties = [...new Set(items.flatMap((i) => i.c.actors || []))].slice(0, 3).join(', ');
  const title = force ? [bdi(first.actor, 60), ': ' + term('unit', first.unit)] : [parties ? bdi(parties, 80) : null, (parties ? ': ' : '') + whatOf(first) + (effect ? ', ' + t(effect) : '')];
  return el('table.rival', el('caption', { dir: 'auto' }, title, ' · ', bdi(first.place, 60)),
    el('thead', el('tr', ['according', 'when', 'how_many'].map((key) => el('th', { scope: 'col' }, t(key))))),
    el('tbody', items.map((item) => rivalRow(item, effect, most))),
    effect ? el('tfoot', { 'aria-hidden': 'true' }, el('tr', el('td', { colspan: 2 }), el('td', rivalAxis(top, most)))) : null);
}

function rivalAxis(top, most) {
  const last = el('span.rung', number(top));
  last.style.insetInlineEnd = (1 - top / most) * 100 + '%';
  return el('span.rungs', el('span', number(0)), last);
}

function rivalRow(item, effect, most) {
  const c = item.c, [low, high] = bounds(c, effect), stated = low != null || high != null;
  return el('tr', el('th', { scope: 'row' }, el('button.text', { type: 'button', 'data-claim-id': c.id, onclick: () => select(c.id, 'list') }, bdi(c.attributed_to, 50))),
    el('td', when(c)),
    el('td', el('b', stated ? range(low, high, c.approximate) : c.polarity === 'asserted' ? t('no_number') : ''), c.polarity !== 'asserted' ? el('b.flag', term('polarity', c.polarity)) : null,
      stated ? rivalBar(low, high, most, c.kind === 'force' ? colourOf(c.actor_id || c.actor) : (EVENTS[c.event_type] || ['#555555'])[0]) : null));
}

// From low to high; an open bound runs to the end of the scale in an arrow.
function rivalBar(low, high, most, colour) {
  const from = low == null ? 0 : low / most, to = high == null ? 1 : high / most;
  const span = el('span.reach' + (high == null ? '.more' : '') + (low == null ? '.less' : ''));
  span.style.insetInlineStart = from * 100 + '%';
  span.style.width = Math.max(0, to - from) * 100 + '%';
  span.style.background = colour;
  return el('span.scale', { 'aria-hidden': 'true' }, span);
}
