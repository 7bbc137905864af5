import { KommoError } from '../errors.js';
import { checkCount, checkKeys } from '../util/check.js';

/** Handles one delivery: calls the listeners of its events. Never rejects. */
export type ProcessDelivery<D> = (delivery: D) => Promise<void>;

/**
 * Where deliveries wait after Kommo got its answer. A queue of your own can write the delivery, which is plain JSON, to a durable
 * store, ignore `process`, and have its worker call `handler.process(delivery)`.
 */
export interface DeliveryQueue<D> {
  /**
   * Stores a delivery. Kommo gets its 200 afterwards. If it throws or is late, Kommo gets a 503 and tries again. `onError` gets the name and
   * the code of the error, or a KommoError unchanged.
   */
  add(delivery: D, process: ProcessDelivery<D>): void | Promise<void>;
  /** Resolves when no delivery is waiting or in progress. */
  drain?(): Promise<void>;
}

/** The queue is full and refused a delivery. */
export class QueueFullError extends KommoError {
  static override readonly kind: string = 'QueueFullError';
  override name = 'QueueFullError';
}

/** How the queue in memory works. */
export interface MemoryQueueOptions {
  /** Number of deliveries in progress at the same time. Default 1, which keeps the order of arrival. */
  readonly concurrency?: number | undefined;
  /** Maximum number of deliveries that wait. Further ones get a 503. Default 1000. */
  readonly maxPending?: number | undefined;
}

/** A queue in memory. Deliveries that wait in it are lost when the process ends, so `await handler.drain()` first. */
export interface MemoryQueue {
  add<D>(delivery: D, process: ProcessDelivery<D>): void;
  drain(): Promise<void>;
}

/** Creates a queue in memory. */
export function memoryQueue(options: MemoryQueueOptions = {}): MemoryQueue {
  checkKeys(options, 'options', ['concurrency', 'maxPending']);
  // Nothing would ever be handled with 0 or NaN.
  const concurrency = checkCount(options.concurrency ?? 1, 'concurrency');
  const maxPending =
    options.maxPending === Number.POSITIVE_INFINITY
      ? options.maxPending
      : checkCount(options.maxPending ?? 1000, 'maxPending');
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let idle: (() => void)[] = [];

  const next = (): void => {
    while (running < concurrency) {
      const job = waiting.shift();
      if (job === undefined) break;
      running += 1;
      void job().then(done, done);
    }
  };
  const done = (): void => {
    running -= 1;
    next();
    if (running > 0 || waiting.length > 0) return;
    for (const settle of idle) settle();
    idle = [];
  };

  return {
    add(delivery, process) {
      if (waiting.length >= maxPending) throw new QueueFullError(`The queue is full: ${maxPending} deliveries wait.`);
      waiting.push(async () => process(delivery));
      // In a later turn, so that the answer leaves before a listener can block the thread.
      setTimeout(next, 0);
    },
    drain() {
      if (running === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}
