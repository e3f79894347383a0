// Words, numbers and elements. Nothing from a report ever becomes markup: text goes in by textContent.
const S = { data: null, lang: 'en', items: [], shown: [], listeners: [] };
const SVG = 'http://www.w3.org/2000/svg';

// A text of the interface in the reader's language, with {name} filled in.
function t(key, values) {
  const row = S.data.strings[key];
  const text = row ? row[S.lang] || row.en : key;
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all)) : text;
}

// The translation of a value of the data ("troops"), or the value itself where the table has none.
function term(kind, value) {
  const key = kind + '.' + value;
  return S.data.strings[key] ? t(key) : plain(String(value == null ? '' : value).replace(/_/g, ' '));
}

// Direction controls could turn a label around its neighbours; a quote keeps them inside its own block.
function plain(text) {
  return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

// A link out, for an address of the web alone: what else a report calls an address is not followed.
function outside(address, text) {
  return address && /^https?:\/\/\S+$/i.test(address) ? el('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, text) : null;
}

function short(text, most) {
  const clean = plain(text);
  return clean.length > most ? clean.slice(0, most - 1).trimEnd() + '…' : clean;
}

function count(noun, n) {
  const form = new Intl.PluralRules(S.lang).select(n);
  const key = S.data.strings[noun + '_' + form] ? noun + '_' + form : noun + '_other';
  return t(key, { n: number(n) });
}

// Making a formatter costs more than all its use.
const formats = new Map();
function number(n) {
  if (!formats.has(S.lang)) formats.set(S.lang, new Intl.NumberFormat(S.lang));
  return formats.get(S.lang).format(n);
}

// "2,500–3,000", "at least 500", "about 3,800"; null where no number is stated.
function range(low, high, approximate) {
  if (low == null && high == null) return null;
  let text;
  if (high == null) text = t('at_least', { n: number(low) });
  else if (low == null) text = t('at_most', { n: number(high) });
  else if (low === high) text = number(low);
  else text = number(low) + '–' + number(high);
  return approximate ? t('about', { n: text }) : text;
}

function day(iso, form) {
  if (!iso) return '';
  const when = new Date(iso + 'T00:00:00Z');
  if (isNaN(when)) return plain(iso);
  return new Intl.DateTimeFormat(S.lang, Object.assign({ timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }, form)).format(when);
}

function days(iso) { return iso ? Math.round(Date.parse(iso + 'T00:00:00Z') / 864e5) : null; }
function isoDay(n) { return new Date(n * 864e5).toISOString().slice(0, 10); }

// Name of a state by its code in the reader's language; an authority's name stays as it is.
function stateName(code) {
  if (code == null) return '';
  const former = S.data.strings['state.' + code];
  if (former) return t('state.' + code);
  if (/^[A-Z]{2}$/.test(code)) {
    try { return new Intl.DisplayNames([S.lang], { type: 'region', fallback: 'code' }).of(code); } catch (error) { return code; }
  }
  const region = S.regionById && S.regionById.get(code);
  return region ? regionName(region) : plain(code);
}

// Whose boundaries: the neutral ones by name, a state's own by the state.
function viewName(code) {
  if (S.data.strings['view.' + code]) return t('view.' + code);
  return /^[A-Z]{2}$/.test(code) ? stateName(code) + ' (' + code + ')' : plain(code);
}

function regionName(region) {
  if (region.level === 'ADM0' && /^[A-Z]{2}$/.test(region.id)) return stateName(region.id);
  return plain((region.names && region.names[S.lang]) || region.name);
}

// el('p.note', 'text', child…): an element; strings become text nodes, an object its attributes and handlers.
function el(spec, ...parts) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  return fill(node, parts);
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const key in attributes) if (attributes[key] != null) node.setAttribute(key, attributes[key]);
  for (const child of children) node.append(child);
  return node;
}

