type Timer = ReturnType<typeof setTimeout> & { ref?(): unknown; unref?(): unknown };

// setTimeout fires at once beyond it.
const MAX_TIMEOUT_MS = 2_147_483_647;

/** Timers on the monotonic clock. They keep the process alive only while calls wait. */
export class Timers {
  readonly #timers = new Set<Timer>();
  #keepsAlive = false;

  /** Whether calls wait. */
  keepAlive(on: boolean): void {
    if (on === this.#keepsAlive) return;
    this.#keepsAlive = on;
    for (const timer of this.#timers) this.#apply(timer);
  }

  /** Calls back at that time of `performance.now()`, never earlier. Returns what takes the timer away. */
  at(time: number, then: () => void): () => void {
    let timer: Timer;
    const set = (): void => {
      timer = setTimeout(
        () => {
          this.#timers.delete(timer);
          // Timers may fire up to a millisecond early, and long ones are set in parts.
          if (performance.now() < time) set();
          else then();
        },
        Math.min(Math.ceil(time - performance.now()), MAX_TIMEOUT_MS),
      );
      this.#timers.add(timer);
      this.#apply(timer);
    };
    set();
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  #apply(timer: Timer): void {
    if (this.#keepsAlive) timer.ref?.();
    else timer.unref?.();
  }
}
