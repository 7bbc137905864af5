import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWebhook, parseWebhook, webhookEventTypes } from '../../src/webhooks/index.js';
import { anyAccount, anyEvent, batchableEvent } from './arbitrary-events.js';

describe('encodeWebhook and parseWebhook', () => {
  it('give back every event, 10,000 times', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { events } = parseWebhook(encodeWebhook(event));
        expect(events.map(({ type, entity }) => ({ type, entity }))).toEqual([event]);
        seen.add(event.type);
      }),
      { numRuns: 10_000 },
    );
    expect([...seen].sort()).toEqual([...webhookEventTypes].sort());
  });

  it('give back several events and the account', () => {
    fc.assert(
      fc.property(fc.array(batchableEvent, { minLength: 1, maxLength: 5 }), anyAccount, (events, account) => {
        const parsed = parseWebhook(encodeWebhook(events, { account }));
        expect(parsed.events.map(canonical).sort()).toEqual(events.map(canonical).sort());
        expect(parsed.account).toEqual(account);
      }),
      { numRuns: 2000 },
    );
  });
});

// A body groups its events, so they come back in another order.
const canonical = ({ type, entity }: { type: string; entity: unknown }): string =>
  JSON.stringify([type, sorted(entity)]);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .map(([key, item]) => [key, sorted(item)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
