// Marks as lists of paths, drawn as SVG on the map and by the same lists on the canvas of the picture.
// Okabe and Ito's colours, those first that reach 3:1 on pale land; every mark has a dark outline as well.
const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#b0568f', '#8a6d00', '#3a8fc4', '#7a3e9d', '#5d5d5d'];
// After ACLED's event types; a shape of its own for each, so that colour is never the only sign.
// Without a prototype: a type named "constructor" is unknown like any other.
const EVENTS = {
  __proto__: null,
  'Battles': ['#c8501a', 'cross'],
  'Explosions/Remote violence': ['#9b1c31', 'burst'],
  'Violence against civilians': ['#b0307c', 'down'],
  'Protests': ['#1b7a5a', 'up'],
  'Riots': ['#a87400', 'penta'],
  'Strategic developments': ['#2b6ca3', 'diamond'],
};
const GLYPHS = {
  __proto__: null,
  troops: 'M10 2.500a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.400zM3.5 17c0-4 2.7-6.6 6.5-6.600s6.5 2.6 6.5 6.600z',
  peacekeepers: 'M10 1.500l7 2.500v5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.500V4zM9 6v3H6v2h3v3h2v-3h3V9h-3V6z',
  observers: 'M10 4.500c4 0 7 2.6 8.5 5.5-1.5 2.9-4.5 5.5-8.5 5.500S3 12.9 1.5 10C3 7.1 6 4.5 10 4.500zm0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zm0 2a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  police: 'M10 1.500l2.6 5.4 5.9.8-4.3 4.1 1 5.900L10 14.900l-5.2 2.8 1-5.900L1.5 7.700l5.9-.8z',
  fighters: 'M4 2h2v16H4zm3 1l10 3.500L7 11z',
  tanks: 'M5 7h6l1 1.500h7v1.500h-7l.5 1H17l2 2-1.5 3.500H3.500L1.5 13l1.5-2h1.500z',
  armoured_vehicles: 'M2 8l3-3h8l2 3 3 1v5h-1.500a2 2 0 0 1-4 0h-5a2 2 0 0 1-4 0H2z',
  vehicles: 'M1.5 5h10v8h-10zm11 3h3.500l2.5 3v2h-6zM5 13a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm10 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  aircraft: 'M10 1l1.5 2v5l7 4v2l-7-2v4l2.5 2v1.200L10 18l-4 1.200V18l2.5-2v-4l-7 2v-2l7-4V3z',
  ships: 'M9 2h2v4h4v4l3 1-2.5 6h-11L2 11l3-1V6h4z',
  artillery: 'M3 9l12-5 1 2.2-8 3.600a4 4 0 1 1-4.3.9zM6 11a2.2 2.2 0 1 0 0 4.400A2.2 2.2 0 0 0 6 11zm4 4l8 1v1.500h-9z',
  other: 'M5 5h10v10H5z',
};
const PEOPLE = new Set(['troops', 'peacekeepers', 'observers', 'police', 'fighters']);
const SIZES = { people: [11, 30], things: [11, 22], event: [12, 26] };
// Smaller on a small map, but never under what a finger can hit.
function sizes(scale) {
  const [least, most] = SIZES[scale], size = S.map ? S.map.getSize() : { x: 800, y: 600 };
  return [least, Math.max(least + 5, most * Math.min(1, Math.max(0.65, Math.min(size.x, size.y) / 620)))];
}

