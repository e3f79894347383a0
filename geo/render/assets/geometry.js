// Geometry comes as encoded polylines in thousandths of a degree, longitude first.
function decode(text) {
  const points = [];
  let at = 0, x = 0, y = 0;
  const next = () => {
    let value = 0, shift = 0, byte;
    do { byte = text.charCodeAt(at++) - 63; value += (byte & 31) * 2 ** shift; shift += 5; } while (byte >= 32);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  while (at < text.length) { x += next(); y += next(); points.push([y / 1000, x / 1000]); }
  return points;
}
function decodePolygons(list) { return list.map((rings) => rings.map(decode)); }

// South, west, north and east of decoded polygons.
function extent(polygons) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const rings of polygons) for (const [lat, lon] of rings[0]) { box[0] = Math.min(box[0], lat); box[1] = Math.min(box[1], lon); box[2] = Math.max(box[2], lat); box[3] = Math.max(box[3], lon); }
  return box;
}

// Even-odd test of a point in decoded polygons.
function within(polygons, lat, lon) {
  for (const rings of polygons) {
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [ay, ax] = ring[i], [by, bx] = ring[j];
        if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
      }
    }
    if (inside) return true;
  }
  return false;
}

// A small index of boxes on the screen, to keep marks and labels apart.
class Boxes {
  constructor() { this.cells = new Map(); }
  *near(box) {
    const seen = new Set();
    for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x++)
      for (let y = Math.floor(box[1] / 64); y <= Math.floor(box[3] / 64); y++)
        for (const other of this.cells.get(x + ':' + y) || []) if (!seen.has(other)) { seen.add(other); yield other; }
  }
  hits(box) {
    for (const o of this.near(box)) if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return true;
    return false;
  }
  add(box) {
    for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x++)
      for (let y = Math.floor(box[1] / 64); y <= Math.floor(box[3] / 64); y++) {
        const key = x + ':' + y;
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
  }
}

// Offsets around a point, nearest first: a sunflower spiral, the same on every run.
const SPIRAL = Array.from({ length: 420 }, (none, i) => {
  const distance = 5.2 * Math.sqrt(i), angle = i * 2.399963;
  return [distance * Math.cos(angle), distance * Math.sin(angle)];
});
