import {
  AuthenticationError,
  BadRequestError,
  ForbiddenError,
  InputError,
  KommoApiError,
  KommoError,
  NotFoundError,
  PaymentRequiredError,
  ValidationError,
  type ValidationIssue,
} from '../errors.js';
import { PARTIAL } from '../http/client.js';
import { matched } from '../http/in-place.js';
import type { RequestOptions } from '../transport/options.js';
import { serializeBody } from '../transport/request.js';
import { isOutage, mayBeStored } from './outage.js';
import type { BulkJob, BulkOutcome } from './types.js';

/** An input and its place in the run. */
export interface Indexed<Input> {
  readonly index: number;
  readonly input: Input;
}

/** Result of a chunk. Kommo certainly did not store inputs without an outcome, and `fatal` or `outage` says why. */
export interface SettledChunk<Input, Result> {
  readonly outcomes: BulkOutcome<Input, Result>[];
  /** Every further call would meet this error. */
  readonly fatal?: unknown;
  /** Kommo is away. The inputs without an outcome can be sent again later. */
  readonly outage?: KommoError | undefined;
}

/**
 * Sends one chunk until each of its inputs has an outcome. Kommo stores all items of a call or none:
 * if it names the bad ones, the others are sent again without them. Otherwise the chunk is halved until the bad ones are found.
 */
export async function settleChunk<Input extends object, Result>(
  chunk: readonly Indexed<Input>[],
  job: BulkJob<Input, Result>,
  options: RequestOptions,
): Promise<SettledChunk<Input, Result>> {
  const outcomes: BulkOutcome<Input, Result>[] = [];
  let pending = chunk.filter((item) => {
    const error = inputError(item, job);
    if (error) outcomes.push({ ...item, status: 'failed', error, issues: [] });
    return !error;
  });
  while (pending.length > 0) {
    const from = seconds();
    try {
      const results = await job.send(pending.map(named), partial(options));
      outcomes.push(...match(pending, results, job, from));
      break;
    } catch (error) {
      if (isRefusal(error)) {
        const bad = refusedBy(error, pending.length);
        if (bad.size > 0) {
          outcomes.push(...[...bad].map(([at, issues]) => failed(pending[at] as Indexed<Input>, error, issues)));
          pending = pending.filter((_, at) => !bad.has(at));
          continue;
        }
        if (pending.length > 1) {
          const middle = Math.ceil(pending.length / 2);
          for (const half of [pending.slice(0, middle), pending.slice(middle)]) {
            const settled = await settleChunk(half, job, options);
            outcomes.push(...settled.outcomes);
            if (settled.fatal !== undefined || settled.outage) return { ...settled, outcomes };
          }
          break;
        }
      }
      // An error that is not ours says nothing about what was sent.
      if (!(error instanceof KommoError) || mayBeStored(error)) {
        const why = error instanceof KommoError ? error : new KommoError('The call failed.', { cause: error });
        const sentAt = { from, to: seconds() };
        outcomes.push(...pending.map((item) => ({ ...item, status: 'unknown', error: why, sentAt }) as const));
        return isFatal(error) ? { outcomes, fatal: error } : { outcomes };
      }
      if (isOutage(error)) return { outcomes, outage: error };
      // Refused for a reason that is not in the inputs: they were not stored, and a later run can send them.
      if (isFatal(error) && !job.isOwn?.(error)) return { outcomes, fatal: error };
      outcomes.push(...pending.map((item) => failed(item, error, [])));
      break;
    }
  }
  return { outcomes };
}

// The run finds the items that an answer leaves out by itself.
const partial = (options: RequestOptions): RequestOptions => ({ ...options, [PARTIAL]: true }) as RequestOptions;

const seconds = (): number => Math.floor(Date.now() / 1000);

const failed = <Input>(item: Indexed<Input>, error: KommoError, issues: readonly ValidationIssue[]) =>
  ({ ...item, status: 'failed', error, issues }) as const;

// The run's own name for an item is its place in the call; the caller's may not be unique.
const named = <Input extends object>({ input }: Indexed<Input>, at: number): Input => ({
  ...input,
  request_id: String(at),
});

// NaN if it is not a name that named() assigned.
const placeOf = (name: string): number => (/^\d{1,6}$/.test(name) ? Number(name) : Number.NaN);

function inputError<Input extends object, Result>(
  { input, index }: Indexed<Input>,
  job: BulkJob<Input, Result>,
): KommoError | undefined {
  try {
    job.check(input, `inputs.${index}`);
    serializeBody(input);
    return undefined;
  } catch (error) {
    return error instanceof KommoError ? error : unreadable(index, error);
  }
}

/** The error of an input that throws when it is read. */
export const unreadable = (index: number, cause: unknown): InputError =>
  Object.assign(new InputError(`inputs.${index}`, `can't be read: ${String(cause)}`), { cause });

// The items are to blame: one was refused, or there were too many.
const isRefusal = (error: unknown): error is KommoError =>
  error instanceof BadRequestError ||
  error instanceof InputError ||
  (error instanceof KommoApiError && error.status === 413);

function refusedBy(error: KommoError, sent: number): Map<number, ValidationIssue[]> {
  const bad = new Map<number, ValidationIssue[]>();
  if (!(error instanceof ValidationError)) return bad;
  for (const issue of error.validationErrors) {
    const at = placeOf(issue.requestId);
    if (at < sent) bad.set(at, [...(bad.get(at) ?? []), issue]);
  }
  return bad;
}

/** Gives each item its result. */
function match<Input extends object, Result>(
  pending: readonly Indexed<Input>[],
  results: readonly Result[],
  job: BulkJob<Input, Result>,
  from: number,
): BulkOutcome<Input, Result>[] {
  const found = matched(pending.length, results, (result) => job.answers(result)?.map(placeOf));
  return pending.map((item, at) => {
    const result = found[at];
    if (result !== undefined) return { ...item, status: job.verb, result: rename(result, item.input) };
    const error = new KommoError('Kommo accepted the call, but its answer does not name this item.');
    return { ...item, status: 'unknown', error, sentAt: { from, to: seconds() } };
  });
}

// The result shows the name that the caller gave, not the run's.
function rename<Result>(result: Result, input: object): Result {
  const { request_id, ...rest } = result as Result & { request_id?: unknown };
  if (request_id === undefined) return result;
  const own = (input as { request_id?: string }).request_id;
  return (own === undefined ? rest : { ...rest, request_id: own }) as Result;
}

/** Returns true if every further call would fail in the same way, because of the account, the token or the address and not the items. */
export function isFatal(error: unknown): boolean {
  if (error instanceof KommoApiError && !error.path.startsWith('/oauth2'))
    return [AuthenticationError, PaymentRequiredError, ForbiddenError, NotFoundError].some(
      (type) => error instanceof type,
    );
  return error instanceof KommoError && !(error instanceof InputError) && !isOutage(error);
}