function circlePath(r) { return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`; }
// The ring of a badge: the share of each type of event, and of each party's forces, in the colours of the legend.
function ringOf(items, r) {
  const tally = new Map();
  for (const { c } of items) { const colour = c.kind === 'force' ? colourOf(c.actor_id || c.actor) : (EVENTS[c.event_type] || ['#555555'])[0]; tally.set(colour, (tally.get(colour) || 0) + 1); }
  if (tally.size === 1) return [[circlePath(r), [...tally.keys()][0]]];
  let turn = -Math.PI / 2;
  return [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([colour, n]) => {
    const end = turn + (n / items.length) * 2 * Math.PI, at = (angle) => `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    const d = `M${at(turn)}A${r} ${r} 0 ${end - turn > Math.PI ? 1 : 0} 1 ${at(end)}`;
    turn = end;
    return [d, colour];
  });
}
function polygonPath(points) { return 'M' + points.map((p) => p.map((v) => v.toFixed(2)).join(' ')).join('L') + 'z'; }
function ring(n, r, inner, turn) {
  const points = [];
  for (let i = 0; i < n * (inner ? 2 : 1); i++) {
    const angle = (Math.PI * 2 * i) / (inner ? n * 2 : n) + turn, radius = inner && i % 2 ? inner : r;
    points.push([radius * Math.sin(angle), -radius * Math.cos(angle)]);
  }
  return polygonPath(points);
}
function shapePath(shape, r) {
  switch (shape) {
    case 'cross': { // two crossed bars
      const w = r * 0.36, l = r * 1.02, a = Math.SQRT1_2;
      return polygonPath([[-w, -l], [w, -l], [w, -w], [l, -w], [l, w], [w, w], [w, l], [-w, l], [-w, w], [-l, w], [-l, -w], [-w, -w]]
        .map(([x, y]) => [(x - y) * a, (x + y) * a]));
    }
    case 'burst': return ring(8, r * 1.08, r * 0.58, 0);
    case 'down': return ring(3, r * 1.15, 0, Math.PI);
    case 'up': return ring(3, r * 1.15, 0, 0);
    case 'penta': return ring(5, r * 1.05, 0, 0);
    case 'diamond': return ring(4, r * 1.1, 0, 0);
    default: return ring(4, r, 0, Math.PI / 4);
  }
}

// Radius by area: r = rmax·√(v / vmax), never under what a finger can hit. The legend draws the same function.
function radius(value, scale) {
  const [least, most] = sizes(scale);
  return value == null ? least : Math.max(least, most * Math.sqrt(value / S.most[scale]));
}
function scaleOf(unit) { return PEOPLE.has(unit) ? 'people' : 'things'; }

const DASH = { __proto__: null, pledged: '5 3', planned: '2 3', past: '1 3', withdrawing: '8 3 2 3' };
const ink = () => (dark() ? '#f2f2f2' : '#1d1d1d');
const paper = () => (dark() ? '#171b20' : '#ffffff');

function forceSymbol(c) {
  const nato = app6Symbol(c);
  if (nato) return nato;
  const scale = scaleOf(c.unit), colour = colourOf(c.actor_id || c.actor), hollow = c.status === 'withdrawn' || c.status === 'past';
  const soft = c.status === 'pledged' || c.status === 'planned' || c.status === 'withdrawing';
  const none = c.low == null && c.high == null;
  const low = c.low != null ? c.low : c.high, high = c.high != null ? c.high : c.low;
  const outer = radius(high, scale), inner = radius(low, scale), parts = [];
  const dash = DASH[c.status];
  const open = c.high == null && !none;
  if (outer - inner > 1.2) parts.push({ d: circlePath(outer), fill: colour, opacity: 0.25, stroke: ink(), width: 1.2, dash });
  if (open) parts.push({ d: circlePath(inner + 3.5), stroke: colour, width: 1.6, dash: '1.5 3' });
  parts.push({ d: circlePath(inner), fill: paper(), opacity: 0.92 });
  parts.push({ d: circlePath(inner), fill: hollow || none ? 'none' : colour, opacity: soft ? 0.35 : 0.95, stroke: hollow || soft ? colour : ink(), width: hollow || soft ? 2.4 : 1.2, dash });
  const size = Math.min(inner * 1.15, 22) / 20;
  parts.push({ d: GLYPHS[c.unit] || GLYPHS.other, fill: hollow || soft || none ? ink() : '#ffffff', scale: size, shift: -10 });
  if (c.status === 'withdrawing' || c.status === 'withdrawn') parts.push(badge(outer, 'M-4 0L0-5 4 0zM-1.2-.5h2.400V5h-2.400z'));
  if (c.status === 'deployed') parts.push(badge(outer, 'M-4 0L0 5 4 0zM-1.2.5h2.400V-5h-2.400z'));
  const text = none ? '' : range(c.low, c.high, false);
  return { r: outer, parts: parts.flat(), text: c.approximate && text ? '~' + text : text };
}
function badge(r, d) {
  const x = r * 0.74;
  return [{ d: circlePath(7), fill: paper(), stroke: ink(), width: 1, x, y: -x }, { d, fill: ink(), x, y: -x }];
}

