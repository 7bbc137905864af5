import { KommoError, type ValidationIssue } from '../errors.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/request-options.js';

/** Any iterable or async iterable of inputs: an array, a generator, a stream of rows. */
export type BulkInputs<T> = Iterable<T> | AsyncIterable<T>;

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
  /** Chunks after `done` that were sent: `to` is exclusive, `at` unix seconds. A chunk that is not settled may be stored or not. */
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
  /** Called after each chunk. */
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
  /** Sends one chunk; each item carries a `request_id` of the run. */
  send(items: readonly Input[], options: RequestOptions): PromiseLike<readonly Result[]>;
  /** The `request_id`s that a result answers; undefined where results come without and stand for the items by their place. */
  answers(result: Result): readonly string[] | undefined;
  /** What inputs must share to go out in one call, where not all can: a call takes neighbours that have the same. */
  group?(input: Input): unknown;
  /** Whether an error that would stop other runs concerns the inputs of its call alone. */
  isOwn?(error: KommoError): boolean;
}

/** What bulk work needs of a resource. */
export interface BulkTarget<Entity, Create, Created, UpdateItem, Updated> {
  list(params: object, options?: ListOptions): PagePromise<Entity>;
  createMany(items: readonly Create[], options?: RequestOptions): PromiseLike<Created[]>;
  updateMany(items: readonly UpdateItem[], options?: RequestOptions): PromiseLike<Updated[]>;
}

/** Options of {@link EntityBulk.reconcile}. */
export interface ReconcileOptions<Entity, Create> extends ListOptions {
  /** Seconds by which the server's clock may differ from ours. Default 120. */
  clockSkew?: number | undefined;
  /** Whether an entity that was found is what the input asked for. Default: every plain property of the input is the same. */
  matches?: ((entity: Entity, input: Create) => boolean) | undefined;
}
