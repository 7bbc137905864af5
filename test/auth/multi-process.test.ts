import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileStore, redisStore, type TokenStore } from '../../src/auth/index.js';
import { type OAuthServer, oauthServer } from '../support/oauth-server.js';
import { describeRedis } from '../support/redis.js';
import { startWorker } from '../support/worker.js';

/** 4 processes x 250 calls at the moment of expiry. */
async function stampede(server: OAuthServer, store: TokenStore, where: object): Promise<void> {
  const lock = await store.lock('k');
  await lock.save({
    accessToken: 'an-old-token',
    refreshToken: server.pair.refresh,
    expiresAt: Math.floor(Date.now() / 1000) - 1,
    obtainedAt: Math.floor(Date.now() / 1000) - 86_401,
    baseUrl: server.url,
  });
  await lock.release();
  const workers = [1, 2, 3, 4].map(() =>
    startWorker('refresh-worker.ts', { baseUrl: server.url, calls: 250, ...where }),
  );
  await Promise.all(workers.map((worker) => worker.line(({ ready }) => ready === true)));
  for (const worker of workers) worker.send('go');
  const results = await Promise.all(workers.map((worker) => worker.line(({ done }) => done === 250)));
  expect(results.flatMap(({ failed }) => failed)).toEqual([]);
  expect(server.refreshes).toHaveLength(1);
  expect(server.calls).toHaveLength(1000);
  expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
}

test('4 processes x 250 calls at expiry over one directory: one refresh, no call fails', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kommo-tokens-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const server = await oauthServer();
  server.refreshMs = 300;
  await stampede(server, fileStore(directory), { directory });
});

describeRedis('over one Redis', (redis) => {
  test('4 processes x 250 calls at expiry: one refresh, no call fails', async () => {
    const server = await oauthServer();
    server.refreshMs = 300;
    const store = redisStore({ redis: redis().url });
    onTestFinished(() => store.close?.());
    await stampede(server, store, { redis: redis().url });
  });
});
