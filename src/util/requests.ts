import { sleep } from './abort.js';

/**
 * Whether timers and promises belong to the request that made them: on Cloudflare Workers and the edge runtime of Vercel. The timers of
 * a request that has ended never fire there, and what it was about to settle stays as it is.
 */
export const tiedToRequests = (): boolean =>
  globalThis.navigator?.userAgent === 'Cloudflare-Workers' || 'EdgeRuntime' in globalThis;

// Longer than what is shared takes, and shorter than a request may hang.
const LOST_MS = 10_000;
const LOOK_MS = 20;

/**
 * Waits for what many calls share: one refresh, one list of fields. If promises belong to requests, each call looks on timers of its
 * own whether it has settled, and starts it `again` once the request that had started it must have ended.
 */
export async function shared<T>(promise: Promise<T>, again: () => Promise<T>): Promise<T> {
  if (!tiedToRequests()) return promise;
  let settled: { readonly value: T } | { readonly error: unknown } | undefined;
  promise.then(
    (value) => {
      settled = { value };
    },
    (error: unknown) => {
      settled = { error };
    },
  );
  for (const lostAt = performance.now() + LOST_MS; settled === undefined; await sleep(LOOK_MS))
    if (performance.now() > lostAt) return again();
  if ('error' in settled) throw settled.error;
  return settled.value;
}
