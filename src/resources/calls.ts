import { NotFoundError } from '../errors.js';
import type { ApiPromise } from '../http/api-promise.js';
import { isResult } from '../http/hal.js';
import { indexOf } from '../transport/api-error.js';
import type { RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import { isRecord } from '../util/is-record.js';
import { Resource } from './resource.js';
import type { Schema, Schemas } from './schemas.js';

/** A call to log. */
export interface CallCreate extends Schema<'CallCreate'> {}
/** A call that was logged: its note, and the card that holds the note. */
export interface CallCreated extends Schema<'CallCreated'> {}
/** What Kommo returns for a call whose number belongs to no card. The names are known from amoCRM only. */
export interface CallError extends Schema<'CallError'> {}

/** A call that was not logged. */
export interface CallRefusal {
  /** Index of the call in the input, if that is known. */
  readonly index: number | undefined;
  /** The call itself, if that is known. */
  readonly input: CallCreate | undefined;
  readonly error: CallError;
}

/** Results of several logged calls. */
export interface CallsCreated {
  readonly calls: CallCreated[];
  /** Calls whose number belongs to no card. */
  readonly refused: CallRefusal[];
}

type Answer = Partial<Schemas['CallCreateResponse']>;

const PATH = '/api/v4/calls';

/**
 * The log of calls. It only writes: read calls as notes of the types `call_in` and `call_out`.
 * @see https://developers.kommo.com/reference/calls
 */
export class Calls extends Resource {
  /**
   * Logs one call in the card that its number belongs to: the lead if one is open, else the contact or company.
   * @throws NotFoundError if no card has the number, ValidationError
   * @see https://developers.kommo.com/reference/calls
   */
  create(call: CallCreate, options?: RequestOptions): ApiPromise<CallCreated> {
    return this.http.send('POST', PATH, { body: [checkObject(call, 'call')], options }, one, expects);
  }

  /**
   * Logs up to 250 calls in one call. Calls whose number belongs to no card come back in `refused`. The others are logged.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/calls
   */
  createMany(calls: readonly CallCreate[], options?: RequestOptions): ApiPromise<CallsCreated> {
    const body = checkBatch(calls, 'calls');
    return this.http.send(
      'POST',
      PATH,
      { body, options },
      (answer) => ({
        calls: callsOf(answer),
        refused: errorsOf(answer).map((error) => {
          const index = indexOf(String(error.request_id), calls);
          return { index, input: index === undefined ? undefined : calls[index], error };
        }),
      }),
      expects,
    );
  }
}

// At least one call was logged or refused.
function expects(data: unknown): string | undefined {
  const { errors, _embedded } = isRecord(data) ? data : {};
  const calls = isRecord(_embedded) ? (_embedded['calls'] ?? []) : [];
  const isWhole = Array.isArray(calls) && calls.every((call) => isResult(call, { key: 'id' }, 'POST'));
  const told = isWhole ? [...calls, ...(Array.isArray(errors) ? errors : [])] : [];
  return told.length > 0 ? undefined : 'calls with ids, or errors';
}

const callsOf = (answer: Answer): CallCreated[] => answer._embedded?.calls ?? [];

const errorsOf = (answer: Answer): readonly CallError[] => answer.errors ?? [];

function one(answer: Answer, response: Response): CallCreated {
  const [call] = callsOf(answer);
  if (call) return call;
  const [error] = errorsOf(answer);
  const detail = error?.detail ?? error?.title ?? 'no card has this phone number';
  throw new NotFoundError({ status: response.status, method: 'POST', path: PATH, detail, body: answer, response });
}
