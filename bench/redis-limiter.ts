import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startRedis } from '../test/support/redis-server.js';
import { spawnWorker } from '../test/support/spawn-worker.js';

/**
 * 4 processes x 100 calls under one limit of 7 a second over one Redis, against a server that refuses the eighth; then the same
 * with one process killed half way. Prints what the server saw. Takes two minutes.
 */
const PROCESSES = 4;
const CALLS = 100;

async function round(kill: boolean): Promise<void> {
  const redis = await startRedis();
  const arrivals: number[] = [];
  let refused = 0;
  const server = createServer((_, res) => {
    const now = performance.now();
    arrivals.push(now);
    const tooMany = arrivals.filter((at) => now - at < 1_000).length > 7;
    if (tooMany) refused++;
    res.writeHead(tooMany ? 429 : 200, { 'content-type': 'application/json' }).end('{"id":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = { baseUrl, redis: redis.url, calls: CALLS, wait: true };
  const workers = Array.from({ length: PROCESSES }, () => spawnWorker('limiter-worker.ts', options));
  await Promise.all(workers.map((worker) => worker.line(({ ready }) => ready === true)));
  for (const worker of workers) worker.send('go');
  if (kill) setTimeout(() => workers[0]?.process.kill('SIGKILL'), 28_500);
  const results = await Promise.all(
    workers.slice(kill ? 1 : 0).map((worker) => worker.line(({ done }) => done === CALLS)),
  );
  await Promise.all(workers.map(({ ended }) => ended));
  server.closeAllConnections();
  server.close();
  await redis.kill();

  const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1000;
  const bound = Math.floor((arrivals.length - 1) / 7);
  const sent = workers.flatMap(({ lines }) => (lines as { sentAt?: number }[]).flatMap(({ sentAt }) => sentAt ?? []));
  const most = mostInASecond(arrivals);
  const failed = results.reduce((sum, result) => sum + Number(result['failed']), 0);
  console.log(
    `${kill ? 'one killed' : 'all live'}: ${arrivals.length} calls in ${seconds.toFixed(2)} s, bound ${bound} s, ` +
      `ratio ${(bound / seconds).toFixed(3)}; most in any second ${most} (sent: ${mostInASecond(sent)}); refused ${refused}; failed ${failed}`,
  );
  const good = most <= 7 && refused === 0 && failed === 0 && bound / seconds >= 0.93;
  if (!good) process.exitCode = 1;
}

function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at - from < 1_000).length));
}

await round(false);
await round(true);
