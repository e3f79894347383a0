// The reports as they were read, with places and claims marked in the text.
function buildTexts() {
  const holder = byId('texts');
  if (!S.data.reports.length) return;
  const several = S.data.reports.length > 1;
  const pick = el('select', { 'aria-label': t('reports'), onchange: () => showText(pick.value) }, S.data.reports.map((r) => el('option', { value: r.id }, short(r.title || r.id, 80))));
  holder.replaceChildren(several ? pick : '', el('div', { id: 'text' }));
  // A text with thousands of claims takes longer to mark than the map to draw: only when somebody wants to read it.
  S.textsDue = S.items.length > 500 && S.tab !== 'texts';
  if (!S.textsDue) showText(S.textOf || S.data.reports[0].id);
}
function textsDue() {
  if (!S.textsDue) return;
  S.textsDue = false;
  showText(S.textOf || S.data.reports[0].id);
}

function showText(id) {
  const report = S.reportById.get(id);
  if (!report) return;
  S.textOf = id;
  const pick = byId('texts').querySelector('select');
  if (pick) pick.value = id;
  const box = el('div.prose', { dir: 'auto', lang: report.language });
  const cuts = new Set([0, report.text.length]);
  for (const [start, end] of report.spans) { cuts.add(start); cuts.add(end); }
  const points = [...cuts].sort((a, b) => a - b);
  const ends = new Map();
  for (const span of report.spans) if (span[2] === 'claim') { if (!ends.has(span[1])) ends.set(span[1], []); ends.get(span[1]).push(span[3]); }
  let next = 0, active = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const from = points[i], to = points[i + 1];
    while (next < report.spans.length && report.spans[next][0] <= from) active.push(report.spans[next++]);
    active = active.filter((span) => span[1] > from);
    const text = report.text.slice(from, to), place = active.find((s) => s[2] === 'place'), claims = active.filter((s) => s[2] === 'claim');
    let node = text;
    if (place && place[0] === from && place[1] === to) node = el('button.top', { type: 'button', title: placeTitle(place[3]), onclick: () => flyToPlace(place[3]) }, text);
    if (claims.length) { const mark = el('mark', node); mark.dataset.claims = claims.map((s) => s[3]).join(' '); box.append(mark); } else box.append(node);
    for (const claim of ends.get(to) || []) {
      const item = S.byId.get(claim);
      if (item) box.append(el('button.ref', { type: 'button', 'data-claim-id': claim, 'aria-label': titleOf(item.c), title: titleOf(item.c), onclick: () => select(claim, 'text') }, pictogram(symbolOf(item), 18)));
    }
  }
  const facts = [report.source, report.date && day(report.date)].filter(Boolean).map((f) => short(f, 80)).join(' · ');
  const safe = outside(report.url, t('original'));
  byId('text').replaceChildren(el('h2', { dir: 'auto' }, short(report.title || report.id, 200)), el('p.meta', facts, safe ? [' · ', safe] : null), box);
}

function placeTitle(id) { const place = S.placeById.get(id); return place ? placeName(place) + (place.country ? ', ' + stateName(place.country) : '') : ''; }
function flyToPlace(id) {
  const place = S.placeById.get(id);
  if (!place || place.lat == null) return say(t('no_point'));
  if (phone()) setSheet('low');
  S.map.once('moveend', () => setTimeout(() => { draw(); const marker = placeMarkers.get(id); if (marker && S.map.hasLayer(marker)) marker.openPopup(); }, 30));
  S.map.flyTo([place.lat, place.lon], place.geo_precision > 1 ? Math.max(5, Math.min(S.map.getZoom(), 7)) : Math.max(S.map.getZoom(), 7.5), { animate: !still(), duration: 0.7 });
}

// From a claim to its sentence.
function readIn(c) {
  openTab('texts');
  showText(c.report_id);
  if (phone()) setSheet('full');
  const mark = [...byId('text').querySelectorAll('mark')].find((n) => n.dataset.claims.split(' ').includes(c.id));
  for (const n of byId('text').querySelectorAll('mark.here')) n.classList.remove('here');
  if (!mark) return;
  for (const n of byId('text').querySelectorAll('mark')) if (n.dataset.claims.split(' ').includes(c.id)) n.classList.add('here');
  mark.scrollIntoView({ block: 'center', behavior: still() ? 'auto' : 'smooth' });
}
