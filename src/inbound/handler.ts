import type { DedupeOptions } from './dedupe.js';
import { memoryDedupe } from './dedupe.js';
import { type DeliveryQueue, memoryQueue, type ProcessDelivery } from './queue.js';
import {
  fromNode,
  fromRequest,
  type Incoming,
  type NodeRequest,
  type NodeResponse,
  type Outcome,
  toNode,
  toResponse,
} from './request.js';

/** What a platform that stops after the answer gives along: `ctx` of a worker, `c.executionCtx` of Hono. */
export interface WaitUntil {
  waitUntil(promise: Promise<unknown>): void;
}

/** How requests become deliveries. */
export interface IntakeConfig<D extends { readonly id: string }> {
  /** Reads and verifies a request; undefined where there is nothing in it. What it throws is refused. */
  readonly receive: (incoming: Incoming) => Promise<D | undefined>;
  /** The answer to what was thrown. */
  readonly refusalOf: (error: unknown) => Outcome;
  readonly process: ProcessDelivery<D>;
  readonly report: (error: unknown) => void;
  readonly queue?: DeliveryQueue<D> | undefined;
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Milliseconds until a request that isn't taken over yet is answered 503. */
  readonly ackTimeoutMs: number;
}

/** A handler for `fetch`-like servers and for Node. */
export interface IntakeHandler {
  web(request: Request, context?: WaitUntil): Promise<Response>;
  node(request: NodeRequest, response: NodeResponse): Promise<void>;
  drain(): Promise<void>;
}

const OK: Outcome = { status: 200, text: 'ok' };
const TRY_AGAIN: Outcome = { status: 503, text: 'try again' };
const TWO_HOURS = 2 * 60 * 60 * 1000;

/** Makes a handler that answers in time, hands each delivery to the queue once, and leaves the work for after the answer. */
export function createIntake<D extends { readonly id: string }>(config: IntakeConfig<D>): IntakeHandler {
  const { receive, refusalOf, report, process, ackTimeoutMs } = config;
  const queue: DeliveryQueue<D> = config.queue ?? memoryQueue();
  const dedupe = config.dedupe === false ? undefined : (config.dedupe ?? {});
  const seen = dedupe === undefined ? undefined : (dedupe.store ?? memoryDedupe(dedupe.maxEntries));
  const ttlMs = dedupe?.ttlMs ?? TWO_HOURS;

  async function accept(incoming: Incoming, late: Promise<Outcome>, context?: WaitUntil): Promise<Outcome> {
    const delivery = await receive(incoming);
    if (delivery === undefined) return OK;
    if (seen !== undefined && !(await seen.claim(delivery.id, ttlMs))) return { status: 200, text: 'seen before' };
    const outcome = await takeOver(delivery, late);
    if (outcome === OK && queue.drain !== undefined) context?.waitUntil(queue.drain());
    return outcome;
  }

  // What the queue did not take in time is no re-delivery when Kommo sends it again, unless the queue comes round after all.
  async function takeOver(delivery: D, late: Promise<Outcome>): Promise<Outcome> {
    const adding = (async () => queue.add(delivery, process))();
    try {
      const outcome = await Promise.race([adding.then(() => OK), late]);
      if (outcome === OK) return OK;
      adding.then(() => seen?.claim(delivery.id, ttlMs)).catch(report);
    } catch (error) {
      await seen?.release(delivery.id);
      throw error;
    }
    await seen?.release(delivery.id);
    return TRY_AGAIN;
  }

  async function handle(incoming: Incoming, context?: WaitUntil): Promise<Outcome> {
    const deadline = after(ackTimeoutMs, TRY_AGAIN);
    const accepted = accept(incoming, deadline.late, context).catch((error: unknown) => {
      report(error);
      return refusalOf(error);
    });
    try {
      return await Promise.race([accepted, deadline.late]);
    } finally {
      deadline.cancel();
    }
  }

  return {
    web: async (request, context) => toResponse(await handle(fromRequest(request), context)),
    node: async (request, response) => toNode(await handle(fromNode(request)), response),
    drain: async () => queue.drain?.(),
  };
}

function after<T>(ms: number, value: T): { late: Promise<T>; cancel: () => void } {
  let cancel = (): void => {};
  const late = new Promise<T>((resolve) => {
    const timer = setTimeout(() => resolve(value), ms);
    cancel = () => clearTimeout(timer);
  });
  return { late, cancel };
}
