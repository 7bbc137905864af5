import { KommoError, type ValidationIssue } from '../errors.js';
import type { PagePromise } from '../http/page.js';
import type { Priority } from '../limit/types.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';

/** Any iterable or async iterable of inputs: an array, a generator, a stream of rows. */
export type BulkInputs<T> = Iterable<T> | AsyncIterable<T>;

/** Outcome of one input. Every input that was sent has exactly one. */
export type BulkOutcome<Input, Result> =
  | { readonly status: 'created' | 'updated'; readonly index: number; readonly input: Input; readonly result: Result }
  | {
      /** Kommo refused the input, or it cannot be sent. It is not stored. */
      readonly status: 'failed';
      readonly index: number;
      readonly input: Input;
      readonly error: KommoError;
      /** What is wrong with this input, if Kommo named it. */
      readonly issues: readonly ValidationIssue[];
    }
  | {
      /** The call was cut, timed out, answered 5xx or did not name the input. The input may be stored. See `reconcile()`. */
      readonly status: 'unknown';
      readonly index: number;
      readonly input: Input;
      readonly error: KommoError;
      /** When it was sent, in unix seconds: between `from` and `to`. */
      readonly sentAt: { readonly from: number; readonly to: number };
      /** After `reconcile()`: ids of entities that may be it, the likeliest first. */
      readonly candidates?: readonly number[] | undefined;
    };

/** Numbers of inputs that have an outcome: all, and by status. */
export interface BulkCounts {
  readonly settled: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Progress of a run. */
export interface BulkProgress extends BulkCounts {
  /** Present while the run waits for an outage to end: the error that it met, and the milliseconds until the next try. */
  readonly waiting?: { readonly error: KommoError; readonly ms: number } | undefined;
}

/** Result of a run. */
export interface BulkResult<Input, Result> extends BulkCounts {
  /** In the order of the inputs. */
  readonly outcomes: BulkOutcome<Input, Result>[];
}

/** State of a run, so that a later run can continue it: which inputs are settled, and which were sent. */
export interface BulkState {
  /** All inputs before this index are settled. */
  readonly done: number;
  /** Hash of the operation and the inputs before `done`. A run over others is refused. A state without hashes fits all. */
  readonly hash?: number | undefined;
  /** The same up to the end of the last chunk in `sent`. */
  readonly sentHash?: number | undefined;
  /** Chunks after `done` that were sent: `to` is exclusive, `at` unix seconds. A chunk that is not settled may be stored or not. */
  readonly sent: readonly {
    readonly from: number;
    readonly to: number;
    readonly at: number;
    readonly settled: boolean;
  }[];
}

/** Stores the state of a run, so that it survives a crash. `save` resolves after the state is stored. See `fileCheckpoint()`. */
export interface BulkCheckpoint {
  load(): Promise<BulkState | undefined>;
  save(state: BulkState): Promise<void>;
}

/**
 * Options of a bulk run. An unknown option throws an `InputError` that names it.
 * @see the guide docs/bulk.md in this package
 */
export interface BulkOptions extends RequestOptions {
  /**
   * Maximum number of inputs in one call. Default 50, as Kommo recommends; maximum 250. A 504 halves it, and it grows back later.
   */
  chunkSize?: number | undefined;
  /** Maximum number of calls at the same time. Default 4. The limiter applies to all of them. */
  concurrency?: number | undefined;
  /** Who goes first among calls that share a limit. Default `low`, so that every other call passes a run. */
  priority?: Priority | undefined;
  /** Called after each chunk, and before each wait for an outage to end. If it throws, the run ends with a `BulkStoppedError`. */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
  /**
   * Makes the run resumable, for example `fileCheckpoint('import.json')`. Default: none. With the same inputs in the same order, a later
   * run skips the inputs whose outcomes you have taken. It reports those that were on their way at a crash as `unknown`, and does not send
   * them again. Iterate such a run: outcomes that are only awaited are lost with the process.
   */
  checkpoint?: BulkCheckpoint | undefined;
  /**
   * Milliseconds that the run waits for Kommo, the network or the shared limiter to come back before it stops. Default 120 000.
   * Inputs that were not sent have no outcome then, and a later run with the same checkpoint sends them.
   */
  maxOutageMs?: number | undefined;
}

/**
 * A run stopped before all inputs were sent. `cause` says why: it was aborted, every further call would fail in the same way, an outage
 * lasted too long, or your inputs, checkpoint or onProgress threw.
 */
export class BulkStoppedError<Input = unknown, Result = unknown> extends KommoError {
  static override readonly kind: string = 'BulkStoppedError';
  /** The outcomes so far. Inputs without an outcome are not stored and can be sent again. */
  declare readonly result: BulkResult<Input, Result>;

  constructor(result: BulkResult<Input, Result>, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The run stopped after ${result.settled} inputs: ${why}`, { cause });
    Object.defineProperty(this, 'result', { value: result, enumerable: false });
  }
}

/** What a run must know about its operation. */
export interface BulkJob<Input, Result> {
  /** What it does, in words. A checkpoint of another operation does not fit. */
  readonly name: string;
  readonly verb: 'created' | 'updated';
  /** Maximum number of items in one call. */
  readonly maxChunk: number;
  /** Refuses an input that must not be sent. Throws InputError. */
  check(input: Input, field: string): void;
  /** Sends one chunk; each item carries a `request_id` of the run. */
  send(items: readonly Input[], options: RequestOptions): PromiseLike<readonly Result[]>;
  /** The `request_id`s that a result answers. Undefined if it has none: if no result has one, their place counts. */
  answers(result: Result): readonly string[] | undefined;
  /** What inputs must share to go out in one call. Default: nothing. Neighbours with the same value share a call. */
  group?(input: Input): unknown;
  /** Returns true if an error affects only the inputs of its call, so that the run can continue. */
  isOwn?(error: KommoError): boolean;
}

/** What bulk runs need from a resource. */
export interface BulkTarget<Entity, Create, Created, UpdateItem, Updated> {
  list(params: object, options?: ListOptions): PagePromise<Entity>;
  createMany(items: readonly Create[], options?: RequestOptions): PromiseLike<Created[]>;
  updateMany(items: readonly UpdateItem[], options?: RequestOptions): PromiseLike<Updated[]>;
}

/** Options of {@link EntityBulk.reconcile}. */
export interface ReconcileOptions<Entity, Create> extends ListOptions {
  /** Seconds by which the server's clock may differ from ours. Default 120. */
  clockSkew?: number | undefined;
  /**
   * Seconds after the last call until an input without a matching entity counts as not stored. Default 60, because Kommo may still be
   * storing what it was sent. Until then the input stays `unknown`.
   */
  settleSeconds?: number | undefined;
  /**
   * Returns true if an entity is what the input asked for. Its answer is final: an input without a match was not stored. Default: all plain
   * properties and custom fields of the input are the same, and nothing else that is new can be the input.
   */
  matches?: ((entity: Entity, input: Create) => boolean) | undefined;
}
