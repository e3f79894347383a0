// The story beside the map, in the order of the reports.
const PAGE = 250;

function addPanel(map) {
  S.clusters = L.layerGroup().addTo(map);
  const meta = S.data.meta;
  byId('skip').textContent = t('skip');
  byId('skip').onclick = () => { openTab('story'); byId('story').focus(); };
  byId('panel').setAttribute('aria-label', t('story'));
  byId('map').setAttribute('aria-label', t('map'));
  byId('map').setAttribute('role', 'application');
  byId('map').dir = 'ltr';
  byId('map').setAttribute('aria-roledescription', t('map'));
  const bits = [meta.first && (meta.first === meta.last ? day(meta.first) : day(meta.first) + ' – ' + day(meta.last)), madeOf(), t('worldview') + ': ' + viewName(meta.worldview), meta.as_of && t('borders_of', { day: day(meta.as_of) })];
  byId('facts').replaceChildren(...bits.filter(Boolean).map((bit) => el('span', bit)));
  tabs();
  const box = el('input', { type: 'search', id: 'search', placeholder: t('search'), 'aria-label': t('search'), autocomplete: 'off', value: S.filter.q });
  box.addEventListener('input', () => { S.filter.q = box.value; changed(); });
  byId('story').replaceChildren(el('div.finder', icon('search'), box), el('p.tally', { id: 'tally' }), el('div', { id: 'cards' }));
  if (!S.wired) { listen(cards); S.wired = true; }
  buildTexts();
  buildFilters();
  grip();
}

// What the map is made from: reports, or the rows of a dataset.
function madeOf() { return S.data.reports.length ? count('reports', S.data.meta.reports) : t('dataset'); }

function tabs() {
  const names = [['story', t('story')], ['texts', t('reports')], ['filters', t('filters')]].filter(([id]) => id !== 'texts' || S.data.reports.length);
  const bar = byId('tabs');
  bar.setAttribute('aria-label', t('views'));
  bar.replaceChildren(...names.map(([id, text]) => el('button', { type: 'button', role: 'tab', id: 'tab-' + id, 'aria-controls': id, 'aria-selected': String(id === (S.tab || 'story')), tabindex: id === (S.tab || 'story') ? '0' : '-1', onclick: () => { openTab(id); if (phone() && S.sheet === 'low') setSheet('half'); } }, text)));
  bar.onkeydown = (event) => {
    const at = names.findIndex(([id]) => id === (S.tab || 'story')), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const turn = document.documentElement.dir === 'rtl' ? -step : step;
    openTab(names[(at + turn + names.length) % names.length][0]);
    byId('tab-' + S.tab).focus();
    event.preventDefault();
  };
  for (const [id] of names) byId(id).setAttribute('aria-labelledby', 'tab-' + id);
}

function openTab(id) {
  S.tab = id;
  if (id === 'texts') textsDue();
  for (const tab of byId('tabs').children) {
    const on = tab.id === 'tab-' + id;
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute('aria-controls')).hidden = !on;
  }
}

function cards(keepPages) {
  if (keepPages !== true) S.pages = 1;
  const listed = S.shown.filter((item) => layerOn(layerOf(item)));
  const hidden = S.items.length - listed.length;
  byId('tally').replaceChildren(count('claims', listed.length), hidden ? el('span', ' · ' + t('hidden', { n: number(hidden) }), ' ', el('button.text', { type: 'button', onclick: resetAll }, t('show_all'))) : '');
  const parts = [];
  let last = null, list = null;
  for (const item of listed.slice(0, PAGE * S.pages)) {
    if (item.c.report_id !== last || !list) {
      last = item.c.report_id;
      list = el('ol');
      parts.push(heading(item.c), list);
    }
    list.append(el('li', card(item)));
  }
  if (listed.length > PAGE * S.pages) parts.push(el('button.wide', { type: 'button', onclick: () => { S.pages++; cards(true); } }, t('more', { n: number(listed.length - PAGE * S.pages) })));
  if (!listed.length) parts.push(el('p.empty', t('nothing')));
  byId('cards').replaceChildren(...parts);
}

function heading(c) {
  const report = S.reportById.get(c.report_id);
  const title = (report && report.title) || c.report_title || c.source || c.report_id;
  const more = [c.source && c.source !== title ? short(c.source, 60) : null, c.report_date ? day(c.report_date) : t(report ? 'no_date' : 'dataset')].filter(Boolean).join(' · ');
  return el('div.report', el('h2', { dir: 'auto' }, short(title, 160)), el('p', more));
}

function card(item) {
  const c = item.c, report = S.reportById.get(c.report_id);
  const node = el('button.card.' + c.kind, { type: 'button', 'data-claim-id': c.id, 'aria-current': c.id === S.selected ? 'true' : null, onclick: () => select(c.id, 'list') },
    pictogram(symbolOf(item), 30),
    el('span.body',
      el('span.title', { dir: 'auto' }, titleOf(c)),
      el('span.meta', bdi(c.place, 60), ' · ' + (c.kind === 'force' ? term('status', c.status) + ' · ' : '') + when(c), item.at ? null : ' · ' + t('no_point')),
      el('span.quote', { dir: 'auto', lang: report && report.language }, short(c.quote, 220)),
      el('span.meta', bdi(c.attributed_to, 70), c.polarity !== 'asserted' ? el('b.flag', term('polarity', c.polarity)) : null)));
  return node;
}

// Show the card of a claim, in the list that is open.
function reveal(id) {
  const find = () => [...document.querySelectorAll('.card[data-claim-id]')].find((n) => n.dataset.claimId === id);
  let node = find();
  if (!node) {
    const at = S.shown.filter((item) => layerOn(layerOf(item))).findIndex((item) => item.c.id === id);
    if (at >= 0) { S.pages = Math.ceil((at + 1) / PAGE); cards(true); node = find(); }
  }
  if (node && node.offsetParent) node.scrollIntoView({ block: 'nearest', behavior: still() ? 'auto' : 'smooth' });
}

function resetAll() {
  S.filter = freshFilter();
  for (const name in S.layers) if (!S.map.hasLayer(S.layers[name])) S.map.addLayer(S.layers[name]);
  byId('search').value = '';
  buildFilters();
  if (S.resetTime) S.resetTime();
  changed();
}

// The sheet on a phone: low, half or full, by button as well as by pull.
function setSheet(state) { S.sheet = state; byId('panel').dataset.sheet = state; byId('grip').setAttribute('aria-expanded', String(state !== 'low')); }
function grip() {
  const button = byId('grip'), order = ['low', 'half', 'full'];
  button.setAttribute('aria-label', t('sheet'));
  button.setAttribute('aria-controls', 'story');
  setSheet(S.sheet || 'low');
  let start = null, moved = false;
  button.onclick = () => { if (!moved) setSheet(order[(order.indexOf(S.sheet) + 1) % 3]); moved = false; };
  button.onpointerdown = (e) => { start = e.clientY; moved = false; button.setPointerCapture(e.pointerId); };
  button.onpointerup = (e) => {
    const pull = start - e.clientY;
    if (Math.abs(pull) > 24) { moved = true; setSheet(order[Math.max(0, Math.min(2, order.indexOf(S.sheet) + Math.sign(pull) * (Math.abs(pull) > 260 ? 2 : 1)))]); }
    start = null;
  };
}
