import { KommoError, type ValidationIssue } from '../errors.js';
import type { RequestOptions } from './request-options.js';

/** What became of one input. Every input ends as exactly one of these. */
export type BulkOutcome<Input, Result> =
  | { readonly status: 'created' | 'updated'; readonly index: number; readonly input: Input; readonly result: Result }
  | {
      /** Kommo refused it, or it could not be sent; it is not stored. */
      readonly status: 'failed';
      readonly index: number;
      readonly input: Input;
      readonly error: KommoError;
      /** What is wrong with this input, where Kommo told. */
      readonly issues: readonly ValidationIssue[];
    }
  | {
      /** Its call was cut, timed out or answered 5xx: it may be stored or not. See `reconcile()`. */
      readonly status: 'unknown';
      readonly index: number;
      readonly input: Input;
      readonly error: KommoError;
      /** Unix seconds between which it was stored, if it was. */
      readonly sentAt: { readonly from: number; readonly to: number };
    };

/** How far a run is. */
export interface BulkProgress {
  /** Inputs that have their outcome. */
  readonly settled: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly unknown: number;
}

/** All that a run did. */
export interface BulkResult<Input, Result> extends BulkProgress {
  /** In the order of the inputs. */
  readonly outcomes: BulkOutcome<Input, Result>[];
}

/** Where a run was, so that a later one can go on: which inputs are settled, and which were on their way. */
export interface BulkState {
  /** All inputs before this index are settled. */
  readonly done: number;
  /** Parts after `done` that were sent: `to` is exclusive, `at` unix seconds. A part that is not settled may be stored or not. */
  readonly sent: readonly {
    readonly from: number;
    readonly to: number;
    readonly at: number;
    readonly settled: boolean;
  }[];
}

/** Keeps the state of a run over crashes. `save` must have stored it when its promise resolves. */
export interface BulkCheckpoint {
  load(): Promise<BulkState | undefined>;
  save(state: BulkState): Promise<void>;
}

/** Options of a bulk run. */
export interface BulkOptions extends RequestOptions {
  /** Inputs in one call. Default 50, as Kommo recommends; 250 at most. A 504 halves it for the rest of the run. */
  chunkSize?: number | undefined;
  /** Calls under way at the same time. Default 4; the limiter holds them to its limit. */
  concurrency?: number | undefined;
  /** Called after each part. */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
  /**
   * Makes the run resumable: with the same inputs in the same order, a later run skips what is settled, and gives what was on its
   * way at a crash as `unknown` without sending it again.
   */
  checkpoint?: BulkCheckpoint | undefined;
}

/** A run ended before its inputs did: it was aborted, or met an error that every further call would meet. `cause` tells which. */
export class BulkStoppedError<Input = unknown, Result = unknown> extends KommoError {
  override name = 'BulkStoppedError';
  /** What was done until then. Inputs without an outcome were not sent. */
  declare readonly result: BulkResult<Input, Result>;

  constructor(result: BulkResult<Input, Result>, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The run stopped after ${result.settled} inputs: ${why}`, { cause });
    Object.defineProperty(this, 'result', { value: result, enumerable: false });
  }
}

/** What a run needs to know of its operation. */
export interface BulkJob<Input, Result> {
  readonly verb: 'created' | 'updated';
  /** Most items in one call. */
  readonly maxChunk: number;
  /** Refuses an input that must not be sent. Throws InputError. */
  check(input: Input, field: string): void;
  /** Sends one part; each item carries a `request_id` of the run. */
  send(items: readonly Input[], options: RequestOptions): PromiseLike<readonly Result[]>;
  /** The `request_id`s that a result answers; undefined where results come without and stand for the items by their place. */
  answers(result: Result): readonly string[] | undefined;
  /** What inputs must share to go out in one call, where not all can: a call takes neighbours that have the same. */
  group?(input: Input): unknown;
  /** Whether an error that would stop other runs concerns the inputs of its call alone. */
  isOwn?(error: KommoError): boolean;
}

/**
 * A bulk run that is not started yet: iterate it for the outcomes, one by one in the order of the inputs and with bounded memory,
 * or await it for all of them. Nothing is sent before.
 */
export class BulkRun<Input, Result>
  implements AsyncIterable<BulkOutcome<Input, Result>>, PromiseLike<BulkResult<Input, Result>>
{
  readonly #run: () => AsyncGenerator<BulkOutcome<Input, Result>, void, undefined>;
  #result: Promise<BulkResult<Input, Result>> | undefined;
  #used = false;

  /** @internal */
  constructor(run: () => AsyncGenerator<BulkOutcome<Input, Result>, void, undefined>) {
    this.#run = run;
  }

  /** The outcomes. Throws BulkStoppedError (without outcomes of its own) at the end of a run that was stopped. */
  [Symbol.asyncIterator](): AsyncGenerator<BulkOutcome<Input, Result>, void, undefined> {
    // A second pass would send everything twice.
    if (this.#used)
      throw new KommoError('a bulk run can be awaited or iterated once only; start another for other inputs');
    this.#used = true;
    return this.#run();
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting it runs it.
  then<R = BulkResult<Input, Result>, E = never>(
    onfulfilled?: ((value: BulkResult<Input, Result>) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    this.#result ??= this.#collect();
    return this.#result.then(onfulfilled, onrejected);
  }

  async #collect(): Promise<BulkResult<Input, Result>> {
    const outcomes: BulkOutcome<Input, Result>[] = [];
    try {
      for await (const outcome of this) outcomes.push(outcome);
    } catch (error) {
      if (!(error instanceof BulkStoppedError)) throw error;
      throw new BulkStoppedError({ ...summarize(outcomes), outcomes }, error.cause);
    }
    return { ...summarize(outcomes), outcomes };
  }
}

/** Counts outcomes. */
export function summarize(outcomes: readonly { status: BulkOutcome<never, never>['status'] }[]): BulkProgress {
  const progress = { settled: outcomes.length, created: 0, updated: 0, failed: 0, unknown: 0 };
  for (const { status } of outcomes) progress[status]++;
  return progress;
}

/** Starts nothing yet; see {@link BulkRun}. What the run is made of is loaded when it starts: most programs read more than they write. */
export function bulkRun<Input extends object, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  load: () => Promise<BulkJob<Input, Result>>,
  options: BulkOptions = {},
): BulkRun<Input, Result> {
  return new BulkRun(async function* () {
    const [{ runJob }, job] = await Promise.all([import('../internal/bulk-run.js'), load()]);
    yield* runJob(inputs, job, options);
  });
}
