import { AbortError, InputError, TimeoutError } from '../errors.js';
import { checkAmount } from './check.js';

type Listener = () => void;

// One listener per signal however many calls share it: Node warns beyond ten, and a signal may outlive thousands of calls.
const hubs = new WeakMap<AbortSignal, Set<Listener>>();

/** Calls back once when the signal is aborted. Returns a function that removes the callback. */
export function onAbort(signal: AbortSignal | undefined, listener: Listener): () => void {
  if (!signal) return () => {};
  const listeners = hubs.get(signal) ?? openHub(signal);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function openHub(signal: AbortSignal): Set<Listener> {
  if (typeof signal.addEventListener !== 'function') throw new InputError('signal', 'must be an AbortSignal');
  const listeners = new Set<Listener>();
  const run = (): void => {
    for (const listener of [...listeners]) listener();
    listeners.clear();
  };
  hubs.set(signal, listeners);
  signal.addEventListener('abort', run, { once: true });
  return listeners;
}

/** Settles with the promise, or rejects with the signal's reason as soon as it is aborted. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const off = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(off);
  });
}

/** Waits, unless the signal is aborted first; then rejects with its reason. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const off = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal?.reason);
    });
    const timer = setTimeout(() => {
      off();
      resolve();
    }, ms);
  });
}

/** Runs a job under a signal that is aborted with the first of two; leaves no listener behind. */
export async function withSignal<T>(
  outer: AbortSignal | undefined,
  inner: AbortSignal,
  job: (both: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!outer) return job(inner);
  const controller = new AbortController();
  const offs = [outer, inner].map((signal) => onAbort(signal, () => controller.abort(signal.reason)));
  const gone = [outer, inner].find((signal) => signal.aborted);
  if (gone) controller.abort(gone.reason);
  try {
    return await job(controller.signal);
  } finally {
    for (const off of offs) off();
  }
}

/** One signal for a whole call, out of the caller's and the total timeout; its reason is the error to throw. */
export class CallSignal {
  readonly signal: AbortSignal | undefined;
  readonly #off: (() => void) | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    outer: AbortSignal | undefined,
    totalTimeoutMs: number,
    call: { method: string; path: string; progress: { maybeProcessed: boolean } },
  ) {
    const totalMs = checkAmount(totalTimeoutMs, 'totalTimeoutMs');
    if (!outer && totalMs <= 0) return;
    const controller = new AbortController();
    this.signal = controller.signal;
    const leave = (): void => controller.abort(new AbortError(outer?.reason, call.progress.maybeProcessed));
    if (outer?.aborted) leave();
    else this.#off = onAbort(outer, leave);
    if (totalMs > 0) {
      const expire = (): void => {
        const { method, path, progress } = call;
        controller.abort(new TimeoutError('total', totalMs, { method, path, maybeProcessed: progress.maybeProcessed }));
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
