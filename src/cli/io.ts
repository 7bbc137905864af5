import type { KommoOptions } from '../transport/config.js';
import { harmless, type Output } from './terminal.js';

export type { Output };

/** What a command uses of the process. Tests pass their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that paths are relative to. */
  readonly cwd: string;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Aborts when the user interrupts the command. */
  readonly signal: AbortSignal;
  /** Default: the global one. */
  readonly fetch?: KommoOptions['fetch'];
  /** Asks the person at the terminal. Undefined if there is no terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Calls a listener on SIGHUP, with which operators ask a server to read its files again. */
  readonly onReload?: ((listener: () => void) => void) | undefined;
  /** Shows a page in the user's browser. */
  readonly open?: (url: string) => void;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean | undefined;
  readonly sandbox?: boolean | undefined;
}

/** Columns of the terminal, or of the variable COLUMNS. Undefined if the output is not a terminal. */
export function widthOf({ env, stdout }: Io): number | undefined {
  const asked = Number(env['COLUMNS']);
  // A terminal that does not know its size says 0.
  return asked > 0 ? asked : stdout.isTTY ? stdout.columns || undefined : undefined;
}

/** Writes a result: as JSON with `--json`, otherwise as text. */
export function report(io: Io, options: CommonOptions, result: object, text: string): void {
  io.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${harmless(text)}\n`);
}
