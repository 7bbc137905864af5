const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;

/** Upper end of the wait after the given attempt (1, 2 ...), in ms. */
export const backoffMs = (attempt: number): number => Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempt - 1));

/** Milliseconds to hold the queue after a 429 that does not say how long. Doubles with each attempt, and never under a second. */
export const pauseAfter429 = (attempt: number): number =>
  Math.max(1_000, backoffMs(attempt + 1) * (0.5 + Math.random() / 2));
