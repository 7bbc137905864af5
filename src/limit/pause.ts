/** A pause that every call keeps. It is capped, since a server can ask for anything. */
export class Pause {
  readonly #maxMs: number;
  #resumeAt = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(maxMs: number) {
    this.#maxMs = maxMs;
  }

  /** Pauses asked for. */
  get count(): number {
    return this.#count;
  }

  /** When it ends, in `performance.now()`. */
  get resumeAt(): number {
    return this.#resumeAt;
  }

  get leftMs(): number {
    return Math.max(0, this.#resumeAt - performance.now());
  }

  /** A server asked for a pause. Returns what it gets. */
  ask(ms: number): number {
    this.#count++;
    return this.extend(ms);
  }

  /** Pauses for that long at least. Returns the milliseconds after the cap. */
  extend(ms: number): number {
    const capped = ms > 0 ? Math.min(ms, this.#maxMs) : 0;
    this.#resumeAt = Math.max(this.#resumeAt, performance.now() + capped);
    return capped;
  }

  end(): void {
    this.#resumeAt = Number.NEGATIVE_INFINITY;
  }
}
