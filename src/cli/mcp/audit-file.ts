import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { AuditEvent } from '../../mcp/policy/decision.js';

/** A log of JSON lines. It is written at once, so that what a killed process did is in it. */
export class AuditFile {
  #file: number;
  #torn = false;

  /** Throws if the file can't be opened: a server that shall keep a log does not start without one. */
  constructor(readonly path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  write(event: AuditEvent): void {
    try {
      // After a write that failed halfway, the line begins on a line of its own.
      appendFileSync(this.#file, `${this.#torn ? '\n' : ''}${JSON.stringify(event)}\n`);
      this.#torn = false;
    } catch (error) {
      this.#torn = true;
      throw error;
    }
  }

  /** Opens the path again, after the file was moved away. If that fails, the old one stays open. */
  reopen(): void {
    const fresh = openSync(this.path, 'a', 0o600);
    closeSync(this.#file);
    this.#file = fresh;
    this.#torn = false;
  }

  close(): void {
    closeSync(this.#file);
  }
}
