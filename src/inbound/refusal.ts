import { BodyTooLargeError, type Outcome } from './request.js';

/** A request that must not be taken; `status` is the answer. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** The answer to a refusal. The reason stays here: whoever sent the request need not know it. */
export function refusalOf(error: unknown): Outcome {
  if (error instanceof Refusal) return { status: error.status, text: 'refused' };
  if (error instanceof BodyTooLargeError) return { status: 413, text: 'too large' };
  return { status: 503, text: 'try again' };
}
