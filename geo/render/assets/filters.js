// Switches by kind, party, source, confidence; what is denied or only possible is off until asked for.
function buildFilters() {
  const parts = [];
  for (const name of ['event', 'unit', 'status', 'actor', 'source', 'report']) {
    const tally = new Map();
    for (const item of S.items) for (const value of new Set(FACETS[name](item.c) || [])) tally.set(value, (tally.get(value) || 0) + 1);
    if (tally.size < 2) continue;
    parts.push(facet(name, [...tally].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1))));
  }
  const other = S.items.filter((i) => i.c.polarity !== 'asserted');
  const said = ['denied', 'hypothetical'].map((value) => [value, S.items.filter((i) => i.c.polarity === value).length]).filter((v) => v[1]);
  if (said.length) parts.unshift(el('fieldset', el('legend', t('polarity')), said.map(([value, n]) => check(term('polarity', value), n, S.filter.polarity.has(value), (on) => { S.filter.polarity[on ? 'add' : 'delete'](value); changed(); }))));
  const out = el('output', number(S.filter.confidence));
  const slide = el('input', { type: 'range', min: '0', max: '1', step: '0.05', value: S.filter.confidence, 'aria-label': t('confidence_least'), oninput: () => { S.filter.confidence = Number(slide.value); out.textContent = number(S.filter.confidence); changed(); } });
  parts.unshift(el('fieldset', el('legend', t('confidence_least')), el('div.slide', slide, out)));
  byId('filters').replaceChildren(el('button.wide', { type: 'button', onclick: resetAll }, t('show_all')), ...parts);
}

function facet(name, tally) {
  const off = S.filter.off[name] || (S.filter.off[name] = new Set());
  const label = (value) => ({ event: () => term('type', value), unit: () => term('unit', value), status: () => term('status', value), report: () => { const r = S.reportById.get(value); return short((r && r.title) || value, 70); } }[name] || (() => short(value, 70)))();
  const boxes = tally.slice(0, 60).map(([value, n]) => check(label(value), n, !off.has(value), (on) => { off[on ? 'delete' : 'add'](value); changed(); }));
  const all = (on) => { off.clear(); if (!on) for (const [value] of tally) off.add(value); buildFilters(); changed(); };
  return el('fieldset', el('legend', t('facet.' + name)), el('p.both', el('button.text', { type: 'button', onclick: () => all(true) }, t('all')), el('button.text', { type: 'button', onclick: () => all(false) }, t('none'))), boxes);
}

function check(text, n, on, then) {
  const box = el('input', { type: 'checkbox', checked: on, onchange: () => then(box.checked) });
  return el('label.check', box, el('bdi', text), n == null ? null : el('span.n', number(n)));
}
