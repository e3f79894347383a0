// What a mark says when asked: who, how many, where, when, according to whom, in which words.
function titleOf(c) {
  if (c.kind === 'force') {
    const n = range(c.low, c.high, c.approximate);
    const actor = short(c.actor || '', 80);
    // In a page that runs from the right, a name from the left keeps to itself.
    return (S.lang === 'ar' ? '\u2068' + actor + '\u2069' : actor) + ': ' + (n ? n + ' ' : '') + term('unit', c.unit) + (n ? '' : ' (' + t('no_number') + ')');
  }
  const who = (c.actors || []).map((name) => short(name, 40)).slice(0, 3).join(', '), what = whatOf(c);
  return who ? (S.lang === 'ar' ? '\u2068' + who + '\u2069' : who) + ': ' + what : what;
}

// ACLED's "Other" says nothing to a reader: the group of the word that it was found by does.
function whatOf(c) {
  const key = 'what.' + String(c.rule || '').split(':')[0];
  return c.sub_event_type === 'Other' && S.data.strings[key] ? t(key) : term('sub', c.sub_event_type || c.event_type);
}

function confidence(value) {
  if (value == null) return null;
  const filled = Math.max(1, Math.round(value * 4));
  const meter = el('span.meter', { role: 'img', 'aria-label': t('confidence_of', { n: number(Math.round(value * 100)) }) });
  for (let i = 0; i < 4; i++) meter.append(el(i < filled ? 'i.on' : 'i'));
  return el('span', meter, ' ' + t(value >= 0.8 ? 'high' : value >= 0.55 ? 'middle' : 'low_confidence') + ' (' + number(Math.round(value * 100) / 100) + ')');
}

function precision(c) {
  const excluding = (c.excluding || []).length ? t('excluding', { names: c.excluding.map(stateName).join(', ') }) : '';
  const km = c.uncertainty_km ? t('within_km', { n: number(Math.round(c.uncertainty_km)) }) : '';
  return [excluding, t('precision.' + (c.geo_precision || 1)), km].filter(Boolean).join('; ');
}

function row(key, value) { return value == null || value === '' ? null : [el('dt', t(key)), el('dd', value)]; }

function effects(c) {
  const out = [];
  for (const what of ['fatalities', 'injured', 'captured', 'displaced']) {
    const n = range(c[what + '_low'], c[what + '_high'], false);
    if (n) out.push(row(what, n));
  }
  if (c.damage) out.push(row('damage', bdi(c.damage, 160)));
  return out;
}

function when(c) {
  if (c.kind === 'force') return c.as_of ? day(c.as_of) + (c.as_of_text ? ' (“' + short(c.as_of_text, 60) + '”)' : '') : c.as_of_text ? '“' + short(c.as_of_text, 60) + '”' : t('undated');
  if (!c.date_start) return c.date_text ? '“' + short(c.date_text, 60) + '”' : t('undated');
  const form = { year: { month: undefined, day: undefined }, month: { day: undefined } }[c.date_precision] || {};
  const from = day(c.date_start, form), to = c.date_end && c.date_end !== c.date_start ? day(c.date_end, form) : '';
  return (to && to !== from ? from + ' – ' + to : from) + (c.date_precision && c.date_precision !== 'day' ? ' (' + term('date', c.date_precision) + ')' : '');
}

function said(c) {
  const chain = (c.attribution_chain || []).filter((name) => name !== c.attributed_to);
  return el('span', bdi(c.attributed_to, 120), chain.length ? [' ‹ ', bdi(chain.join(' ‹ '), 160)] : null, el('span.mode', ' · ' + term('mode', c.attribution_mode)));
}

function claimPopup(item) {
  const c = item.c, report = S.reportById.get(c.report_id);
  const language = report && report.language;
  const box = el('article.claim', { 'data-claim-id': c.id });
  const kicker = c.kind === 'force' ? t('kind.force') + ' · ' + term('status', c.status) : term('type', c.event_type);
  fill(box, [
    el('p.kicker', pictogram(symbolOf(item), 20), el('span', kicker), c.polarity !== 'asserted' ? el('b.flag', term('polarity', c.polarity)) : null),
    el('h2', { dir: 'auto' }, titleOf(c)),
    el('dl', [
      row('place', el('span', bdi(c.place, 120), el('span.mode', ' · ' + precision(c)), (c.places || []).length > 1 ? el('span.mode', ' · ' + t('together')) : null)),
      c.origin || c.destination ? row('route', el('span', { dir: 'auto' }, route(c))) : null,
      c.kind === 'event' && c.actors && c.actors.length ? row('actors', el('span', c.actors.map((a, i) => [i ? ', ' : '', bdi(a, 80)]))) : null,
      c.total_low != null || c.total_high != null ? row('total', range(c.total_low, c.total_high, false)) : null,
      c.part_of && S.byId.has(c.part_of) ? row('part_of', jump(c.part_of)) : null,
      c.joins && S.byId.has(c.joins) ? row('joins', jump(c.joins)) : null,
      c.kind === 'event' ? effects(c) : null,
      row(c.kind === 'event' ? 'date' : 'as_of', when(c)),
      row('according', said(c)),
      row('confidence', confidence(c.confidence)),
    ]),
    el('blockquote', { dir: 'auto', lang: language }, outside(c.quote, c.quote) || c.quote),
    el('p.source', el('cite', { dir: 'auto' }, short(c.report_title || c.source || c.report_id, 120)), c.source && c.source !== c.report_title ? [' · ', bdi(c.source, 80)] : null, c.report_date ? ' · ' + day(c.report_date) : null),
    disputedNote(c),
    el('p.tools', report ? el('button', { type: 'button', onclick: () => readIn(c) }, icon('text'), t('read')) : null,
      el('button', { type: 'button', onclick: () => copy(address(c.id), t('link_copied')) }, icon('link'), t('copy_link'))),
  ]);
  return box;
}

