// Rival figures side by side: who says how many, as of when. Bars from low to high on one scale.
function figures(items) {
  const groups = new Map();
  for (const item of items) {
    if (item.c.low == null && item.c.high == null) continue;
    const scale = scaleOf(item.c.unit);
    if (!groups.has(scale)) groups.set(scale, []);
    groups.get(scale).push(item);
  }
  const out = [];
  for (const [scale, rows] of [...groups].sort()) {
    if (rows.length < 2) continue;
    rows.sort((a, b) => (a.from == null ? -1e9 : a.from) - (b.from == null ? -1e9 : b.from) || a.i - b.i);
    const most = Math.max(...rows.map((r) => r.c.high || r.c.low));
    out.push(el('h3', t('figures.' + scale)), el('div.bars', { role: 'list' }, rows.map((item) => bar(item, most))), el('p.axis', el('span', number(0)), el('span', number(most))));
  }
  return out.length ? el('section.figures', out) : null;
}

function bar(item, most) {
  const c = item.c, low = c.low == null ? 0 : c.low, high = c.high == null ? most : c.high;
  // Solid up to the lowest figure, pale from there to the highest.
  const kind = (c.high == null ? '.open' : '') + (c.status === 'pledged' || c.status === 'planned' ? '.soft' : '');
  const track = el('span.track' + kind), span = el('span.span');
  span.style.insetInlineStart = (low / most) * 100 + '%';
  span.style.width = ((high - low) / most) * 100 + '%';
  span.style.background = colourOf(c.actor_id || c.actor);
  const lead = el('span.lead');
  lead.style.width = (low / most) * 100 + '%';
  lead.style.background = colourOf(c.actor_id || c.actor);
  track.append(lead, span);
  return el('div.bar', { role: 'listitem' }, el('button.text', { type: 'button', 'data-claim-id': c.id, onclick: () => select(c.id, 'list') },
    el('span.head', el('b', range(c.low, c.high, c.approximate)), ' ', bdi(short(c.actor, 40)), ' · ' + term('unit', c.unit) + ' · ' + term('status', c.status)), track,
    el('span.foot', bdi(c.attributed_to, 50), ' · ' + when(c))));
}
