import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { redactor } from '../../src/transport/redact.js';
import { decodePhpForm } from '../../src/util/php-form.js';
import { resolveLimits } from '../../src/webhooks/errors.js';
import { checkJsonText } from '../../src/webhooks/json-limits.js';

/**
 * Patterns that src builds at run time, as the code spells them, each with an instance of what it makes. A new one must be put here.
 */
const BUILT: Readonly<Record<string, RegExp>> = {
  [`\`[\${CONTROLS}\${INVISIBLE}\${TAGS}]\`, 'gu'`]: /[\u{ad}\u{200b}-\u{200f}\u{e0000}-\u{e0fff}]/u,
  // Paths of the spec, matched with paths of the spec.
  [`\`^\${path.replace(/\\{(entity|entity_type)\\}/g, '[^/{}]+').replace(/[{}.]/g, '\\\\$&')}$\``]:
    /^\/api\/v4\/[^/{}]+\/\{id\}\/[^/{}]+\/\{note_id\}$/,
  // The end of a phone number, of at most 200 characters.
  '`(?:\\\\d\\\\D{0,3}){1,${count}}$`': /(?:\d\D{0,3}){1,8}$/,
  // Of a policy: isSafe() checks them when it is loaded.
  "value as string, 'u'": /^ab*c*$/,
  "pattern, 'u'": /x/,
  // A name of a tool, in a text of ours.
  '`\\\\b${row.name}\\\\b`': /\bget_leads\b/,
  // Templates of resources.
  "`^${uri.replace(/\\{\\w+\\}/g, '[^/]+')}$`": /^kommo:\/\/leads\/[^/]+\/notes\/[^/]+$/,
  // Dates in a question.
  "`(${date})\\\\s*[-/–—]\\\\s*(?=${date})`, 'g'":
    /(\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})\s*[-/–—]\s*(?=\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})/,
  "`${date}|(?<![\\\\p{L}\\\\p{N}])[!-](?=[\\\\p{L}\\\\p{N}])|[\\\\p{L}\\\\p{N}]+|[^\\\\s\\\\p{P}]|[%&*@/]|#(?!\\\\d)`, 'gu'":
    /\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}|(?<![\p{L}\p{N}])[!-](?=[\p{L}\p{N}])|[\p{L}\p{N}]+|[^\s\p{P}]|[%&*@/]|#(?!\d)/u,
  // One atom of a pattern of a policy, for one character.
  "`^${token}$`, 'u'": /^[^a-z]$/u,
  '`^${DAY}?(/)?${DAY}?$`': /^(\d{4}-\d\d-\d\d)?(\/)?(\d{4}-\d\d-\d\d)?$/,
};

/** Every `new RegExp` in src: its arguments, as they are written. */
function built(): string[] {
  return sources('RegExp(').flatMap((source) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const made = ts.isNewExpression(node) || ts.isCallExpression(node);
      if (made && node.expression.getText(source) === 'RegExp')
        found.push((node.arguments ?? []).map((argument) => argument.getText(source)).join(', '));
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const sources = (word = ''): ts.SourceFile[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(`src/${file}`, 'utf8')] as const)
    .filter(([, text]) => text.includes(word))
    .map(([file, text]) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));

/** Every regular expression in src, by the files that hold it. */
function patterns(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const source of sources()) {
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
        const text = node.getText(source);
        found.set(text, [...(found.get(text) ?? []), source.fileName]);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

const toRegExp = (literal: string): RegExp => {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1).replace(/[gy]/g, ''));
};

/** Characters that a part of a pattern matches: escapes, classes and letters, each alone. */
function samples({ source, flags }: RegExp): string[] {
  const atoms =
    source.match(
      /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\.|[^\\()|*+?{}^$]/gi,
    ) ?? [];
  const chars = new Set<string>();
  for (const atom of new Set(atoms)) {
    let one: RegExp;
    try {
      one = new RegExp(`^(?:${atom})$`, flags);
    } catch {
      continue;
    }
    const fits = CANDIDATES.filter((char) => one.test(char));
    for (const char of [fits[0], fits.at(-1)]) if (char !== undefined) chars.add(char);
  }
  return [...chars];
}

