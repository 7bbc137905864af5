import {
  AbortError,
  AuthenticationError,
  BadRequestError,
  ConnectionError,
  DecodeError,
  ForbiddenError,
  InputError,
  KommoError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
  ValidationError,
  type ValidationIssue,
} from '../errors.js';
import { serializeBody } from '../transport/body.js';
import type { RequestOptions } from '../transport/request-options.js';
import type { BulkJob, BulkOutcome } from './types.js';

/** An input and its place in the run. */
export interface Indexed<Input> {
  readonly index: number;
  readonly input: Input;
}

/** What became of a chunk, and the error that makes further chunks pointless, if there was one. */
export interface SettledChunk<Input, Result> {
  readonly outcomes: BulkOutcome<Input, Result>[];
  readonly fatal?: unknown;
}

/**
 * Sends one chunk until each of its inputs has an outcome. Kommo takes all items of a call or none:
 * where it names the bad ones, the others are sent again without them; where it names none, the chunk is halved until they are found.
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
      const results = await job.send(pending.map(named), options);
      outcomes.push(...match(pending, results, job, from));
      break;
    } catch (thrown) {
      const error = thrown as KommoError;
      if (error instanceof BadRequestError) {
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
            if (settled.fatal !== undefined) return { outcomes, fatal: settled.fatal };
          }
          break;
        }
      }
      const sentAt = { from, to: seconds() };
      const unknown = mayBeStored(error);
      for (const item of pending)
        outcomes.push(unknown ? { ...item, status: 'unknown', error, sentAt } : failed(item, error, []));
      return isFatal(error) && !job.isOwn?.(error) ? { outcomes, fatal: error } : { outcomes };
    }
  }
  return { outcomes };
}

const seconds = (): number => Math.floor(Date.now() / 1000);

const failed = <Input>(item: Indexed<Input>, error: KommoError, issues: readonly ValidationIssue[]) =>
  ({ ...item, status: 'failed', error, issues }) as const;

// The run's own name for an item is its place in the call; the caller's may not be unique.
const named = <Input extends object>({ input }: Indexed<Input>, at: number): Input => ({
  ...input,
  request_id: String(at),
});

function inputError<Input extends object, Result>(
  { input, index }: Indexed<Input>,
  job: BulkJob<Input, Result>,
): InputError | undefined {
  try {
    job.check(input, `inputs.${index}`);
    serializeBody(input);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function refusedBy(error: BadRequestError, sent: number): Map<number, ValidationIssue[]> {
  const bad = new Map<number, ValidationIssue[]>();
  if (!(error instanceof ValidationError)) return bad;
  for (const issue of error.validationErrors) {
    // The name that named() gave.
    const at = /^\d+$/.test(issue.requestId) ? Number(issue.requestId) : Number.NaN;
    if (at < sent) bad.set(at, [...(bad.get(at) ?? []), issue]);
  }
  return bad;
}

function match<Input extends object, Result>(
  pending: readonly Indexed<Input>[],
  results: readonly Result[],
  job: BulkJob<Input, Result>,
  from: number,
): BulkOutcome<Input, Result>[] {
  const byName = new Map<string, Result>();
  results.forEach((result, at) => {
    for (const name of job.answers(result) ?? [String(at)]) byName.set(name, result);
  });
  return pending.map((item, at) => {
    const result = byName.get(String(at));
    if (result !== undefined) return { ...item, status: job.verb, result: rename(result, item.input) };
    const error = new KommoError('Kommo took the call and did not name this item in its answer');
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

function mayBeStored(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.maybeProcessed;
  // An abort in the queue has sent nothing, but from here that can't be told from one in flight.
  return error instanceof ServerError || error instanceof DecodeError || error instanceof AbortError;
}

/** Whether every further call would meet it too. */
export function isFatal(error: unknown): boolean {
  return [AbortError, AuthenticationError, PaymentRequiredError, ForbiddenError, NotFoundError, RateLimitError].some(
    (type) => error instanceof type,
  );
}
