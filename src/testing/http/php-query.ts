/** What a bracket query decodes to: strings at the leaves; lists where the keys count from 0. */
export type QueryValue = string | QueryValue[] | { [key: string]: QueryValue };

/** Refused query: too many pairs or nested too deep. */
export class QueryLimitError extends Error {}

const MAX_PAIRS = 1000;
const MAX_DEPTH = 8;
// Such keys would reach the prototype of whatever the result is copied into.
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

type Node = Map<string, Node | string>;

/**
 * Decodes a query as PHP does: `filter[id][]=1`, `filter[statuses][0][status_id]=142`.
 * Throws {@link QueryLimitError} over 1000 pairs or 8 levels.
 */
export function decodeQuery(search: string): { [key: string]: QueryValue } {
  const root: Node = new Map();
  let count = 0;
  for (const [name, value] of new URLSearchParams(search)) {
    count += 1;
    if (count > MAX_PAIRS) throw new QueryLimitError(`more than ${MAX_PAIRS} query parameters`);
    put(root, pathOf(name), value);
  }
  return plain(root) as { [key: string]: QueryValue };
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  if (!name.includes(']', open)) return [name];
  const path = [name.slice(0, open)];
  // PHP ignores what follows the last closed bracket.
  for (const match of name.slice(open).matchAll(/\[([^\][]*)\]/g)) path.push(match[1] ?? '');
  if (path.length > MAX_DEPTH) throw new QueryLimitError(`query nested deeper than ${MAX_DEPTH}: ${name.slice(0, 60)}`);
  return path;
}

function put(root: Node, path: string[], value: string): void {
  if (path.some((key) => UNSAFE.has(key))) return;
  let node = root;
  path.forEach((part, depth) => {
    const key = part === '' && depth > 0 ? String(node.size) : part;
    if (depth === path.length - 1) {
      node.set(key, value);
      return;
    }
    const next = node.get(key);
    if (next instanceof Map) node = next;
    else {
      const fresh: Node = new Map();
      node.set(key, fresh);
      node = fresh;
    }
  });
}

function plain(node: Node | string, depth = 0): QueryValue {
  if (typeof node === 'string') return node;
  const keys = [...node.keys()];
  const list = depth > 0 && keys.every((key, i) => key === String(i));
  if (list) return [...node.values()].map((item) => plain(item, depth + 1));
  return Object.fromEntries([...node].map(([key, item]) => [key, plain(item, depth + 1)]));
}
