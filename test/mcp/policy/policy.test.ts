import { describe, expect, test } from 'vitest';
import { Counts } from '../../../src/mcp/policy/counts.js';
import { readPolicy } from '../../../src/mcp/policy/load.js';
import { type Call, type Catalogue, Policy } from '../../../src/mcp/policy/policy.js';

// A program of another kind, to which the policy knows no way but this.
const SHOP: Catalogue = {
  names: new Set(['list_orders', 'refund', 'anything', 'orders.refund', 'orders.list']),
  does: (name) => ({ refund: ['orders.refund'], 'orders.refund': ['orders.refund'] })[name] ?? [],
  uses: () => [],
  runs: () => [],
  asks: () => false,
  doing: (thing) => (thing === 'orders.refund' ? ['refund'] : []),
  schema: () => undefined,
  writes: (name) => name !== 'list_orders',
};
const policy = (tools: object, rest: object = {}, now = (): number => 0): Policy =>
  new Policy(SHOP, readPolicy({ version: '1', default: 'deny', tools, ...rest }, SHOP), true, new Counts(now));
const refund = (args: object): Call => ({ tool: 'refund', category: 'write', args: args as Call['args'] });

describe('a policy', () => {
  test('gives reasons as words, with what belongs in the sentence', async () => {
    const rules = policy({ refund: { rate_limit: '1/hour' } });
    expect(rules.reach('list_orders', 'read')).toEqual({ rule: 'default', reason: 'unlisted', values: undefined });
    expect(await rules.count(refund({}), 1)).toBeUndefined();
    expect(await rules.count(refund({}), 0)).toEqual({
      rule: 'tools.refund.rate_limit',
      reason: 'limit',
      values: { max: 1, window: 'hour' },
      retryAfterS: 3600,
    });
  });

  test('counts what limits share once, and all limits or none', async () => {
    const limits = [
      { window: 'day', max: 3 },
      { window: 'day', max: 100, increment_from: 'args.sum' },
    ];
    const rules = policy({ refund: { limits } }, { all_tools: { rate_limit: '2/day' } });
    expect(await rules.count(refund({ sum: 99 }), 1)).toBeUndefined();
    expect(await rules.count(refund({ sum: 2 }), 1)).toMatchObject({ rule: 'tools.refund.limits[1]' });
    expect(await rules.count(refund({ sum: 1 }), 1)).toBeUndefined();
    expect(await rules.count(refund({ sum: 0 }), 1)).toMatchObject({ rule: 'all_tools.rate_limit' });
    expect(await rules.count(refund({ sum: Number.NaN }), 1)).toMatchObject({ reason: 'amount' });
    expect(await rules.count(refund({ sum: -5 }), 1)).toMatchObject({ reason: 'amount' });
  });

  test('a window ends by the clock', async () => {
    let now = 59_000;
    const rules = policy({ refund: { rate_limit: '1/minute' } }, {}, () => now);
    await rules.count(refund({}), 1);
    expect(await rules.count(refund({}), 1)).toMatchObject({ retryAfterS: 1 });
    now = 60_000;
    expect(await rules.count(refund({}), 1)).toBeUndefined();
  });

  test('rules of a tool hold for the operation that does the same', async () => {
    const call: Call = { tool: 'anything', category: 'write', args: { sum: 5 }, operation: 'orders.refund' };
    const rules = policy({ anything: {}, refund: { approval: { message: 'Sure?' } } });
    expect(rules.approval(call)).toEqual({ name: 'refund', message: 'Sure?', seconds: 300 });
    expect(rules.reach('orders.refund', 'write')).toBeUndefined();
    expect(policy({ anything: {} }).reach('orders.refund', 'write')).toMatchObject({ reason: 'unlisted' });
    const conditions = [{ path: 'args.sum', op: 'gt', value: 100 }];
    const strict = policy({ anything: {}, refund: { deny_if: [{ conditions }] } });
    expect(strict.admit(call)).toMatchObject({ rule: 'tools.refund', reason: 'foreign' });
  });

  test('names only what the catalogue has', async () => {
    expect(() => policy({ refnd: {} })).toThrow('policy.tools.refnd names the unknown tool or operation "refnd"');
  });
});
