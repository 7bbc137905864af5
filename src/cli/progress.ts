import type { Io } from './io.js';

/** A line on the terminal that shows how far a read is. It writes nothing if there is no terminal. */
export class Progress {
  readonly #io: Io;
  readonly #what: string;
  readonly #started: number;
  #drawn = 0;

  constructor(io: Io, what: string) {
    this.#io = io;
    this.#what = what;
    this.#started = io.now();
  }

  /** Draws the line, at most ten times a second. */
  update(done: number, total?: number): void {
    const now = this.#io.now();
    if (!this.#io.stderr.isTTY || now - this.#drawn < 100) return;
    this.#drawn = now;
    const rate = Math.round((done / Math.max(now - this.#started, 1)) * 1000);
    const bar = total ? `${meter(done / total)} ${done} of ${total}` : `${done}`;
    this.#io.stderr.write(`\r\u001b[K${this.#what} ${bar}, ${rate} a second`);
  }

  /** Removes the line. */
  end(): void {
    if (this.#io.stderr.isTTY && this.#drawn > 0) this.#io.stderr.write('\r\u001b[K');
  }
}

function meter(share: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * 24);
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)}`;
}
