/** Figures of the attempts of one client. */
export interface AttemptFigures {
  /** Attempts sent and not answered yet. */
  readonly inFlight: number;
  /** Of the last 60 seconds. */
  readonly lastMinute: {
    /** Attempts sent, retries included. */
    readonly attempts: number;
    /** Answered with 429. */
    readonly rateLimited: number;
    /** Answered with 5xx, or not at all. */
    readonly failed: number;
  };
}

const SECONDS = 60;
type Counts = { -readonly [K in keyof AttemptFigures['lastMinute']]: number };

/** Counts attempts by the second, so that it costs the same however many there are. */
export class AttemptStats {
  readonly #seconds = new Map<number, Counts>();
  #inFlight = 0;

  /** Counts an attempt that has just begun, and how it ends. */
  async measured<T>(attempt: Promise<T>, statusOf: (value: T) => number): Promise<T> {
    this.#inFlight++;
    this.#count('attempts');
    let status: number | undefined;
    try {
      const value = await attempt;
      status = statusOf(value);
      return value;
    } finally {
      this.#end(status);
    }
  }

  #end(status: number | undefined): void {
    this.#inFlight--;
    if (status === 429) this.#count('rateLimited');
    else if (status === undefined || status >= 500) this.#count('failed');
  }

  figures(): AttemptFigures {
    this.#forget();
    const lastMinute = none();
    for (const counts of this.#seconds.values()) {
      for (const what of Object.keys(counts) as (keyof Counts)[]) lastMinute[what] += counts[what];
    }
    return { inFlight: this.#inFlight, lastMinute };
  }

  #count(what: keyof Counts): void {
    const second = secondNow();
    const counts = this.#seconds.get(second) ?? none();
    counts[what]++;
    if (this.#seconds.has(second)) return;
    this.#forget();
    this.#seconds.set(second, counts);
  }

  #forget(): void {
    const oldest = secondNow() - SECONDS;
    for (const second of this.#seconds.keys()) if (second <= oldest) this.#seconds.delete(second);
  }
}

const none = (): Counts => ({ attempts: 0, rateLimited: 0, failed: 0 });

const secondNow = (): number => Math.floor(performance.now() / 1000);
