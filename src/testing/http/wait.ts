/** Waits, or rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

// Kept from before a test replaces the timers.
const { setImmediate: immediate, setTimeout: timeout } = globalThis as {
  setImmediate?: (then: () => void) => void;
} & typeof globalThis;

/**
 * Lets the event loop turn once, as every real exchange does. A client that streams from a `fetch` which never does so runs in
 * microtasks alone, and what signals and requests refer to weakly is then kept to the end of the stream (460 kB a page).
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => (immediate ? immediate(resolve) : timeout(resolve, 0)));
}
