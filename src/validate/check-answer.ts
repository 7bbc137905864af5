import { DecodeError } from '../errors.js';
import { type Answer, keyOf, type Mismatch, mismatchesOf, sentenceOf } from './answers.js';

/** An answer on its way to the caller. */
export interface CheckedAnswer extends Answer {
  /** Path that was asked for, without the query. */
  readonly path: string;
  readonly response: Response;
}

/** Refuses answers that differ from the spec. A new property breaks no reader, so it passes. */
export function refuser(): (answer: CheckedAnswer) => void {
  const fitting = new Set<string>();
  return (answer) => {
    const found = mismatchesOf(answer, 'accept', fitting);
    if (found.length > 0) throw mismatchError(answer, found);
  };
}

/** Reports each way in which answers differ from the spec, once. */
export function reporter(report: (mismatch: Mismatch) => void): (answer: CheckedAnswer) => void {
  const reported = new Set<string>();
  const fitting = new Set<string>();
  return (answer) => {
    for (const mismatch of mismatchesOf(answer, 'refuse', fitting)) {
      if (reported.has(keyOf(mismatch))) continue;
      reported.add(keyOf(mismatch));
      report(mismatch);
    }
  };
}

const SHOWN = 3;

function mismatchError(answer: CheckedAnswer, found: readonly Mismatch[]): DecodeError {
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
