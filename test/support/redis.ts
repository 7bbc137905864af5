import { afterAll, beforeAll, describe } from 'vitest';
import { installed, MISSING, startRedis, type TestRedis } from './redis-server.js';
import { RedisStarts } from './redis-starts.js';

export { freePort, startRedis } from './redis-server.js';

/** `describe` for tests that need a real Redis: skipped where there is none, but not in CI, where that is a failure. */
export const describeRedis = (
  name: string,
  body: (redis: () => TestRedis, recorded: () => RedisStarts) => void,
): void => {
  if (!installed && process.env['CI'] !== 'true') {
    describe.skip(`${name}: ${MISSING}`, () =>
      body(
        () => undefined as never,
        () => undefined as never,
      ));
    return;
  }
  describe(name, () => {
    let redis: TestRedis | undefined;
    let starts: RedisStarts | undefined;
    beforeAll(async () => {
      redis = await startRedis();
      if (body.length > 1) starts = await RedisStarts.of(redis.url);
    });
    afterAll(async () => {
      starts?.close();
      await redis?.kill();
    });
    body(
      () => redis as TestRedis,
      () => starts as RedisStarts,
    );
  });
};
