// The view as an address, and what is shown as files.
function addShare(map) {
  const menu = el('details.menu', el('summary', { 'aria-label': t('share') }, icon('share'), el('span', t('share'))), el('div.items', { role: 'group' },
    item('link', t('copy_link'), () => copy(address(S.selected), t('link_copied'))),
    item('image', t('save_png'), savePicture),
    item('globe', t('save_geojson'), () => save(geojson(), 'application/geo+json', '.geojson')),
    item('table', t('save_csv'), () => save(csv(), 'text/csv', '.csv')),
    item('print', t('print'), () => window.print())));
  function item(name, text, then) { return el('button', { type: 'button', onclick: () => { menu.open = false; then(); } }, icon(name), text); }
  const tongue = el('select', { 'aria-label': t('language'), title: t('language'), onchange: () => speak(tongue.value) }, Object.entries({ en: 'English', uk: 'Українська', ru: 'Русский', ar: 'العربية', fr: 'Français' }).map(([code, name]) => el('option', { value: code, lang: code, selected: code === S.lang }, name)));
  const moon = el('button.round', { type: 'button', 'aria-label': t('dark'), title: t('dark'), 'aria-pressed': String(dark()), onclick: () => { document.documentElement.dataset.theme = dark() ? 'light' : 'dark'; moon.setAttribute('aria-pressed', String(dark())); restyle(); addLegend(); keep(); } }, icon('moon'));
  byId('actions').replaceChildren(el('span.tongue', icon('globe'), tongue), moon, menu);
  if (S.sharing) return;
  S.sharing = true;
  document.addEventListener('click', (e) => { for (const open of document.querySelectorAll('details.menu[open]')) if (!open.contains(e.target)) open.open = false; });
  document.addEventListener('keydown', (e) => { if (e.key === 'Escape') for (const open of document.querySelectorAll('details.menu[open]')) { open.open = false; open.querySelector('summary').focus(); } });
  map.on('moveend', keep);
  window.addEventListener('hashchange', () => { if (location.hash.slice(1) !== S.written) { restore(); changed(); } });
  listen(keep);
}

function stateText(id) {
  const p = new URLSearchParams(), c = S.map.getCenter(), f = S.filter;
  p.set('map', [S.map.getZoom(), c.lat.toFixed(3), c.lng.toFixed(3)].join('/'));
  if (id) p.set('claim', id);
  const off = Object.keys(S.layers).filter((name) => !layerOn(name));
  if (off.length) p.set('off', off.join(','));
  if (f.q) p.set('q', f.q);
  for (const name in f.off) if (f.off[name].size) p.set('no-' + name, JSON.stringify([...f.off[name]]));
  if (f.confidence) p.set('conf', f.confidence);
  if (f.polarity.size > 1) p.set('also', [...f.polarity].filter((v) => v !== 'asserted').join(','));
  if (f.time) p.set('time', isoDay(f.time[0]) + '..' + isoDay(f.time[1]));
  if (!f.undated) p.set('undated', '0');
  if (S.lang !== S.data.meta.lang) p.set('lang', S.lang);
  if (document.documentElement.dataset.theme) p.set('theme', document.documentElement.dataset.theme);
  return p.toString();
}
function address(id) { return location.href.split('#')[0] + '#' + stateText(id); }

let keeping = 0;
function keep() {
  if (!S.started) return;
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    S.written = stateText(S.selected);
    // A frame without an address of its own (a notebook) has no history to write to.
    try { history.replaceState(null, '', '#' + S.written); } catch (error) { S.written = ''; }
  }, 150);
}

function restore() {
  const p = new URLSearchParams(location.hash.slice(1)), f = (S.filter = freshFilter());
  if (p.get('lang') && p.get('lang') !== S.lang) speak(p.get('lang'));
  if (/^(light|dark)$/.test(p.get('theme') || '')) { document.documentElement.dataset.theme = p.get('theme'); restyle(); }
  const off = (p.get('off') || '').split(',');
  for (const name in S.layers) if (off.includes(name) === layerOn(name)) S.map[off.includes(name) ? 'removeLayer' : 'addLayer'](S.layers[name]);
  f.q = p.get('q') || '';
  byId('search').value = f.q;
  for (const name in FACETS) { try { const list = JSON.parse(p.get('no-' + name) || '[]'); if (Array.isArray(list)) f.off[name] = new Set(list); } catch (error) { f.off[name] = new Set(); } }
  f.confidence = Math.min(1, Math.max(0, Number(p.get('conf')) || 0));
  for (const value of (p.get('also') || '').split(',')) if (value === 'denied' || value === 'hypothetical') f.polarity.add(value);
  f.undated = p.get('undated') !== '0';
  const time = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(p.get('time') || '');
  if (S.resetTime) { if (time) S.setTime(days(time[1]), days(time[2])); else S.resetTime(); }
  buildFilters();
  const at = (p.get('map') || '').split('/').map(Number);
  if (at.length === 3 && at.every(isFinite)) S.map.setView([at[1], at[2]], at[0], { animate: false });
  changed(true);
  const id = p.get('claim');
  if (id && S.byId.has(id)) { select(id, 'link'); const item = S.byId.get(id); if (item.marker && S.map.hasLayer(item.marker)) item.marker.openPopup(); }
}

function copy(text, done) {
  const fallback = () => { const box = el('textarea', { value: text, readonly: '' }); document.body.append(box); box.select(); document.execCommand('copy'); box.remove(); say(done); };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(() => say(done), fallback); else fallback();
}

function save(content, type, ending) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = el('a', { href: URL.createObjectURL(blob), download: S.data.meta.name.replace(/[^\p{L}\p{N}._-]+/gu, '-') + ending });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(t('saved'));
}

function kept() { return S.shown.filter((item) => layerOn(layerOf(item))).map((item) => item.c); }

// The same properties as the file that the command writes.
function geojson() {
  const features = kept().map((c) => ({ type: 'Feature', geometry: c.lat == null ? null : { type: 'Point', coordinates: [c.lon, c.lat] }, properties: Object.assign({ layer: c.kind }, c) }));
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1) + '\n';
}

// A cell that a spreadsheet would run as a formula is opened by an apostrophe.
function cell(value) {
  if (value == null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  let text = Array.isArray(value) ? value.map((v) => (v && typeof v === 'object' ? v.name : v)).join('; ') : String(value);
  if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}
function csv() {
  const rows = kept(), columns = [...new Set(rows.flatMap((c) => Object.keys(c)))];
  return '\ufeff' + [columns.join(','), ...rows.map((c) => columns.map((k) => cell(c[k])).join(','))].join('\r\n') + '\r\n';
}
