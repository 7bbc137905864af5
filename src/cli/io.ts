import type { KommoOptions } from '../transport/config.js';
import { harmless, type Output } from './terminal.js';

export type { Output };

/** What the commands see of the world; tests give their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that paths are relative to. */
  readonly cwd: string;
  /** Moment that counts as now, in milliseconds. */
  readonly now: () => number;
  /** Aborted when the user has had enough. */
  readonly signal: AbortSignal;
  /** Default: the global one. */
  readonly fetch?: KommoOptions['fetch'];
  /** Asks the person at the terminal; missing if there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Calls a listener on SIGHUP, by which operators ask to read files again. */
  readonly onReload?: ((listener: () => void) => void) | undefined;
  /** Shows a page in the user's browser. */
  readonly open?: (url: string) => void;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean | undefined;
  readonly sandbox?: boolean | undefined;
}

/** Writes a result: as JSON where that was asked for, else as text. */
export function report(io: Io, options: CommonOptions, result: object, text: string): void {
  io.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${harmless(text)}\n`);
}
