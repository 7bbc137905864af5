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
type Counter = 'attempts' | 'rateLimited' | 'failed';

/** Counts attempts in a ring of seconds, so that it costs the same however many there are. */
export class Meter {
  readonly #seconds = Array.from({ length: SECONDS }, () => ({ second: -1, attempts: 0, rateLimited: 0, failed: 0 }));
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
    const oldest = secondNow() - SECONDS;
    const lastMinute = { attempts: 0, rateLimited: 0, failed: 0 };
    for (const { second, attempts, rateLimited, failed } of this.#seconds) {
      if (second <= oldest) continue;
      lastMinute.attempts += attempts;
      lastMinute.rateLimited += rateLimited;
      lastMinute.failed += failed;
    }
    return { inFlight: this.#inFlight, lastMinute };
  }

  #count(what: Counter): void {
    const second = secondNow();
    const bucket = this.#seconds[second % SECONDS] as { second: number } & Record<Counter, number>;
    if (bucket.second !== second) Object.assign(bucket, { second, attempts: 0, rateLimited: 0, failed: 0 });
    bucket[what]++;
  }
}

const secondNow = (): number => Math.floor(performance.now() / 1000);
