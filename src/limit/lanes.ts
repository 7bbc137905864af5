// A connection that was idle for longer may have been closed by the server (undici lets go after 4 s).
const WARM_FOR_MS = 3_000;

/**
 * Guesses which starts have to open a connection: by how many jobs ran beside it, when a job of that rank last ended, which is
 * when a connection was last seen open for it.
 */
export class Lanes {
  readonly #seenAt: number[] = [];
  #running = 0;

  get running(): number {
    return this.#running;
  }

  /** Whether a job that starts now is likely to open a connection. */
  isCold(now = performance.now()): boolean {
    return now - (this.#seenAt[this.#running] ?? Number.NEGATIVE_INFINITY) > WARM_FOR_MS;
  }

  /** A job starts; call what it returns when the job ends. */
  enter(): () => void {
    const lane = this.#running++;
    return () => {
      this.#running--;
      this.#seenAt[lane] = performance.now();
    };
  }
}

/** How much of the interval a start over a new connection may be late, at most. */
export const COLD_SHARE = 0.2;
