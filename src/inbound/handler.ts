import { InputError, KommoError } from '../errors.js';
import { checkAmount, checkCount, checkFunction, checkKeys } from '../util/check.js';
import { storeFailure } from '../util/store-failure.js';
import { type InboundClock, systemClock } from './clock.js';
import { type DedupeClaim, type DedupeOptions, LateBodies, memoryDedupe } from './dedupe.js';
import { type DeliveryQueue, memoryQueue, type ProcessDelivery } from './queue.js';
import {
  BodyGoneError,
  BodyTooLargeError,
  fromNode,
  fromRequest,
  type InboundRequest,
  type NodeRequest,
  type NodeResponse,
  type Reply,
  toNode,
  toResponse,
} from './request.js';

/** The context of a platform that stops after the answer: `ctx` of a worker, `c.executionCtx` of Hono. */
export interface WaitUntil {
  waitUntil(promise: Promise<unknown>): void;
}

/** A request that the handler did not accept. `onError` gets it, and Kommo gets `status`. */
export class Refusal extends KommoError {
  static override readonly kind: string = 'Refusal';
  override name = 'Refusal';
  /** Status of the answer: 400, 401, 403, 405, 413 or 503. Kommo tries again after all of them. */
  readonly status: number;

  constructor(status: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.status = status;
  }
}

/** A request that was read and verified. */
export interface Received<D> {
  readonly delivery: D;
  /** The same for each attempt of Kommo to deliver the event. Undefined if the request has no id. */
  readonly key: string | undefined;
  /** Hash of the body. */
  readonly body: string;
}

/** How requests become deliveries. */
export interface InboxConfig<D> {
  /** Reads and verifies a request. Undefined if it holds no event. What it throws is refused. */
  readonly receive: (request: InboundRequest) => Promise<Received<D> | undefined>;
  /** Status for an error of `receive`; undefined for errors that the inbox knows itself. */
  readonly statusOf: (error: unknown) => number | undefined;
  readonly process: ProcessDelivery<D>;
  /** Gets refusals and what fails after the answer. Must not throw. */
  readonly report: (error: unknown) => void;
  readonly queue?: DeliveryQueue<D> | undefined;
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Milliseconds until a request whose delivery the queue did not take is answered 503. */
  readonly ackTimeoutMs: number;
  readonly clock?: InboundClock | undefined;
}

/** A handler for `fetch`-like servers and for Node. */
export interface Inbox {
  web(request: Request, context?: unknown): Promise<Response>;
  node(request: NodeRequest, response: NodeResponse): Promise<void>;
  drain(timeoutMs?: number): Promise<boolean>;
}

const OK: Reply = { status: 200, text: 'ok' };
const SEEN: Reply = { status: 200, text: 'seen before' };
const TRY_AGAIN: Reply = { status: 503, text: 'try again' };
const TWO_HOURS = 2 * 60 * 60 * 1000;

