import type { RateLimiter, RunOptions } from '../../src/limit/types.js';

/** What the server saw. */
export interface Seen {
  /** When each request arrived, refused ones included. */
  readonly arrivals: number[];
  refused: number;
}

interface Way {
  /** Milliseconds from the client to the server. */
  readonly up?: () => number;
  /** Milliseconds from the arrival to the answer. */
  readonly answer?: () => number;
  readonly limit?: number;
  readonly intervalMs?: number;
}

/** A server that refuses the call beyond `limit` in any second, and counts what it refuses. It lives in the test's clock. */
export class LimitedServer {
  readonly seen: Seen = { arrivals: [], refused: 0 };
  readonly #way: Way;

  constructor(way: Way = {}) {
    this.#way = way;
  }

  /** One request. Resolves to its status. */
  readonly request = async (): Promise<number> => {
    const { up, answer, limit = 7, intervalMs = 1_000 } = this.#way;
    if (up) await sleep(up());
    const now = performance.now();
    const full = this.seen.arrivals.filter((at) => now - at < intervalMs).length >= limit;
    this.seen.arrivals.push(now);
    if (full) this.seen.refused++;
    if (answer) await sleep(answer());
    return full ? 429 : 200;
  };

  /** One call as a client makes it: again after a 429, for which it pauses the limiter. */
  readonly call = async (limiter: RateLimiter, options: RunOptions = {}): Promise<void> => {
    for (;;) {
      const status = await limiter.run(this.request, options);
      if (status === 200) return;
      limiter.pause(1_000);
    }
  };
}

/** Numbers from 0 to 1, the same in every run. */
export function seeded(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
