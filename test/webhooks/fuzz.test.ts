import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhook, type WebhookBody, WebhookParseError } from '../../src/webhooks/index.js';

// 90,000 bodies here and 10,000 in round-trip.test.ts.
const RUNS = 30_000;

const folder = new URL('../fixtures/webhooks/', import.meta.url);
const recorded = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));

const pieces = fc.constantFrom(
  ...[
    'leads',
    'contacts',
    'task',
    'unsorted',
    'message',
    'talk',
    'catalogs',
    'account',
    'add',
    'update',
    'delete',
    'note',
  ],
  ...[
    '[',
    ']',
    '[]',
    '[0]',
    '[1]',
    '[id]',
    '[type]',
    '[custom_fields]',
    '[values]',
    '[value]',
    '[note]',
    '=',
    '&',
    '%',
    '+',
  ],
  ...[
    '%5B',
    '%5D',
    '%00',
    '%ff',
    '%D0',
    '__proto__',
    'constructor',
    '[__proto__]',
    'token=',
    'return_url=',
    'event[type_code]=',
  ],
  ...[
    '1',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'company',
    '{',
    '}',
    '"',
    '\\',
    '\ud800',
    '😍',
    'id',
    'uid',
    'chat_id',
  ],
);

/** Parses, and gives the reason why the outcome is not what a caller may rely on. */
function flawOf(body: WebhookBody): string | undefined {
  try {
    const { events, account } = parseWebhook(body);
    for (const event of events) {
      if (typeof event.type !== 'string') return 'an event without type';
      if ((event.type === 'unknown') !== (event.entity === undefined)) return `${event.type} with the wrong entity`;
      if (event.account !== account) return 'an event of another account';
      if (hasBadNumber(event.entity)) return `${event.type} with a number that is none`;
    }
    return undefined;
  } catch (error) {
    return error instanceof WebhookParseError ? undefined : `threw ${String(error)}`;
  }
}

function hasBadNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return value !== null && typeof value === 'object' && Object.values(value).some(hasBadNumber);
}

function assertNoFlaw(bodies: fc.Arbitrary<WebhookBody>): void {
  fc.assert(
    fc.property(bodies, (body) => {
      const flaw = flawOf(body);
      if (flaw !== undefined) throw new Error(flaw);
    }),
    { numRuns: RUNS },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['id']).toBeUndefined();
}

describe('any body is read or refused, and harms nothing', () => {
  it('made of pieces of bodies', () => {
    assertNoFlaw(fc.array(pieces, { maxLength: 24 }).map((list) => list.join('')));
  });

  it('recorded ones with damage', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...recorded), fc.nat(), fc.nat({ max: 20 }), pieces)
      .map(([body, at, cut, piece]) => {
        const position = at % body.length;
        return new TextEncoder().encode(body.slice(0, position) + piece + body.slice(position + cut));
      });
    assertNoFlaw(damaged);
  });

  it('objects of a body parser', () => {
    const key = fc.oneof(
      pieces,
      fc.constantFrom('custom_fields', 'values', 'data', 'event', 'type_code', 'old_responsible_user_id'),
    );
    const leaf = fc.oneof(pieces, fc.integer(), fc.boolean(), fc.constant(null));
    const item = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 4 }));
    const group = fc.dictionary(
      key,
      fc.oneof(item, fc.array(fc.dictionary(key, item, { maxKeys: 4 }), { maxLength: 2 })),
      { maxKeys: 3 },
    );
    assertNoFlaw(fc.dictionary(key, fc.oneof(leaf, group, fc.array(item, { maxLength: 2 })), { maxKeys: 3 }));
  });
});
