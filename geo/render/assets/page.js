// The start: every layer and control has said that it wants to be there; now the page is drawn once.
function speak(code) {
  if (!S.data.strings.story[code]) return;
  S.lang = code;
  const root = document.documentElement;
  root.lang = code;
  root.dir = code === 'ar' ? 'rtl' : 'ltr';
  S.map.closePopup();
  addPanel(S.map); addLegend(); addTimeline(); addShare(S.map);
  refit();
  if (S.home === here()) home();
  changed(true);
  keep();
}

// The first view keeps clear of the legend, on whichever side it stands.
function home() {
  const v = S.data.meta.view, { autoPanPaddingTopLeft: [left], autoPanPaddingBottomRight: [right] } = popupOptions();
  const room = phone() ? { padding: [12, 40] } : { paddingTopLeft: [left, 40], paddingBottomRight: [right, 40] };
  S.map.fitBounds([[v[1], v[0]], [v[3], v[2]]], Object.assign(room, { animate: false, maxZoom: 9 }));
  S.home = here();
}
function here() { return S.map.getCenter() + ' ' + S.map.getZoom(); }

function start() {
  const map = S.map;
  map.on('zoomend', () => { S.opened = null; });
  // Not at once: a popup that pans the map would lay out the marks while it opens.
  let moved = 0, since = 0;
  map.on('moveend', () => {
    if (S.shown.length <= MANY) { if (!moved) moved = requestAnimationFrame(() => { moved = 0; draw(); }); return; }
    // Many marks move with the map and are laid out anew when it rests, or after half a second of moving.
    const now = performance.now();
    if (!moved) since = now; else clearTimeout(moved);
    moved = setTimeout(() => { moved = 0; draw(); }, Math.max(0, Math.min(120, since + 500 - now)));
  });
  map.on('popupclose', (e) => {
    document.body.classList.remove('popped');
    const claim = e.popup._source && e.popup._source.claim;
    // The popup of an earlier claim may close after a new one was chosen.
    if (claim && claim.id === S.selected) unselect();
  });
  map.on('popupopen', (e) => {
    const node = e.popup.getElement(), close = node.querySelector('.leaflet-popup-close-button');
    if (close) { close.setAttribute('aria-label', t('close')); close.removeAttribute('href'); close.tabIndex = 0; close.onkeydown = (k) => { if (k.key === 'Enter' || k.key === ' ') { k.preventDefault(); map.closePopup(); } }; }
    document.body.classList.add('popped');
    node.setAttribute('role', 'dialog');
    const heading = node.querySelector('h2');
    node.setAttribute('aria-label', heading ? heading.textContent : t('place'));
    const content = node.querySelector('.leaflet-popup-content');
    content.dir = document.documentElement.dir;
    content.tabIndex = 0;
    if (S.byKey) content.focus({ preventScroll: true });
    S.opener = e.popup._source;
  });
  document.addEventListener('keydown', (e) => { S.byKey = true; if (e.key === 'Escape' && document.querySelector('.leaflet-popup')) { const back = S.opener && S.opener.getElement && S.opener.getElement(); map.closePopup(); if (back && back.focus) back.focus(); } });
  document.addEventListener('pointerdown', () => { S.byKey = false; });
  listen(draw);
  new ResizeObserver(() => { map.invalidateSize({ animate: false }); refit(); }).observe(byId('map'));
  S.started = true;
  map.invalidateSize({ animate: false });
  home();
  if (location.hash.length > 1) restore(); else changed(true);
  performance.mark('conflictmap-ready');
  window.addEventListener('beforeprint', () => { document.body.classList.add('printing'); map.invalidateSize({ animate: false }); });
  window.addEventListener('afterprint', () => { document.body.classList.remove('printing'); map.invalidateSize({ animate: false }); });
}


// Data of many claims is packed; nothing can start before it is unpacked, so the calls wait in order.
async function unpack(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}
function afterUnpacking(parts, text) {
  const calls = [], waiting = {};
  for (const name in parts) waiting[name] = (...args) => { calls.push([name, args]); };
  waiting.start = async () => {
    S.unpacked = await unpack(text);
    for (const [name, args] of calls) parts[name](...(name === 'map' ? args : [S.map, ...args.slice(1)]));
    parts.start();
  };
  return waiting;
}

const PARTS = {
  map: createMap, basemap: addBasemap, tiles: addTiles, regions: addRegions, areas: addAreas, places: addPlaces,
  forces: (map) => addClaims(map, 'forces'), events: (map) => addClaims(map, 'events'),
  movements: addMovements, panel: addPanel, legend: addLegend, timeline: addTimeline, share: addShare, start,
};
// The block of data stands in the body, and is not there yet when this script runs.
return Object.assign({}, PARTS, { map: (...args) => { const node = byId('data'); if (!('packed' in node.dataset)) return createMap(...args); Object.assign(cm, afterUnpacking(PARTS, node.textContent)); return cm.map(...args); } });
