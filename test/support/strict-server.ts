import { json, maxInWindow, serve, type TestServer } from './http-server.js';

/** A server that refuses the call that would be one too many in a sliding interval, as Kommo does. */
export interface StrictServer extends TestServer {
  readonly refused: number;
  /** Most calls in any interval. */
  most(): number;
  /** Milliseconds from the first to the last arrival. */
  tookMs(): number;
}

export async function strictServer(limit: number, intervalMs: number): Promise<StrictServer> {
  let refused = 0;
  const base = await serve((seen, res) => {
    const since = base.seen.filter(({ at }) => seen.at - at < intervalMs);
    if (since.length <= limit) return json(res, { id: 1, name: 'x' });
    refused++;
    return json(res, { title: 'Too Many Requests', status: 429 }, 429);
  });
  const times = (): number[] => base.seen.map(({ at }) => at);
  return {
    ...base,
    get refused() {
      return refused;
    },
    most: () => maxInWindow(times(), intervalMs),
    tookMs: () => Math.max(...times()) - Math.min(...times()),
  };
}
