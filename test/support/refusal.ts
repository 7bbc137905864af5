import { InputError } from '../../src/index.js';

/** The InputError that a call throws. Throws what it throws else, and where it throws nothing. */
export function refusal(call: () => unknown): InputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