function eventSymbol(c) {
  const [colour, shape] = EVENTS[c.event_type] || ['#555555', 'square'];
  const dead = c.fatalities_high != null ? c.fatalities_high : c.fatalities_low;
  const [least, most] = sizes('event');
  const r = dead ? Math.max(least, most * Math.sqrt(dead / S.most.event)) : least;
  const parts = [{ d: shapePath(shape, r + 1.6), fill: paper() }, { d: shapePath(shape, r), fill: colour, stroke: ink(), width: 1.2, opacity: 0.95, dash: c.background ? '2 2' : null }];
  return { r: r * 1.05, parts, text: dead ? '† ' + range(c.fatalities_low, c.fatalities_high, false) : '' };
}

function symbolOf(item) {
  const symbol = item.c.kind === 'force' ? forceSymbol(item.c) : eventSymbol(item.c);
  if (item.c.polarity !== 'asserted') symbol.parts.push({ d: `M${-symbol.r} ${symbol.r}L${symbol.r} ${-symbol.r}`, stroke: paper(), width: 5 }, { d: `M${-symbol.r} ${symbol.r}L${symbol.r} ${-symbol.r}`, stroke: ink(), width: 2, dash: item.c.polarity === 'denied' ? null : '3 3' });
  return symbol;
}

function pathNode(p) {
  if (p.text) return svg('text', { x: p.x, y: p.y, 'font-size': p.size, 'font-weight': 700, 'font-family': 'Arial, sans-serif', fill: p.fill, 'text-anchor': 'middle', 'dominant-baseline': p.middle ? 'middle' : null, class: 'letters' }, p.text);
  const move = `translate(${p.x || 0} ${p.y || 0})` + (p.scale ? ` scale(${p.scale.toFixed(3)})` : '') + (p.shift ? ` translate(${p.shift} ${p.shift})` : '');
  return svg('path', { d: p.d, fill: p.fill || 'none', 'fill-opacity': p.opacity, 'fill-rule': 'evenodd', stroke: p.stroke, 'stroke-width': p.stroke ? p.width : null, 'stroke-dasharray': p.dash, 'stroke-linejoin': 'round', transform: move });
}
// The mark as a picture of its own, for the list and the legend.
function pictogram(symbol, size) {
  const reach = symbol.r + 4;
  return svg('svg', { viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, width: size, height: size, class: 'pictogram', 'aria-hidden': 'true' }, ...symbol.parts.map(pathNode));
}
function paintPath(ctx, p) {
  ctx.save();
  if (p.text) { ctx.font = `700 ${p.size}px Arial, sans-serif`; ctx.textAlign = 'center'; ctx.textBaseline = p.middle ? 'middle' : 'alphabetic'; ctx.fillStyle = p.fill; ctx.fillText(p.text, p.x, p.y); return ctx.restore(); }
  ctx.translate(p.x || 0, p.y || 0);
  if (p.scale) ctx.scale(p.scale, p.scale);
  if (p.shift) ctx.translate(p.shift, p.shift);
  const path = new Path2D(p.d);
  if (p.fill && p.fill !== 'none') { ctx.globalAlpha = p.opacity == null ? 1 : p.opacity; ctx.fillStyle = p.fill; ctx.fill(path, 'evenodd'); ctx.globalAlpha = 1; }
  if (p.stroke) { ctx.strokeStyle = p.stroke; ctx.lineWidth = p.width; ctx.lineJoin = 'round'; ctx.setLineDash(p.dash ? p.dash.split(' ').map(Number) : []); ctx.stroke(path); }
  ctx.restore();
}
function colourOf(key) { const at = S.colours.get(key); return PALETTE[at == null ? PALETTE.length - 1 : at]; }
