import { DecodeError, InputError } from '../errors.js';
import type { Logger } from '../transport/logger.js';
import type { Answer, Mismatch } from '../validate/answers.js';

/** What to do with an answer that differs from the spec: nothing, a warning of the logger, or a `DecodeError`. */
export type ValidateMode = 'off' | 'warn' | 'throw';

/** An answer on its way to the caller. */
export interface CheckedAnswer extends Answer {
  /** Path that was asked for, without the query. */
  readonly path: string;
  readonly response: Response;
}

/** Holds an answer against the spec. Rejects if the mode is `throw` and the answer differs. */
export type AnswerCheck = (answer: CheckedAnswer) => Promise<void>;

/** The check that a client's option asks for; undefined if it is off. Throws InputError. */
export function answerCheck(mode: ValidateMode = 'off', logger: Logger | undefined): AnswerCheck | undefined {
  if (!['off', 'warn', 'throw'].includes(mode))
    throw new InputError('validate', `must be off, warn or throw, got "${String(mode)}"`);
  if (mode === 'off') return undefined;
  if (mode === 'warn' && !logger)
    throw new InputError('validate', 'is "warn" but nothing would be logged; pass logger, for example logger: console');
  const told = new Set<string>();
  const fitting = new Set<string>();
  return async (answer) => {
    // Loaded when first used: the schemas of all operations are the largest table there is.
    const { keyOf, mismatchesOf, sentenceOf } = await import('../validate/answers.js');
    // A new property breaks no reader, so it is never thrown.
    const found = mismatchesOf(answer, mode === 'throw' ? 'accept' : 'refuse', fitting);
    if (mode === 'throw' && found.length > 0) throw mismatch(answer, found, sentenceOf);
    for (const one of found) {
      if (told.has(keyOf(one))) continue;
      told.add(keyOf(one));
      logger?.warn('an answer differs from the spec', { ...one });
    }
  };
}

const SHOWN = 3;

function mismatch(
  answer: CheckedAnswer,
  found: readonly Mismatch[],
  sentenceOf: (one: Mismatch) => string,
): DecodeError {
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  const { status, method, path, response } = answer;
  return new DecodeError('unexpected', {
    status,
    method,
    path,
    contentType: response.headers.get('content-type') ?? undefined,
    // Never a value.
    bodyText: '',
    expected: `the spec says (${found.slice(0, SHOWN).map(sentenceOf).join('; ')}${more})`,
    response,
  });
}
