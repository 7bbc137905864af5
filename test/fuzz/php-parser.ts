/** What PHP makes of a query: strings, or arrays that are lists and maps at once. */
export type PhpValue = string | Map<string, PhpValue>;

/** Reads a query as PHP's `parse_str` does, its oddities for keys with dots and spaces left out. */
export function parsePhp(query: string): Map<string, PhpValue> {
  const root = new Map<string, PhpValue>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at === -1 ? pair : pair.slice(0, at));
    const value = at === -1 ? '' : decode(pair.slice(at + 1));
    const head = /^[^[]+/.exec(name)?.[0];
    if (head === undefined) continue;
    const path = [head, ...[...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')];
    put(root, path, value);
  }
  return root;
}

function put(node: Map<string, PhpValue>, [key = '', ...rest]: string[], value: string): void {
  const own = key === '' ? String(nextIndex(node)) : key;
  if (rest.length === 0) {
    node.set(own, value);
    return;
  }
  const found = node.get(own);
  const next = found instanceof Map ? found : new Map<string, PhpValue>();
  node.set(own, next);
  put(next, rest, value);
}

const nextIndex = (node: Map<string, PhpValue>): number =>
  Math.max(-1, ...[...node.keys()].filter((key) => /^\d+$/.test(key)).map(Number)) + 1;

const decode = (text: string): string => decodeURIComponent(text.replace(/\+/g, ' '));
