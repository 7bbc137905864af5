import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createRateLimiter, InputError, KommoCore, Leads, LossReasons } from '../../src/core.js';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';

describe('KommoCore', () => {
  const sandbox = createSandbox();
  const options = { ...sandbox.options, rateLimit: createRateLimiter() };
  const core = new KommoCore(options);

  test('serves the resources that are named', async () => {
    const reasons = await core.use(LossReasons).list().all();
    expect(reasons.length).toBeGreaterThan(0);
    const leads = core.use(Leads);
    expectTypeOf(leads).toEqualTypeOf<Leads>();
    expect((await leads.list({ limit: 2 })).data).toHaveLength(2);
    expect(core.stats().started).toBeGreaterThanOrEqual(2);
  });

  test('makes each resource once, and Kommo shares it', () => {
    expect(core.use(Leads)).toBe(core.use(Leads));
    const kommo = new Kommo(options);
    expect(kommo.use(Leads)).toBe(kommo.leads);
  });

  test('`await using` closes it', async () => {
    const closed: string[] = [];
    const limiter = createRateLimiter();
    const rateLimit = Object.assign(Object.create(limiter) as typeof limiter, {
      run: limiter.run.bind(limiter),
      stats: limiter.stats.bind(limiter),
      close: async () => void closed.push('closed'),
    });
    {
      await using kommo = new Kommo({ ...sandbox.options, rateLimit });
      expect((await kommo.leads.list({ limit: 2 })).data).toHaveLength(2);
      expect(closed).toEqual([]);
    }
    expect(closed).toEqual(['closed']);
  });

  test('checks its options and keeps the token to itself', () => {
    expect(() => new KommoCore({ subdomain: 'acme' })).toThrow(InputError);
    const shown = inspect(new KommoCore({ subdomain: 'acme', accessToken: 'secret-token' }), {
      depth: 9,
      showHidden: true,
    });
    expect(shown).not.toContain('secret-token');
    // @ts-expect-error only classes of resources
    void (() => core.use(Date));
  });
});
