import type { TracingChannel } from 'node:diagnostics_channel';

/** What subscribers of the tracing channels receive. It holds no query, body or token. */
export interface TraceContext {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Host of the account. */
  readonly host: string;
  /** Number of the attempt, from 1; only on attempts. */
  readonly attempt?: number | undefined;
  /** Status of the answer, once there is one. */
  status?: number | undefined;
  /** Why it failed; `diagnostics_channel` sets it. */
  error?: unknown;
}

type Channel = TracingChannel<unknown, TraceContext>;
type Diagnostics = { tracingChannel?: (name: string) => Channel };

// Read at the first call, so that the bundle names no module of Node. The edge runtime of Next.js refuses a build that reads
// this property as it loads, and throws if it is read later.
const diagnostics = (): Diagnostics | undefined => {
  if ('EdgeRuntime' in globalThis) return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => Diagnostics | undefined } };
  return process?.getBuiltinModule?.('node:diagnostics_channel');
};

/** Opens a channel when it is first needed. */
function lateChannel(name: string): () => Channel | undefined {
  let open: { readonly channel: Channel | undefined } | undefined;
  return () => {
    open ??= { channel: diagnostics()?.tracingChannel?.(name) };
    return open.channel;
  };
}

/** A whole call, retries and waits included. */
export const callChannel = lateChannel('kommo-sdk:call');
/** One request of an attempt, from its start (after the limiter) to the last byte of its answer. A 401 or a redirect may add one. */
export const attemptChannel = lateChannel('kommo-sdk:attempt');

/** Runs it, and reports it to the channel if the channel has subscribers. */
export function traced<T>(
  channelOf: () => Channel | undefined,
  contextOf: () => TraceContext,
  run: () => Promise<T>,
  statusOf: (value: T) => number,
): Promise<T> {
  const channel = channelOf();
  // In Node 20 a tracing channel has no `hasSubscribers` of its own.
  if (!channel || !PARTS.some((part) => channel[part].hasSubscribers)) return run();
  const context = contextOf();
  let value: T;
  // Subscribers do not get the answer, which belongs to the caller.
  return channel
    .tracePromise(async () => {
      value = await run();
      context.status = statusOf(value);
    }, context)
    .then(() => value);
}

const PARTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;

/** Figures of the requests of one client. */
export interface AttemptFigures {
  /** Requests sent and not answered yet. */
  readonly inFlight: number;
  /** Of the last 60 seconds. */
  readonly lastMinute: {
    /** Requests sent: each attempt (retries included), each resend after a 401, and each redirect that is followed. */
    readonly attempts: number;
    /** Answered with 429. */
    readonly rateLimited: number;
    /** Answered with 5xx, or not at all. */
    readonly failed: number;
  };
}

const SECONDS = 60;
type Counts = { -readonly [K in keyof AttemptFigures['lastMinute']]: number };

/** Counts requests by the second, so that it costs the same however many there are. */
export class AttemptStats {
  readonly #seconds = new Map<number, Counts>();
  #inFlight = 0;

  /** Counts a request that has just begun, and how it ends. */
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
