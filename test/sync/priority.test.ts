import { expect, test } from 'vitest';
import { createRateLimiter, Kommo } from '../../src/index.js';
import type { RunOptions } from '../../src/limit/types.js';
import { createMirror, pgliteDatabase } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { sharedPglite } from './databases.js';

test('the calls of a mirror have low priority, so that those of the app pass them', async () => {
  const sandbox = createSandbox({ leads: 3, rateLimit: false });
  const limiter = createRateLimiter({ limit: Number.POSITIVE_INFINITY });
  const priorities = new Map<string, number>();
  const rateLimit: typeof limiter = {
    run: (job: never, options?: RunOptions) => {
      const { priority = 'none' } = options ?? {};
      priorities.set(priority, (priorities.get(priority) ?? 0) + 1);
      return limiter.run(job, options);
    },
    pause: (ms) => limiter.pause(ms),
    resume: () => limiter.resume(),
    stats: () => limiter.stats(),
  };
  const kommo = new Kommo({ ...sandbox.options, rateLimit });
  const mirror = await createMirror(kommo, { to: pgliteDatabase(await sharedPglite()), schema: 'priority' });
  await mirror.sync();
  // The address of the drive is looked up once for everybody, so it has the priority of the client.
  expect(priorities.get('normal') ?? 0).toBeLessThanOrEqual(1);
  expect(priorities.get('low')).toBeGreaterThan(20);
  expect([...priorities.keys()]).not.toContain('high');
});
