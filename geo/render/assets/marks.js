// Where the marks go: claims at one place fan out, too many become one badge, an imprecise one stays inside its area.
const FEW = 60, MANY = 400, BUNCH = 12;

function layout() {
  const map = S.map, all = S.shown.filter((item) => item.at && layerOn(layerOf(item)));
  const view = map.getBounds().pad(0.35);
  const items = all.length > MANY ? all.filter((item) => view.contains(item.at)) : all;
  const zoom = map.getZoom();
  const groups = new Map();
  for (const item of items) {
    item.p = map.project(item.at, zoom);
    const key = Math.round(item.at[0] * 1e4) + ':' + Math.round(item.at[1] * 1e4);
    if (!groups.has(key)) groups.set(key, { key, x: item.p.x, y: item.p.y, items: [] });
    groups.get(key).items.push(item);
  }
  const crowd = items.length > FEW;
  const bunches = merge([...groups.values()], crowd);
  const boxes = new Boxes(), placed = [], badges = [];
  const origin = map.getPixelOrigin().subtract(L.DomUtil.getPosition(map.getPane('mapPane')));
  for (const bunch of bunches) {
    const open = bunch.items.length <= (crowd && zoom < 11 ? 1 : BUNCH) && bunch.spread < 16 && roomy(bunch, zoom) || S.opened === bunch.key;
    const chosen = bunch.items.filter((item) => item.c.id === S.selected);
    if (open || bunch.items.length === 1) bunch.free = bunch.items;
    else { bunch.free = chosen; badges.push(bunch); boxes.add(boxAt(bunch.x - origin.x, bunch.y - origin.y, 20, 0)); }
  }
  // Large marks first, so that small ones find room beside them; then by order in the text.
  const free = bunches.flatMap((b) => b.free.map((item) => Object.assign(item, { lonely: b.free.length === 1 && b.items.length === 1 })));
  for (const item of free) item.symbol = symbolOf(item);
  free.sort((a, b) => b.symbol.r - a.symbol.r || a.i - b.i);
  for (const item of free) placed.push(settle(item, boxes, origin));
  S.boxes = boxes; S.placed = placed; S.badges = badges;
  return { placed, badges, boxes, origin };
}

// Fanned out, marks must stay where their place is: not over the next country, nor in the sea.
const REACH = 72;
function roomy(bunch, zoom) {
  if (bunch.items.length < 5) return true;
  let need = 0;
  for (const item of bunch.items) need += (symbolOf(item).r + 8) ** 2;
  const reach = Math.sqrt(need) * 1.15;
  if (reach <= REACH) return true;
  const box = bunch.items[0].area && S.areaBoxes.get(bunch.items[0].area);
  if (!box) return false;
  const a = S.map.project([box[2], box[1]], zoom), b = S.map.project([box[0], box[3]], zoom);
  return reach <= Math.min(b.x - a.x, b.y - a.y) * 0.6;
}

function boxAt(x, y, r, text) {
  const half = Math.max(r, text ? measure(text, 'figure') / 2 + 2 : 0);
  return [x - half - 1, y - r - 1, x + half + 1, y + r + (text ? 13 : 0) + 1];
}

// The nearest free spot around the place, inside its area if it has one.
function settle(item, boxes, origin) {
  const x = item.p.x - origin.x, y = item.p.y - origin.y, { r, text } = item.symbol;
  const area = item.area && S.areas[item.area], home = item.c.places && item.c.places.length > 1 ? null : area;
  let best = null;
  // An exact place keeps its dot free: its marks stand around it.
  const exact = !item.area && !(item.c.places && item.c.places.length > 1);
  for (const [dx, dy] of SPIRAL) {
    if (exact && !item.lonely && Math.hypot(dx, dy) < r + 4) continue;
    const box = boxAt(x + dx, y + dy, r, text);
    if (boxes.hits(box)) continue;
    if (!home) { best = [dx, dy, box]; break; }
    const where = S.map.unproject([item.p.x + dx, item.p.y + dy], S.map.getZoom());
    if (within(home, where.lat, where.lng)) { best = [dx, dy, box, true]; break; }
    if (!best) best = [dx, dy, box];
    else if (Math.hypot(dx, dy) > Math.hypot(best[0], best[1]) + 45) break;
  }
  if (!best) best = [0, 0, boxAt(x, y, r, text)];
  boxes.add(best[2]);
  item.dx = best[0]; item.dy = best[1];
  // A line leads back to the place from a mark that had to leave it.
  item.led = home ? !best[3] && Math.hypot(best[0], best[1]) > r : Math.hypot(best[0], best[1]) > r - 2;
  return item;
}

// Groups that lie too close to be told apart at this zoom become one.
function merge(groups, crowd) {
  const reach = crowd ? 46 : 20, cells = new Map(), bunches = [];
  groups.sort((a, b) => b.items.length - a.items.length || a.items[0].i - b.items[0].i);
  for (const g of groups) {
    const cx = Math.floor(g.x / reach), cy = Math.floor(g.y / reach);
    let home = null;
    for (let x = cx - 1; x <= cx + 1 && !home; x++) for (let y = cy - 1; y <= cy + 1 && !home; y++)
      for (const b of cells.get(x + ':' + y) || []) if (Math.hypot(b.x - g.x, b.y - g.y) < reach) { home = b; break; }
    if (home) { home.items.push(...g.items); home.spread = Math.max(home.spread, Math.hypot(home.x - g.x, home.y - g.y)); continue; }
    const bunch = { key: g.key, x: g.x, y: g.y, items: g.items.slice(), spread: 0 };
    bunches.push(bunch);
    const cell = cx + ':' + cy;
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(bunch);
  }
  return bunches;
}
