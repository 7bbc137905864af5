import { KommoError } from '../errors.js';

/** Works off one delivery: calls the listeners of its events. Never rejects. */
export type ProcessDelivery<D> = (delivery: D) => Promise<void>;

/**
 * Where deliveries wait after Kommo got its answer. A queue of your own may write the delivery, which is plain JSON, to a durable
 * store, ignore `process`, and have its worker call `handler.process(delivery)`.
 */
export interface DeliveryQueue<D> {
  /** Takes a delivery over. Kommo gets its 200 once this is done; if it throws or is late, a 503, and may try again. */
  add(delivery: D, process: ProcessDelivery<D>): void | Promise<void>;
  /** Settles when nothing is waiting or under way. */
  drain?(): Promise<void>;
}

/** A queue that is full refused a delivery. */
export class QueueFullError extends KommoError {
  override name = 'QueueFullError';
}

/** How the queue in memory works. */
export interface MemoryQueueOptions {
  /** Deliveries worked off at the same time. Default 1, which keeps the order of arrival. */
  readonly concurrency?: number | undefined;
  /** Deliveries that may wait; further ones get a 503. Default 1000. */
  readonly maxPending?: number | undefined;
}

/** A queue in memory. What waits in it is lost when the process ends, so `await handler.drain()` before. */
export interface MemoryQueue {
  add<D>(delivery: D, process: ProcessDelivery<D>): void;
  drain(): Promise<void>;
}

/** Makes a queue in memory. */
export function memoryQueue({ concurrency = 1, maxPending = 1000 }: MemoryQueueOptions = {}): MemoryQueue {
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
      if (waiting.length >= maxPending) throw new QueueFullError(`${maxPending} deliveries are waiting already`);
      waiting.push(() => process(delivery));
      // In a later turn, so that the answer leaves before a listener can take the thread.
      setTimeout(next, 0);
    },
    drain() {
      if (running === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}
