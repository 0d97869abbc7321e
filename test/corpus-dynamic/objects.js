// Deep equality, cloning and merging of plain data. Plain JavaScript.
'use strict';

const hasOwn = (o, k) => Object.prototype.hasOwnProperty.call(o, k);

function isObject(value) {
  var type = typeof value;
  return value != null && (type == 'object' || type == 'function');
}

export function deepEqual(a, b) {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a.constructor !== b.constructor) return false;
  if (a instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [k, v] of a) {
      if (!b.has(k) || !deepEqual(v, b.get(k))) return false;
    }
    return true;
  }
  if (a instanceof Set) {
    if (a.size !== b.size) return false;
    for (const v of a) if (!b.has(v)) return false;
    return true;
  }
  if (Array.isArray(a) || ArrayBuffer.isView(a)) {
    if (a.length !== b.length) return false;
    for (let i = a.length; i-- !== 0; ) if (!deepEqual(a[i], b[i])) return false;
    return true;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!hasOwn(b, key) || !deepEqual(a[key], b[key])) return false;
  }
  return true;
}

export function deepClone(value, seen) {
  if (!seen) seen = new Map();
  if (!isObject(value)) return value;
  if (seen.has(value)) return seen.get(value);
  let copy;
  if (Array.isArray(value)) {
    copy = new Array(value.length);
    seen.set(value, copy);
    value.forEach(function (v, i) {
      copy[i] = deepClone(v, seen);
    });
    return copy;
  }
  if (value instanceof Map) {
    copy = new Map();
    seen.set(value, copy);
    value.forEach((v, k) => copy.set(deepClone(k, seen), deepClone(v, seen)));
    return copy;
  }
  if (value instanceof Set) {
    copy = new Set();
    seen.set(value, copy);
    value.forEach((v) => copy.add(deepClone(v, seen)));
    return copy;
  }
  if (ArrayBuffer.isView(value)) return value.slice();
  copy = {};
  seen.set(value, copy);
  for (const key in value) {
    if (hasOwn(value, key)) copy[key] = deepClone(value[key], seen);
  }
  return copy;
}

export function merge(target) {
  for (var i = 1; i < arguments.length; i++) {
    var source = arguments[i];
    if (source === null || source === undefined) continue;
    for (var key in source) {
      var value = source[key];
      if (isObject(value) && !Array.isArray(value)) {
        target[key] = merge(isObject(target[key]) ? target[key] : {}, value);
      } else if (value !== undefined) {
        target[key] = value;
      }
    }
  }
  return target;
}

export function pick(object, keys) {
  return keys.reduce((acc, key) => (key in object ? { ...acc, [key]: object[key] } : acc), {});
}

export function omit(object, ...keys) {
  const rest = { ...object };
  keys.forEach((k) => delete rest[k]);
  return rest;
}

export function invert(object) {
  return Object.entries(object).reduce((out, [k, v]) => {
    out[v] = k;
    return out;
  }, {});
}

export function typeTag(value) {
  switch (typeof value) {
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'array(' + value.length + ')';
      if (value instanceof Error) return 'error ' + value.name + ': ' + value.message;
      if (value instanceof Map || value instanceof Set) return value.constructor.name + ' of ' + value.size;
      if (ArrayBuffer.isView(value)) return value.constructor.name;
      return '{' + Object.keys(value).join() + '}';
    case 'function':
      return 'function ' + value.name;
    case 'bigint':
      return value + 'n';
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    default:
      return String(value);
  }
}

/** JSON pointer, RFC 6901. */
export function pointer(document, path, ...replacement) {
  if (path === '') return document;
  if (path[0] !== '/') throw new SyntaxError('Invalid JSON pointer: ' + path);
  const parts = path.slice(1).split('/').map((p) => p.split('~1').join('/').split('~0').join('~'));
  const last = parts.pop();
  const parent = parts.reduce((o, p) => o?.[p], document);
  if (parent === undefined || parent === null) throw new TypeError('No such path: ' + parts.join('.'));
  if (replacement.length > 0) {
    if (last === '-' && Array.isArray(parent)) parent.push(replacement[0]);
    else parent[last] = replacement[0];
    return parent;
  }
  return parent[last];
}

export function diffObjects(before, after, prefix) {
  const path = prefix === undefined ? '' : prefix + '.';
  const changes = [];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const [x, y] = [before[key], after[key]];
    if (!(key in before)) changes.push({ op: 'add', path: path + key, value: y });
    else if (!(key in after)) changes.push({ op: 'remove', path: path + key });
    else if (isObject(x) && isObject(y)) changes.push(...diffObjects(x, y, path + key));
    else if (!Object.is(x, y)) changes.push({ op: 'replace', path: path + key, value: y, old: x });
  }
  return changes;
}

/** Settings that fall back on others through their prototypes, in literals and by assignment; without one, as bundlers write namespaces. */
export function layered(layers, key) {
  const base = { depth: 0, get described() { return key + ':' + this[key]; } };
  let top = base;
  for (const layer of layers) top = { depth: top.depth + 1, __proto__: top, ...layer };
  const frozen = Object.freeze({ __proto__: null, key, top });
  const other = { own: true };
  other.__proto__ = top;
  const odd = { __proto__: 5, ['__proto__']: 'own' };
  return [top[key], top.described, other.depth, other.__proto__ === top, 'toString' in frozen, Object.keys(frozen), Object.hasOwn(odd, '__proto__'), odd.__proto__];
}

/** Keys of anything, primitives included, without those that are deleted on the way; through functions that the global object has. */
export function sieveKeys(value, step) {
  const root = typeof globalThis === 'object' ? globalThis : {};
  const { isFinite: finite } = root;
  const seen = [];
  for (const key in value) {
    if (finite(key)) seen.push(root.parseInt(key, 10));
    else seen.push(key);
    if (step && typeof value === 'object') for (const other of Object.keys(value)) if (other > key && other.length === step) delete value[other];
  }
  return [seen, root.isNaN === isNaN, root.noSuchThing];
}

/** Methods and functions with the names that the library's own helpers have. */
export class Ranked {
  static compare(a, b) {
    return Ranked.order(a.rank, b.rank);
  }

  static order(a, b) {
    return a.of - b.of;
  }

  constructor(of) {
    this.rank = { of };
  }
}

export function sortRuns(values) {
  const compare = Ranked.compare;
  const all = values.map((value) => new Ranked(value));
  const down = all.slice().sort((a, b) => b.rank.of - a.rank.of);
  return [all.slice().sort(compare).map((one) => one.rank.of), down.map((one) => one.rank.of), compare(all[0], all[1])];
}