function fill(node, parts) {
  for (const part of parts) {
    if (part == null || part === false) continue;
    if (Array.isArray(part)) fill(node, part);
    else if (part instanceof Node) node.append(part);
    else if (typeof part === 'object') {
      for (const key in part) {
        const value = part[key];
        if (value == null) continue;
        if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
        else if (key in { checked: 1, value: 1, disabled: 1, hidden: 1, open: 1, indeterminate: 1, selected: 1 }) node[key] = value;
        else node.setAttribute(key, value);
      }
    } else node.append(String(part));
  }
  return node;
}

// Names from reports stand in a <bdi>, so that their direction stays their own.
function bdi(text, most) { return el('bdi', short(text, most || 200)); }
function byId(id) { return document.getElementById(id); }
function say(text) { byId('live').textContent = ''; setTimeout(() => { byId('live').textContent = text; }, 60); }
function still() { return matchMedia('(prefers-reduced-motion: reduce)').matches; }
function phone() { return matchMedia('(max-width: 760px)').matches; }
function fold(text) { return String(text).normalize('NFKD').replace(/[\u0300-\u036f'’ʻʼ`]/g, '').toLowerCase(); }

// Shown in small sizes beside words.
const ICONS = {
  search: 'M9 3a6 6 0 1 0 3.7 10.7l4 4 1.4-1.4-4-4A6 6 0 0 0 9 3zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  pin: 'M10 2a5.5 5.5 0 0 0-5.5 5.5C4.5 11.5 10 18 10 18s5.5-6.5 5.5-10.500A5.5 5.5 0 0 0 10 2zm0 3.500a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  share: 'M14 2a3 3 0 0 0-2.9 3.700L7.3 7.800a3 3 0 1 0 0 4.400l3.8 2.100a3 3 0 1 0 .9-1.600l-3.9-2.200v-1l3.9-2.200A3 3 0 1 0 14 2z',
  image: 'M2 4h16v12H2zm2 2v6l3.5-3.500L11 12l2-2 3 3V6zm8 0h2v2h-2z',
  table: 'M2 3h16v14H2zm2 4v3h5V7zm7 0v3h5V7zm-7 5v3h5v-3zm7 0v3h5v-3z',
  globe: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 2c.8 0 2 1.8 2.3 5H7.700C8 5.8 9.2 4 10 4zM5.9 5.500A10 10 0 0 0 5.7 9H4.100a6 6 0 0 1 1.8-3.500zm8.2 0A6 6 0 0 1 15.9 9h-1.600a10 10 0 0 0-.2-3.500zM4.1 11h1.600c0 1.3.2 2.5.5 3.500A6 6 0 0 1 4.1 11zm3.6 0h4.600c-.3 3.2-1.5 5-2.3 5s-2-1.8-2.3-5zm6.6 0h1.600a6 6 0 0 1-2.1 3.500c.3-1 .5-2.2.5-3.500z',
  moon: 'M12.5 2.500a8 8 0 1 0 5 11A6.5 6.5 0 0 1 12.5 2.500z',
  print: 'M5 2h10v4h2a1 1 0 0 1 1 1v7h-3v4H5v-4H2V7a1 1 0 0 1 1-1h2zm2 2v2h6V4zm0 9v3h6v-3z',
  link: 'M8.5 6H5a4 4 0 0 0 0 8h3.500v-2H5a2 2 0 0 1 0-4h3.500zm3 0v2H15a2 2 0 0 1 0 4h-3.500v2H15a4 4 0 0 0 0-8zM6.5 9v2h7V9z',
  play: 'M5 3l12 7-12 7z', pause: 'M5 3h4v14H5zm6 0h4v14h-4z', text: 'M3 4h14v2H3zm0 5h14v2H3zm0 5h9v2H3z',
  home: 'M3 3h5v2H5v3H3zm9 0h5v5h-2V5h-3zM3 12h2v3h3v2H3zm12 0h2v5h-5v-2h3z',
};
function icon(name) { return svg('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name], 'fill-rule': 'evenodd' })); }
