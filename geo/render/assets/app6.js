// Forces as APP-6 symbols, where the page was written with them: size by number as ever, frame in the party's colour
// unless the user has said who is friend or foe.
function app6Symbol(c) {
  const set = S.data.app6, key = c.actor_id || c.actor, side = set && set.sides[key];
  const ahead = c.status === 'pledged' || c.status === 'planned';
  const kept = set && set.parts[c.unit + ' ' + (side || 'neutral')];
  if (!kept) return null;
  const none = c.low == null && c.high == null, r = Math.max(14, radius(c.high != null ? c.high : c.low, scaleOf(c.unit))), k = r / 72;
  const gone = c.status === 'withdrawn' || c.status === 'past', parts = [];
  kept.forEach((p, i) => {
    const own = { x: p.x * k, y: p.y * k };
    if (p.text) return parts.push(Object.assign(own, { text: p.text, size: p.size * k, fill: '#000000', middle: p.middle }));
    Object.assign(own, { d: p.d, fill: p.fill, stroke: p.stroke, width: i ? p.width : 5, dash: p.dash, scale: p.scale * k });
    if (i) return parts.push(own);
    // The frame comes first, on white, so that a pale colour hides what lies below and a dark map leaves an edge.
    parts.push(Object.assign({}, own, { fill: '#ffffff', stroke: '#ffffff', width: 12 }));
    if (!side) Object.assign(own, { fill: colourOf(key), opacity: 0.45 });
    parts.push(Object.assign(own, gone ? { fill: 'none' } : {}, ahead ? { dash: '14 9' } : {}));
  });
  if (c.status === 'withdrawing' || c.status === 'withdrawn') parts.push(badge(r, 'M-4 0L0-5 4 0zM-1.2-.5h2.400V5h-2.400z'));
  if (c.status === 'deployed') parts.push(badge(r, 'M-4 0L0 5 4 0zM-1.2.5h2.400V-5h-2.400z'));
  const text = none ? '' : range(c.low, c.high, false);
  return { r, parts: parts.flat(), text: c.approximate && text ? '~' + text : text };
}

// The unit's symbol in the legend, as the first force of that kind has it.
function app6Key(unit) {
  const one = S.data.app6 && S.items.find((i) => i.c.kind === 'force' && i.c.unit === unit);
  return one ? pictogram(app6Symbol(Object.assign({}, one.c, { status: 'present', low: 0, high: 0 })) || forceSymbol(one.c), 20) : null;
}