/** Creates a handler that answers in time, hands each delivery to the queue, and leaves the work for after the answer. */
export function createInbox<D>(config: InboxConfig<D>): Inbox {
  const { receive, report, process, clock = systemClock } = config;
  const ackTimeoutMs = checkAmount(config.ackTimeoutMs, 'ackTimeoutMs');
  const queue: DeliveryQueue<D> = config.queue ?? memoryQueue();
  checkMethods(queue, 'queue', ['add']);
  checkMethods(clock, 'clock', ['now', 'after']);
  const repeats = config.dedupe === false ? undefined : new Repeats(config.dedupe ?? {}, clock);

  async function accept(request: InboundRequest, deadline: Deadline, context: unknown): Promise<Reply> {
    const received = await receive(request);
    if (received === undefined) return OK;
    const known = deadline.passed ? 'leased' : ((await repeats?.claim(received)) ?? 'new');
    if (known === 'done') return SEEN;
    // Kommo must not take it for delivered before it is.
    if (known === 'leased') throw new Refusal(503, 'Another request is handing over the same delivery.');
    if (deadline.passed) {
      // The answer has left, so Kommo sends it again. Nothing may be taken twice.
      await repeats?.release(received);
      return TRY_AGAIN;
    }
    if (!(await handOver(received, deadline))) return TRY_AGAIN;
    waitFor(queue, context);
    return OK;
  }

  async function handOver(received: Received<D>, deadline: Deadline): Promise<boolean> {
    const adding = fromOutside('The queue', async () => queue.add(received.delivery, process));
    const settled = adding.then(
      async () => {
        // The queue has the delivery whatever the store says, so a failure here is no reason to send it again.
        await Promise.race([repeats?.confirm(received).catch(report), deadline.late]);
        return true;
      },
      async (error: unknown) => {
        await repeats?.release(received).catch(report);
        throw error;
      },
    );
    const took = await Promise.race([settled, deadline.late.then(() => false)]);
    // The 503 was reported, so an error that comes later is not reported again.
    settled.catch(() => {});
    if (deadline.passed) repeats?.late(received, took);
    return took;
  }

  async function handle(wrap: () => InboundRequest, context?: unknown): Promise<Reply> {
    const deadline = new Deadline(ackTimeoutMs, clock);
    const accepted = (async () => accept(wrap(), deadline, context))().catch((error: unknown) => {
      const refusal = refusalOf(error, config.statusOf);
      // One refused request is one report.
      if (!deadline.passed) report(refusal);
      return replyTo(refusal);
    });
    const late = deadline.late.then(() => {
      const reason = `The delivery was not taken within ${ackTimeoutMs} ms (ackTimeoutMs): its body or the queue was slow.`;
      report(new Refusal(503, reason));
      return TRY_AGAIN;
    });
    try {
      return await Promise.race([accepted, late]);
    } finally {
      deadline.cancel();
    }
  }

  function waitFor({ drain }: DeliveryQueue<D>, context: unknown): void {
    // Next.js, Deno and Bun pass a second argument without waitUntil.
    const { waitUntil } = (context ?? {}) as Partial<WaitUntil>;
    if (drain === undefined || typeof waitUntil !== 'function') return;
    try {
      waitUntil.call(context, drain.call(queue));
    } catch (error) {
      report(error);
    }
  }

  return {
    web: async (request, context) => toResponse(await handle(() => fromRequest(request), context)),
    node: async (request, response) => toNode(await handle(() => fromNode(request)), response),
    drain: (timeoutMs) => drained(queue, timeoutMs, clock),
  };
}

function checkMethods(value: object, field: string, names: readonly string[]): void {
  for (const name of names) checkFunction((value as Record<string, unknown>)[name], `${field}.${name}`);
}

const STORE = 'The dedupe store';
const DEDUPE_OPTIONS = ['ttlMs', 'leaseMs', 'maxEntries', 'store'];

/**
 * Calls code of the user. Of what it throws, the name and the code are kept: drivers attach what they were given, and a delivery of a
 * salesbot holds a token.
 */
async function fromOutside<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof KommoError) throw error;
    const cause = storeFailure(error);
    throw new KommoError(`${what} failed (${cause.name}: ${cause.message}).`, { cause });
  }
}

/** Which deliveries were seen before: by their key in the store, else by their body after a late answer. */
class Repeats {
  readonly #store: NonNullable<DedupeOptions['store']>;
  readonly #late: LateBodies;
  readonly #ttlMs: number;
  readonly #leaseMs: number;

  constructor(options: DedupeOptions, clock: InboundClock) {
    checkKeys(options, 'dedupe', DEDUPE_OPTIONS);
    const { store, maxEntries, ttlMs = TWO_HOURS, leaseMs = 60_000 } = withoutNull(options, DEDUPE_OPTIONS);
    checkCount(maxEntries ?? 1, 'dedupe.maxEntries');
    if (store !== undefined) checkMethods(store, 'dedupe.store', ['claim', 'release']);
    this.#store = store ?? memoryDedupe(maxEntries, clock.now);
    this.#late = new LateBodies(clock, maxEntries);
    this.#ttlMs = checkAmount(ttlMs, 'dedupe.ttlMs');
    this.#leaseMs = checkAmount(leaseMs, 'dedupe.leaseMs');
  }

