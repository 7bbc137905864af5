import { overLimit, type ResolvedLimits } from './errors.js';
import { percentDecoder } from './percent.js';
import { TreeBuilder } from './tree.js';
import type { WireObject } from './wire.js';

/**
 * Decodes a form as PHP does: `leads[add][0][id]=1` gives `{ leads: { add: [{ id: '1' }] } }`.
 * Keys 0 to n−1 make a list, all others an object. Linear in the length of the body.
 */
export function decodeForm(body: string, limits: ResolvedLimits): WireObject {
  const tree = new TreeBuilder(keyCounter(limits));
  const decode = percentDecoder();
  for (let start = 0; start < body.length; ) {
    const ampersand = body.indexOf('&', start);
    const end = ampersand === -1 ? body.length : ampersand;
    if (end > start) {
      const pair = body.slice(start, end);
      const equals = pair.indexOf('=');
      const key = decode(equals === -1 ? pair : pair.slice(0, equals));
      tree.set(splitKey(key, limits), equals === -1 ? '' : decode(pair.slice(equals + 1)));
    }
    start = end + 1;
  }
  return tree.finish();
}

/** Expands an object with flat keys (`{ 'leads[add][0][id]': '1' }`), as body parsers without nesting give it. */
export function expandFlat(flat: WireObject, limits: ResolvedLimits): WireObject {
  const tree = new TreeBuilder(keyCounter(limits));
  for (const [key, value] of Object.entries(flat)) {
    // A repeated key comes as a list there; the last one wins, as in a form.
    tree.set(splitKey(key, limits), (Array.isArray(value) ? value.at(-1) : value) ?? '');
  }
  return tree.finish();
}

/** Makes the function that counts keys and throws over the limit. */
export function keyCounter(limits: ResolvedLimits): () => void {
  let keys = 0;
  return () => {
    keys += 1;
    if (keys > limits.maxKeys) throw overLimit('maxKeys', limits);
  };
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
