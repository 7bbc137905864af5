import { once } from 'node:events';
import { createRateLimiter, Kommo } from '../../src/index.js';

// Makes calls under a limit that is shared through Redis, and tells when they were sent and how they went.
const {
  baseUrl,
  calls,
  wait,
  skewMs = 0,
  ...rateLimit
} = JSON.parse(process.argv[2] ?? '{}') as {
  baseUrl: string;
  calls: number;
  wait?: boolean;
  skewMs?: number;
  redis: string;
};
const now = Date.now.bind(Date);
if (skewMs) Date.now = () => now() + skewMs;
const fetch = (url: string, init: RequestInit): Promise<Response> => {
  process.stdout.write(`{"sentAt":${now()}}\n`);
  return globalThis.fetch(url, init);
};
const limiter = createRateLimiter(rateLimit);
const kommo = new Kommo({ baseUrl, accessToken: 'a-token', retries: 0, rateLimit: limiter, fetch });
console.log(JSON.stringify({ ready: true }));
if (wait) {
  await once(process.stdin, 'data');
  process.stdin.destroy();
}
let failed = 0;
const errors = new Set<string>();
await Promise.all(
  Array.from({ length: calls }, () =>
    kommo.leads.get(1).catch((error: unknown) => {
      failed++;
      errors.add(String(error));
    }),
  ),
);
console.log(JSON.stringify({ done: calls, failed, errors: [...errors] }));