function disputedNote(c) {
  const region = S.regionById.get(c.region_id);
  if (!region || !disputed(region)) return null;
  return el('p.note', t('disputed_note', { name: regionName(region), owner: stateName(region.de_jure) || '–', holder: stateName(region.de_facto) || '–', worldview: viewName(S.data.meta.worldview) }));
}

function jump(id) {
  const item = S.byId.get(id);
  return el('button.text', { type: 'button', 'data-claim-id': id, onclick: () => select(id, 'list') }, titleOf(item.c));
}

function claimList(items) {
  const rest = items.length - 12;
  return el('ul.claims', items.slice(0, 12).map((item) => el('li', el('button.text', { type: 'button', 'data-claim-id': item.c.id, onclick: () => select(item.c.id, 'list') }, pictogram(symbolOf(item), 18), el('span', titleOf(item.c), el('small', ' ' + when(item.c)))))), rest > 0 ? el('li.more', t('more', { n: number(rest) })) : null);
}

function placePopup(place) {
  const here = S.shown.filter((item) => (item.c.places || []).some((p) => p.place_id === place.place_id));
  const region = S.regionById.get(place.region_id);
  return el('article.place', [
    el('p.kicker', icon('pin'), t('place')),
    el('h2', { dir: 'auto' }, placeName(place)),
    el('dl', [
      row('kind_of_place', term('feature', (place.feature_code || '').replace(/\d+$/, '')) || null),
      row('region', region ? regionName(region) : null),
      row('country', place.country ? stateName(place.country) : null),
      row('population', place.population ? number(place.population) : null),
      row('precision', precision(place)),
    ]),
    contested((item) => (item.c.places || []).some((p) => p.place_id === place.place_id)),
    here.length ? [el('h3', count('claims', here.length)), claimList(here)] : null,
  ]);
}

// The day whose status is shown: the slider's, else the map's.
function asOf() { return S.filter.time ? isoDay(S.filter.time[1]) : S.data.meta.as_of; }

function regionPopup(region) {
  const names = (list) => (list && list.length ? list.map(stateName).join(', ') : null);
  const lies = (item) => (item.c.places || []).some((p) => p.region_id === region.id || below(p.region_id, region));
  const inside = S.shown.filter(lies);
  const life = region.valid_from || region.valid_to ? t('valid', { from: region.valid_from ? day(region.valid_from) : '…', to: region.valid_to ? day(region.valid_to) : '…' }) : null;
  return el('article.regionbox', { 'data-region-id': region.id }, [
    el('p.kicker', el('b.state' + (disputed(region) ? '.open' : ''), term('region_status', region.status)), term('level', region.level)),
    el('h2', { dir: 'auto' }, regionName(region)),
    el('dl', [
      row('de_jure', stateName(region.de_jure)), row('de_facto', stateName(region.de_facto)),
      row('claimed_by', names(region.claimed_by)), row('recognized_by', names(region.recognized_by)),
      row('valid_time', life), row('area', region.area_km2 ? number(Math.round(region.area_km2)) + ' km²' : null),
      row('worldview', viewName(S.data.meta.worldview) + (asOf() ? ' · ' + day(asOf()) : '')),
    ]),
    contested(lies),
    figures(inside.filter((i) => i.c.kind === 'force')),
    inside.length ? [el('h3', count('claims', inside.length)), claimList(inside)] : null,
    region.note ? el('p.note', { dir: 'auto' }, short(region.note, 400)) : null,
    region.source ? el('p.source', short(region.source, 200)) : null,
  ]);
}
function below(id, region) {
  for (let step = 0; id && step < 4; step++) { const r = S.regionById.get(id); if (!r || r.level === 'ADM0') return false; if (r.parent === region.id && region.level !== 'ADM0') return true; id = r.parent; }
  return false;
}
