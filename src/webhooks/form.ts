import { overLimit, type ResolvedLimits } from './errors.js';
import { percentDecoder } from './percent.js';
import { isPoison, type Node, Tree, toRoot } from './tree.js';
import type { WireObject } from './wire.js';

/**
 * Decodes a form as PHP does: `leads[add][0][id]=1` gives `{ leads: { add: [{ id: '1' }] } }`.
 * Keys 0 to n−1 make a list, all others an object. Linear in the length of the body.
 */
export function decodeForm(body: string, limits: ResolvedLimits): WireObject {
  const root = new Tree();
  const decode = percentDecoder();
  let pairs = 0;
  for (let start = 0; start <= body.length; ) {
    const ampersand = body.indexOf('&', start);
    const end = ampersand === -1 ? body.length : ampersand;
    if (end > start) {
      pairs += 1;
      if (pairs > limits.maxKeys) throw overLimit('maxKeys', limits);
      const pair = body.slice(start, end);
      const equals = pair.indexOf('=');
      const key = decode(equals === -1 ? pair : pair.slice(0, equals));
      assign(root, key, equals === -1 ? '' : decode(pair.slice(equals + 1)), limits);
    }
    start = end + 1;
  }
  return toRoot(root);
}

/** Expands an object with flat keys (`{ 'leads[add][0][id]': '1' }`), as body parsers without nesting give it. */
export function expandFlat(flat: WireObject, limits: ResolvedLimits): WireObject {
  const root = new Tree();
  for (const [key, value] of Object.entries(flat)) {
    // A repeated key comes as a list there; the last one wins, as in a form.
    const last = Array.isArray(value) ? value.at(-1) : value;
    assign(root, key, last ?? '', limits);
  }
  return toRoot(root);
}

function assign(root: Tree, key: string, value: Node, limits: ResolvedLimits): void {
  const path = splitKey(key, limits);
  const name = path.pop();
  if (name === undefined || path.some(isPoison) || isPoison(name)) return;
  let node = root;
  for (const segment of path) node = node.child(segment);
  node.set(name, value);
}

/** Segments of `a[b][]`: `a`, `b` and `''`. Empty where PHP drops the pair. */
function splitKey(key: string, limits: ResolvedLimits): string[] {
  const bracket = key.indexOf('[');
  if (bracket === -1) return key === '' ? [] : [key];
  if (bracket === 0) return [];
  const path = [key.slice(0, bracket)];
  let at = bracket;
  while (key[at] === '[') {
    const close = key.indexOf(']', at);
    // A bracket that is never closed is part of the name.
    if (close === -1) return path.length === 1 ? [key] : path;
    path.push(key.slice(at + 1, close));
    if (path.length > limits.maxDepth) throw overLimit('maxDepth', limits);
    at = close + 1;
  }
  return path;
}