  async claim({ key, body }: Received<unknown>): Promise<DedupeClaim> {
    if (key === undefined) return this.#late.look(body);
    const claim = await fromOutside(STORE, async () => this.#store.claim(key, this.#leaseMs));
    if (typeof claim === 'boolean') return claim ? 'new' : 'leased';
    if (claim === 'new' || claim === 'leased' || claim === 'done') return claim;
    // The answer of a driver ("OK", null, 1) would let every repetition through.
    throw new InputError('dedupe.store.claim', 'must return "new", "leased", "done", true or false');
  }

  /** The queue took it. */
  async confirm({ key, body }: Received<unknown>): Promise<void> {
    if (key === undefined) this.#late.settle(body, true);
    else await fromOutside(STORE, async () => this.#store.confirm?.(key, this.#ttlMs));
  }

  /** The queue did not take it. */
  async release({ key, body }: Received<unknown>): Promise<void> {
    if (key === undefined) this.#late.settle(body, false);
    else await fromOutside(STORE, async () => this.#store.release(key));
  }

  /** It was answered 503 although the queue took it or may still take it. */
  late({ key, body }: Received<unknown>, taken: boolean): void {
    if (key !== undefined) return;
    this.#late.note(body);
    if (taken) this.#late.settle(body, true);
  }
}

/** The moment at which a request must be answered. */
class Deadline {
  readonly late: Promise<void>;
  readonly cancel: () => void;
  passed = false;

  constructor(ms: number, clock: InboundClock) {
    let cancel = (): void => {};
    this.late = new Promise((resolve) => {
      cancel = clock.after(ms, () => {
        this.passed = true;
        resolve();
      });
    });
    this.cancel = cancel;
  }
}

async function drained<D>(
  queue: DeliveryQueue<D>,
  timeoutMs: number | undefined,
  clock: InboundClock,
): Promise<boolean> {
  const done = (async () => queue.drain?.())().then(() => true);
  if (timeoutMs === undefined) return done;
  const deadline = new Deadline(checkAmount(timeoutMs, 'timeoutMs'), clock);
  try {
    return await Promise.race([done, deadline.late.then(() => false)]);
  } finally {
    deadline.cancel();
  }
}

function refusalOf(error: unknown, statusOf: (error: unknown) => number | undefined): Refusal {
  if (error instanceof Refusal) return error;
  const status = statusOf(error) ?? (error instanceof BodyTooLargeError ? 413 : 503);
  return new Refusal(status, error instanceof Error ? error.message : String(error), { cause: error });
}

const TEXTS: { readonly [status: number]: string } = { 400: 'unreadable', 413: 'too large', 503: 'try again' };

// The reason stays here: the sender of the request need not know it. That the body is gone is the fault of this server alone.
function replyTo({ status, message, cause }: Refusal): Reply {
  return { status, text: cause instanceof BodyGoneError ? message : (TEXTS[status] ?? 'refused') };
}

/** Wraps an error handler of the caller, so that its own failure does not undo what it reports on. */
export function neverThrows<A extends unknown[]>(handler: (...args: A) => unknown): (...args: A) => void {
  checkFunction(handler, 'onError');
  const complain = (failure: unknown): void => console.error('kommo-sdk: onError of a webhook handler threw', failure);
  return (...args) => {
    try {
      // A handler may be async all the same.
      const result = handler(...args);
      if (result instanceof Promise) result.catch(complain);
    } catch (failure) {
      complain(failure);
    }
  };
}

/** A refusal as one line of a log, without control characters that its sender may have chosen. */
export function logLine(what: string, error: unknown): string {
  const { status, message } = error as Partial<Refusal>;
  const reason = (message ?? String(error)).replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, 500);
  return `kommo-sdk: ${what}${status === undefined ? '' : ` (${status})`}: ${reason}`;
}

/** Options in which null means the same as undefined. An option that is there but empty stays there. */
export function withoutNull<T extends object>(options: T, names: readonly string[]): T {
  const present = (names as readonly (keyof T)[]).filter((name) => name in options);
  return Object.fromEntries(present.map((name) => [name, options[name] ?? undefined])) as T;
}

/**
 * Creates the check of options that come from the environment. An option that is there but empty is an unset variable: a module
 * must survive a build without secrets, so the first request is refused instead. Throws Refusal.
 */
export function environmentCheck(options: object, variables: { readonly [option: string]: string }): () => void {
  const unset = Object.entries(variables).find(([option]) => {
    const value = (options as { readonly [key: string]: unknown })[option];
    return option in options && (value === undefined || value === null || value === '');
  });
  return () => {
    if (unset === undefined) return;
    const [option, variable] = unset;
    throw new Refusal(
      503,
      `${variable} is not set, so the option ${option} is empty. Set it, or leave the option out.`,
    );
  };
}
