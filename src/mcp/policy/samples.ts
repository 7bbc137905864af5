const MOST = 24;
const LONGEST = 200;
/** Characters that stand for the kinds that patterns speak of. */
const POOL = [
  'a',
  '0',
  ' ',
  '_',
  'A',
  '-',
  '.',
  '@',
  '\n',
  'é',
  'ж',
  '漢',
  '\u{1f525}',
  ...Array.from({ length: 256 }, (_, i) => String.fromCharCode((i + 32) % 256)),
];
/** An escape that stands for one character by its code. */
const CODED = /^\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))$/i;
const TOKEN =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\c[a-z]|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?:|\?<\w+>)?|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/giu;

/** Some texts that a pattern matches. Patterns of policies have no lookaround and no backreference. */
export function samplesOf(pattern: string): string[] {
  const tokens = pattern.match(TOKEN) ?? [];
  const whole = new RegExp(pattern, 'u');
  return alternatives({ tokens, at: 0 }).filter((text) => whole.test(text));
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

// Up to the end, or to the bracket that closes the group.
function alternatives(reader: Reader): string[] {
  const found: string[] = [];
  for (;;) {
    found.push(...sequence(reader));
    if (reader.tokens[reader.at] !== '|') break;
    reader.at += 1;
  }
  return found.slice(0, MOST);
}

function sequence(reader: Reader): string[] {
  let texts = [''];
  for (
    let token = reader.tokens[reader.at];
    token && token !== '|' && token !== ')';
    token = reader.tokens[reader.at]
  ) {
    reader.at += 1;
    let one = token.startsWith('(') ? alternatives(reader) : atom(token);
    if (token.startsWith('(')) reader.at += 1;
    const [, least, most] = /^([*?]|\+|\{(?=\d))/.test(reader.tokens[reader.at] ?? '') ? repeat(reader) : [0, 1, 1];
    if (least !== 1 || most !== 1) {
      const times = [...new Set([least, Math.min(least + 1, most)])].filter((count) => count <= LONGEST);
      one = times.flatMap((count) => one.map((text) => text.repeat(count)));
    }
    texts = texts.flatMap((start) => one.map((end) => start + end)).slice(0, MOST);
  }
  return texts;
}

function repeat(reader: Reader): [number, number, number] {
  const token = reader.tokens[reader.at] as string;
  reader.at += 1;
  const [, from = '0', comma, to] = /^\{(\d+)(,)?(\d+)?\}/.exec(token) ?? [];
  if (token.startsWith('{')) return [0, Number(from), comma ? Number(to ?? Number(from) + 1) : Number(from)];
  return token.startsWith('+') ? [0, 1, 2] : [0, 0, token.startsWith('?') ? 1 : 2];
}

function atom(token: string): string[] {
  if (/^(\^|\$|\\b|\\B)$/.test(token)) return [''];
  const [, ...codes] = CODED.exec(token) ?? [];
  const code = codes.find((one) => one !== undefined);
  if (code !== undefined) return [String.fromCodePoint(Number.parseInt(code, 16))];
  if (!/^(\\|\[|\.)/.test(token)) return [token];
  const one = new RegExp(`^${token}$`, 'u');
  return [...new Set([...POOL, ...token])].filter((char) => one.test(char)).slice(0, 2);
}
