import { AbortError, TimeoutError } from '../errors.js';
import { onAbort } from './abort.js';
import { checkAmount } from './check.js';

/** One signal for a whole call, out of the caller's and the total timeout; its reason is the error to throw. */
export class CallSignal {
  readonly signal: AbortSignal | undefined;
  readonly #off: (() => void) | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer: AbortSignal | undefined, totalTimeoutMs: number, call: { method: string; path: string }) {
    const totalMs = checkAmount(totalTimeoutMs, 'totalTimeoutMs');
    if (!outer && totalMs <= 0) return;
    const controller = new AbortController();
    this.signal = controller.signal;
    const leave = (): void => controller.abort(new AbortError(outer?.reason));
    if (outer?.aborted) leave();
    else this.#off = onAbort(outer, leave);
    if (totalMs > 0) {
      const expire = (): void => {
        const { method, path } = call;
        controller.abort(new TimeoutError('total', totalMs, { method, path, maybeProcessed: true }));
      };
      this.#timer = setTimeout(expire, totalMs);
    }
  }

  /** Takes the listener and the timer away; signals that outlive many calls must not collect listeners. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#off?.();
  }
}
