/** Time, as the inbox sees it. Tests pass their own. */
export interface InboundClock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls back after some milliseconds. Returns a function that cancels the call. */
  after(ms: number, callback: () => void): () => void;
}

/** The clock of the process. It does not follow a system clock that is set back. */
export const systemClock: InboundClock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
