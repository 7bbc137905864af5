import { KommoError } from '../errors.js';
import type { InboundClock } from './clock.js';

/** Second argument of a listener. */
export interface ListenerContext {
  /** Is aborted when the time limit of the listener is over. Pass it to the calls that the listener makes. */
  readonly signal: AbortSignal;
  /** `id` of the delivery. Together with the type and id of the entity it tells a repetition from a new event. */
  readonly deliveryId: string;
}

/** A listener took longer than `listenerTimeoutMs`. The queue went on without it; the listener may still be running. */
export class ListenerTimeoutError extends KommoError {
  static override readonly kind: string = 'ListenerTimeoutError';
  override name = 'ListenerTimeoutError';
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`The listener did not end within ${timeoutMs} ms. Pass a longer listenerTimeoutMs, or 0 for no limit.`);
    this.timeoutMs = timeoutMs;
  }
}

/** Calls a listener and waits until it ends or its time is over. Rejects with its error or a ListenerTimeoutError. */
export async function callListener(
  listener: (context: ListenerContext) => unknown,
  deliveryId: string,
  { timeoutMs, clock }: { readonly timeoutMs: number; readonly clock: InboundClock },
): Promise<void> {
  const controller = new AbortController();
  const context = { signal: controller.signal, deliveryId };
  if (timeoutMs === 0) {
    await listener(context);
    return;
  }
  let cancel = (): void => {};
  const limit = new Promise<never>((_, reject) => {
    cancel = clock.after(timeoutMs, () => {
      const error = new ListenerTimeoutError(timeoutMs);
      reject(error);
      controller.abort(error);
    });
  });
  try {
    await Promise.race([(async () => listener(context))(), limit]);
  } finally {
    cancel();
  }
}
