/** A clock that jumps to the next event when nothing is left to do, and a limit and a latency that follow it. */
export class SimulatedClock {
  #now = 0;
  #events: { readonly at: number; readonly run: () => void }[] = [];
  /** Turns of the last second, in milliseconds. */
  readonly #turns: number[] = [];

  get now(): number {
    return this.#now;
  }

  wait(ms: number): Promise<void> {
    return new Promise((run) => {
      this.#events.push({ at: this.#now + ms, run });
    });
  }

  /** Waits for a turn: at most `limit` in any second, first come, first served. */
  turn(limit: number): Promise<void> {
    const last = this.#turns.at(-limit);
    const at = Math.max(this.#now, last === undefined ? 0 : last + 1000);
    this.#turns.push(at);
    return this.wait(at - this.#now);
  }

  /** Runs until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const settle = (): void => {
      isDone = true;
    };
    work.then(settle, settle);
    for (;;) {
      // What the last event has started comes to a standstill first.
      for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return work;
      this.#events.sort((a, b) => a.at - b.at);
      const next = this.#events.shift();
      if (!next) throw new Error('the work waits for something that is not simulated');
      this.#now = next.at;
      next.run();
    }
  }
}
