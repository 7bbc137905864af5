import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { Schema } from '../spec.js';
import type { XMcp } from './overlay.js';

/** Tokens of one tool in the list, at most. */
export const BUDGET = 200;
/** Output schemas list their properties as long as the tool stays below this. */
export const ROOMY = 150;

/** Counts the tokens of a tool in the list with an output schema, in the language that takes the most. */
export function sizeWith(
  { name, title, description }: XMcp,
  input: Schema,
  annotations: object,
): (output: Schema) => number {
  return (output) =>
    Math.max(
      ...(['en', 'pt', 'es'] as const).map((lang) => {
        const shown = { name, title: title[lang], description: description[lang], inputSchema: input };
        return encode(JSON.stringify({ ...shown, outputSchema: output, annotations })).length;
      }),
    );
}
