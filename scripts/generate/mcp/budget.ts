import type { Schema } from '../spec.js';
import type { XMcp } from './overlay.js';

/** Characters of one tool in the list; 200 tokens at 4 characters each, with some room. */
export const BUDGET = 796;

/** Tells how many characters a tool takes in the list with an output schema, in the language that takes the most. */
export function sizeWith(
  { name, title, description }: XMcp,
  input: Schema,
  annotations: object,
): (output: Schema) => number {
  return (output) =>
    Math.max(
      ...(['en', 'pt', 'es'] as const).map(
        (lang) =>
          JSON.stringify({
            name,
            title: title[lang],
            description: description[lang],
            inputSchema: input,
            outputSchema: output,
            annotations,
          }).length,
      ),
    );
}