const CANDIDATES = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  '\n',
  '\t',
  'é',
  '\u200b',
  '\u0000',
];

/** Texts that make a pattern with two runs that overlap, or with one that is tried from every place, go back and forth. */
function attacks(pattern: RegExp, length: number): string[] {
  const chars = samples(pattern);
  const literal = pattern.source.replace(/\\b|\(\?[:=!<]*|[[\]()|*+?{}^$]|\\[wsdWSDpP]/g, '').slice(0, 12);
  // A word that has to come first is a place to start from, so runs of it count too.
  const words = pattern.source.replace(/\\./g, ' ').match(/[A-Za-z]{2,}/g) ?? [];
  const units = new Set([...chars, literal, ...words, ...words.map((word) => `${word}-`)].filter(Boolean));
  for (const a of chars.slice(0, 4)) for (const b of chars.slice(0, 4)) if (a !== b) units.add(a + b);
  return [...units].flatMap((unit) => {
    const run = unit.repeat(Math.ceil(length / unit.length));
    return [`${run}\u0001`, `${chars[0] ?? ''}${literal}${run}\u0001`];
  });
}

/** Seconds of processor time, of the best of three. */
function cost(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

const LENGTH = 15_000;

// Their texts are bounded.
const BOUNDED = new Set([
  // A policy that JSON.parse accepted, so every string ends.
  '/"(?:[^"\\\\]|\\\\.)*"|[{}[\\],]/g',
  // A pattern of at most 200 characters.
  '/\\[[^\\]]*\\]/g',
]);

test('each pattern that is built at run time is known', () => {
  expect([...new Set(built())].sort()).toEqual(Object.keys(BUILT).sort());
});

test('no regular expression takes quadratic time on any text', () => {
  const all = patterns();
  expect(all.size).toBeGreaterThan(150);
  // One that is known to be quadratic says how much that is on this machine, now.
  const quadratic = cost(() => /x+y/.test('x'.repeat(LENGTH)));
  const isSlow = (pattern: RegExp): boolean =>
    attacks(pattern, LENGTH).some((text) => {
      const before = process.cpuUsage();
      pattern.test(text);
      const { user, system } = process.cpuUsage(before);
      // Measured again, and better, only if it looks slow.
      return (user + system) / 1e6 > quadratic / 10 && cost(() => pattern.test(text)) > quadratic / 10;
    });
  for (const known of [/\s*\n\s*x/, /a*$/, /eyJ[\w-]+\.[\w-]+\.[\w-]+/, /<[^>]*>/])
    expect(isSlow(known), String(known)).toBe(true);
  for (const [text, instance] of Object.entries(BUILT)) expect(isSlow(instance), text).toBe(false);
  const slow = [...all].filter(([literal]) => !BOUNDED.has(literal) && isSlow(toRegExp(literal)));
  expect(slow).toEqual([]);
});

test.each<[string, (text: string) => unknown]>([
  ['redact', redactor('secret-token-123')],
  ['decodePhpForm', (text) => decodePhpForm(text, { maxKeys: 1e7, maxDepth: 50 })],
  ['checkJsonText', (text) => checkJsonText(text, { ...resolveLimits(undefined), maxBytes: 1e9 })],
])('%s does not take quadratic time', (_, run) => {
  const length = 5_000;
  // What is known to be quadratic, with an eighth of the text, is the measure: it grows with the load of the machine too.
  const quadratic = cost(() => /x+y/.test('x'.repeat(length)));
  const costOf = (unit: string, of = run): number =>
    cost(() => {
      try {
        of(unit.repeat((8 * length) / unit.length));
      } catch {
        // Refused is as good.
      }
    });
  expect(costOf('x', (text) => /x+y/.test(text.slice(0, 3 * length)))).toBeGreaterThan(quadratic);
  for (const unit of [
    'eyJ-',
    'eyJ.',
    'eyJaaaaaaaaaaaa.',
    'Bearer ',
    'Bearer\t\n',
    'a[',
    '[]',
    'a[b]=&',
    '%',
    '%4',
    '{"a":',
    '"\\',
    '&=',
    'é',
  ])
    expect(costOf(unit), unit).toBeLessThan(quadratic);
});
