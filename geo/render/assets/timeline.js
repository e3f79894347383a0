// A slider over the days that the claims are about: two handles, bars, play. Only for two days or more.
function addTimeline() {
  const holder = byId('time');
  if (!S.span || S.span[0] === S.span[1]) { holder.hidden = true; return; }
  holder.hidden = false;
  document.body.classList.add('timed');
  const stops = dateStops(), last = stops.length - 1;
  const from = el('input', { type: 'range', min: '0', max: String(last), value: '0', step: '1', 'aria-label': t('from_day') });
  const to = el('input', { type: 'range', min: '0', max: String(last), value: String(last), step: '1', 'aria-label': t('to_day') });
  const read = el('output', { id: 'when' }), undated = S.items.filter((i) => i.from == null).length;
  const bars = el('div.histogram', { 'aria-hidden': 'true' }), play = el('button.play', { type: 'button' });
  const face = () => { play.replaceChildren(icon(timer ? 'pause' : 'play')); play.setAttribute('aria-label', t(timer ? 'pause' : 'play')); play.title = t(timer ? 'pause' : 'play'); };
  const rail = el('div.handles', from, to);
  // Days under the bars, as many as have room; the two ends lie under the handles and are said beside them.
  const every = Math.max(1, Math.ceil(stops.length / (phone() ? 2.5 : 7))), far = S.span[1] - S.span[0] > 400;
  const ticks = el('div.ticks', { 'aria-hidden': 'true' });
  stops.forEach((s, i) => ticks.append(el('span', i && i < stops.length - Math.max(1, 0.4 * every) && i % every === Math.floor(every / 2) ? day(isoDay(s[0]), far ? { day: undefined } : { year: undefined }) : '')));
  // A handle stands under the middle of its bar.
  rail.style.marginInline = `calc(${50 / stops.length}% - 12px)`;
  let timer = 0;
  const apply = () => {
    const a = Math.min(+from.value, +to.value), b = Math.max(+from.value, +to.value), whole = a === 0 && b === last;
    S.filter.time = whole ? null : [stops[a][0], stops[b][1]];
    const text = (n, end) => day(isoDay(stops[n][end ? 1 : 0]));
    read.textContent = whole ? t('all_time') + ': ' + text(0) + ' – ' + text(last, 1) : a === b ? text(a) : text(a) + ' – ' + text(b, 1);
    for (const [handle, n] of [[from, a], [to, b]]) handle.setAttribute('aria-valuetext', text(n));
    [...bars.children].forEach((bar, i) => bar.classList.toggle('out', i < a || i > b));
    changed();
    keep();
  };
  const tallest = Math.max(1, ...stops.map((s) => s[2]));
  for (const stop of stops) { const bar = el('span'), fillBar = el('i'); fillBar.style.height = (stop[2] / tallest) * 100 + '%'; bar.append(fillBar); bar.title = day(isoDay(stop[0])) + ': ' + number(stop[2]); bars.append(bar); }
  from.oninput = () => { if (+from.value > +to.value) to.value = from.value; apply(); };
  to.oninput = () => { if (+to.value < +from.value) from.value = to.value; apply(); };
  const stop = () => { clearInterval(timer); timer = 0; face(); };
  play.onclick = () => {
    if (timer) return stop();
    const width = Math.max(0, +to.value - +from.value), all = width === last;
    if (all) { from.value = 0; to.value = 0; } else if (+to.value === last) { from.value = 0; to.value = width; }
    apply();
    timer = setInterval(() => { if (+to.value >= last) return stop(); to.value = +to.value + 1; if (!all) from.value = +from.value + 1; apply(); }, 900);
    face();
  };
  brush(bars, from, to, apply);
  S.resetTime = () => { from.value = 0; to.value = last; box && (box.querySelector('input').checked = true); apply(); };
  S.setTime = (a, b) => { from.value = stops.findIndex((s) => s[1] >= a); to.value = stops.length - 1 - [...stops].reverse().findIndex((s) => s[0] <= b); apply(); };
  const box = undated ? check(t('with_undated'), undated, S.filter.undated, (on) => { S.filter.undated = on; changed(); }) : null;
  holder.setAttribute('aria-label', t('time'));
  holder.replaceChildren(play, el('div.rail', bars, ticks, rail), el('div.read', read, box));
  face();
  if (S.filter.time) S.setTime(...S.filter.time); else apply();
}

// Steps of the slider: each day that has claims when they are few, else equal spans. [first, last, claims].
function dateStops() {
  const [first, last] = S.span, dated = S.items.filter((i) => i.from != null);
  const distinct = [...new Set(dated.map((i) => i.from))].sort((a, b) => a - b);
  const starts = distinct.length <= (phone() ? 40 : 60) ? distinct : null;
  const width = Math.max(1, Math.ceil((last - first + 1) / (phone() ? 40 : 90)));
  const edges = starts || Array.from({ length: Math.ceil((last - first + 1) / width) }, (none, i) => first + i * width);
  const stops = edges.map((start, i) => [start, i + 1 < edges.length ? edges[i + 1] - 1 : last, 0]);
  for (const item of dated) { const at = stops.findIndex((s) => item.from >= s[0] && item.from <= s[1]); if (at >= 0) stops[at][2]++; }
  return stops;
}

// Drag over the bars to choose a span; the handles do the same by key.
function brush(bars, from, to, apply) {
  let start = null;
  const at = (e) => {
    const box = bars.getBoundingClientRect(), share = (e.clientX - box.left) / box.width, turned = document.documentElement.dir === 'rtl' ? 1 - share : share;
    return Math.max(0, Math.min(bars.children.length - 1, Math.floor(turned * bars.children.length)));
  };
  bars.onpointerdown = (e) => { start = at(e); bars.setPointerCapture(e.pointerId); from.value = start; to.value = start; apply(); };
  bars.onpointermove = (e) => { if (start == null) return; const now = at(e); from.value = Math.min(start, now); to.value = Math.max(start, now); apply(); };
  bars.onpointerup = bars.onpointercancel = () => { start = null; };
}
