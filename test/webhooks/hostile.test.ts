import { describe, expect, it } from 'vitest';
import { parseWebhook, WebhookParseError } from '../../src/webhooks/index.js';

const MB = 1_048_576;
// Whole units only: a cut last pair could overwrite all that went before.
const fill = (unit: string, size: number): string => unit.repeat(Math.floor(size / unit.length));
const numbered = (unit: (i: number) => string, size: number): string => {
  const units: string[] = [];
  for (let i = 0, length = 0; length + unit(i).length <= size; i++) {
    units.push(unit(i));
    length += unit(i).length;
  }
  return units.join('');
};

// Bodies of a given size that try to make a parser work more than it should.
const HOSTILE: Record<string, (size: number) => string> = {
  'one huge value': (size) => fill('x', size),
  'escapes without end': (size) => `a=${fill('%41', size)}`,
  'broken escapes': (size) => `a=${fill('%', size)}`,
  'bytes that are no UTF-8': (size) => `a=${fill('%ff', size)}`,
  'a broken escape in each pair': (size) => numbered((i) => `k${i}=%ff&`, size),
  'ampersands only': (size) => fill('&', size),
  'many short pairs': (size) => fill('a&', size),
  'many different keys': (size) => numbered((i) => `k${i}=1&`, size),
  'many items': (size) => numbered((i) => `leads[add][${i}][id]=${i}&`, size),
  'many items far apart': (size) => numbered((i) => `leads[add][${i * 7919}][id]=${i}&`, size),
  'appended without index': (size) => fill('leads[add][][id]=1&', size),
  'one deep key': (size) => `a${fill('[b]', size)}=1`,
  'deep keys within the limit': (size) => fill(`a${'[b]'.repeat(30)}=1&`, size),
  'different deep keys': (size) => numbered((i) => `a${i}${'[b]'.repeat(30)}=1&`, size),
  'open brackets': (size) => `a${fill('[', size)}=1`,
  'closed brackets': (size) => `a[${fill(']', size)}=1`,
  'many open brackets': (size) => fill(`${'a['.repeat(20)}=1&`, size),
  'scalar and list in turns': (size) => fill('a=1&a[b]=1&', size),
  'prototype keys': (size) => fill('__proto__[x][y]=1&', size),
  'huge indexes': (size) => fill('leads[add][9007199254740991][id]=1&', size),
  'nested JSON': (size) => fill('[', size),
  'JSON that is cut': (size) => `{"a":"${fill('x', size)}`,
  'wide JSON': (size) => `{"leads":{"add":[${'{"id":1},'.repeat(Math.floor(size / 9) - 4)}{"id":1}]}}`,
  'deep JSON': (size) => `${'{"a":'.repeat(size / 8)}1${'}'.repeat(size / 8)}`,
};

function run(body: string | Uint8Array, limits = {}): { refusedBy: string | undefined } {
  try {
    parseWebhook(body, { limits });
    return { refusedBy: undefined };
  } catch (error) {
    if (!(error instanceof WebhookParseError)) throw error;
    return { refusedBy: error.limit ?? 'malformed' };
  }
}

describe('hostile bodies', () => {
  it.each(Object.entries(HOSTILE))('1 MB of %s is parsed or refused', (_, make) => {
    const body = new TextEncoder().encode(make(MB)).subarray(0, MB);
    // A pattern that is not linear would take minutes here, and end the test by its timeout.
    expect(run(body).refusedBy ?? 'parsed').toBeTypeOf('string');
  });

  it('more bytes than allowed are refused unread', () => {
    for (const body of ['a='.padEnd(MB + 1, 'x'), new Uint8Array(MB + 1), 'a='.padEnd(MB / 2 + 2, 'К')]) {
      expect(run(body).refusedBy).toBe('maxBytes');
    }
    expect(run('a='.padEnd(MB, 'x')).refusedBy).toBeUndefined();
    expect(run('a=К', { maxBytes: 3 }).refusedBy).toBe('maxBytes');
    expect(run('a=К', { maxBytes: 4 }).refusedBy).toBeUndefined();
  });

  it.each(Object.entries(HOSTILE))('2 MB of %s are read through with no limit in the way', (_, make) => {
    run(make(2 * MB), { maxBytes: 64 * MB, maxKeys: 1e8, maxDepth: 256 });
  });

  it('a depth that would end the stack can not be asked for', () => {
    expect(run(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, { maxDepth: 1e9 }).refusedBy).toBe('maxDepth');
    expect(run(`a${'[b]'.repeat(100_000)}=1`, { maxDepth: 1e9 }).refusedBy).toBe('maxDepth');
  });
});
