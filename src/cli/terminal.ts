/** A stream to write to. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

// All but tab and line feed that moves the cursor, changes colours or titles, or turns the direction of writing.
const COMMANDS = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text that a terminal shows and does not obey. Names in an account are written by strangers, and may contain commands for the terminal. */
export const harmless = (text: string): string => text.replace(COMMANDS, '\ufffd');

/** A stream that, if it is a terminal, gets only what a terminal shows. */
export function toTerminal(output: Output): Output {
  if (!output.isTTY) return output;
  return {
    isTTY: true,
    // A window can be resized.
    get columns() {
      return output.columns;
    },
    write: (text) => output.write(harmless(text)),
  };
}
