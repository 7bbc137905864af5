/** A stream to write to. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

// All but tab and line feed that moves the cursor, changes colours or titles, or turns the direction of writing.
const COMMANDS = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text that a terminal only shows. Names in an account are written by strangers, and a terminal obeys what it is sent. */
export const harmless = (text: string): string => text.replace(COMMANDS, '\ufffd');

/** A stream that is sent only what a terminal shows, if it is one. */
export function toTerminal(output: Output): Output {
  if (!output.isTTY) return output;
  return { isTTY: true, write: (text) => output.write(harmless(text)) };
}
