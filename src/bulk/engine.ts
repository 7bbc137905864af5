import { AbortError, InputError, KommoError, ServerError } from '../errors.js';
import { inOrder } from '../http/in-order.js';
import type { RequestOptions } from '../transport/request-options.js';
import { checkConcurrency, checkCount } from '../util/check.js';
import { CheckpointLog } from './checkpoint.js';
import { type Indexed, type SettledChunk, settleChunk } from './chunk.js';
import {
  type BulkJob,
  type BulkOptions,
  type BulkOutcome,
  type BulkProgress,
  type BulkResult,
  type BulkState,
  BulkStoppedError,
} from './types.js';

const DEFAULT_CHUNK = 50;

/** Gives each input of a chunk its outcome. */
export interface Settler<Input, Result> {
  /** Most inputs in one chunk. */
  readonly maxChunk: number;
  /** What the inputs of one chunk have in common, where there is such a thing. */
  readonly group?: ((input: Input) => unknown) | undefined;
  settle(chunk: readonly Indexed<Input>[], options: RequestOptions): Promise<SettledChunk<Input, Result>>;
}

/** Runs one operation over all inputs. */
export function runJob<Input extends object, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  job: BulkJob<Input, Result>,
  options: BulkOptions,
): AsyncGenerator<BulkOutcome<Input, Result>, void, undefined> {
  return runBulk(
    inputs,
    {
      maxChunk: job.maxChunk,
      group: job.group,
      settle: (chunk, request) => settleChunk(chunk, job, request),
    },
    options,
  );
}

/** All outcomes of a run. */
export async function collect<Input, Result>(
  run: AsyncIterable<BulkOutcome<Input, Result>>,
): Promise<BulkResult<Input, Result>> {
  const outcomes: BulkOutcome<Input, Result>[] = [];
  const counts = none();
  try {
    for await (const outcome of run) {
      count(counts, outcome);
      outcomes.push(outcome);
    }
  } catch (error) {
    if (error instanceof BulkStoppedError) throw new BulkStoppedError({ ...counts, outcomes }, error.cause);
    throw error;
  }
  return { ...counts, outcomes };
}

type Counts = { -readonly [K in keyof BulkProgress]: number };

const none = (): Counts => ({ settled: 0, created: 0, updated: 0, failed: 0, unknown: 0 });

function count(counts: Counts, { status }: Pick<BulkOutcome<never, never>, 'status'>): void {
  counts.settled++;
  counts[status]++;
}

/** Reads the inputs in chunks, settles several chunks at a time, and yields the outcomes in the order of the inputs. */
export async function* runBulk<Input extends object, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  settler: Settler<Input, Result>,
  options: BulkOptions,
): AsyncGenerator<BulkOutcome<Input, Result>, void, undefined> {
  const { signal, onProgress, checkpoint, chunkSize = DEFAULT_CHUNK, concurrency, ...request } = options;
  const log = new CheckpointLog(checkpoint);
  const earlier = await log.load();
  const source = new ChunkSource(inputs, checkChunk(chunkSize, settler.maxChunk), earlier, settler.group);
  const counts = none();
  let stopped: unknown;

  const settle = async (): Promise<SettledChunk<Input, Result>> => {
    const { chunk, lost } = await source.next();
    // A chunk that was on its way when an earlier run died is not sent again.
    if (chunk.length === 0) return { outcomes: lost };
    const from = (chunk[0] as Indexed<Input>).index;
    await log.sending(from, (chunk.at(-1) as Indexed<Input>).index + 1);
    const settled = await settler.settle(chunk, { ...request, signal });
    await log.settled(from, unsentOf(chunk, settled.outcomes));
    if (settled.outcomes.some((o) => 'error' in o && o.error instanceof ServerError && o.error.status === 504))
      source.halve();
    return { ...settled, outcomes: [...lost, ...settled.outcomes].sort((a, b) => a.index - b.index) };
  };

  const next = (): Promise<SettledChunk<Input, Result>> | undefined => {
    if (signal?.aborted) stopped ??= new AbortError(signal.reason);
    return source.ended || stopped !== undefined ? undefined : settle();
  };
  try {
    for await (const { outcomes, fatal } of inOrder(checkConcurrency(concurrency ?? 4), next)) {
      stopped ??= fatal;
      for (const outcome of outcomes) count(counts, outcome);
      if (outcomes.length > 0) onProgress?.({ ...counts } satisfies BulkProgress);
      yield* outcomes;
    }
  } finally {
    await source.close();
  }
  if (stopped !== undefined) throw new BulkStoppedError({ ...counts, outcomes: [] }, stopped);
}

// A run that stops in the middle of a chunk has not sent all of it.
function unsentOf(chunk: readonly Indexed<unknown>[], outcomes: readonly Indexed<unknown>[]): Set<number> {
  const unsent = new Set(chunk.map(({ index }) => index));
  for (const { index } of outcomes) unsent.delete(index);
  return unsent;
}

/** Cuts the inputs into chunks, one reader at a time, and leaves out what an earlier run has dealt with. */
class ChunkSource<Input extends object> {
  ended = false;
  readonly #iterator: AsyncIterator<Input> | Iterator<Input>;
  readonly #earlier: BulkState;
  readonly #group: ((input: Input) => unknown) | undefined;
  #size: number;
  #index = 0;
  /** Read, and the first of the next chunk. */
  #held: Indexed<Input> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    size: number,
    earlier: BulkState,
    group: ((input: Input) => unknown) | undefined,
  ) {
    if (
      inputs === null ||
      typeof inputs !== 'object' ||
      !(Symbol.asyncIterator in inputs || Symbol.iterator in inputs)
    ) {
      throw new InputError('inputs', 'must be an array, an iterable or an async iterable of objects');
    }
    this.#iterator = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
    this.#size = size;
    this.#earlier = earlier;
    this.#group = group;
  }

  next(): Promise<{ chunk: Indexed<Input>[]; lost: BulkOutcome<Input, never>[] }> {
    const turn = this.#turn.then(() => this.#read());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  halve(): void {
    this.#size = Math.max(1, Math.floor(this.#size / 2));
  }

  async close(): Promise<void> {
    await this.#turn;
    if (!this.ended) await this.#iterator.return?.();
    this.ended = true;
  }

  async #read(): Promise<{ chunk: Indexed<Input>[]; lost: BulkOutcome<Input, never>[] }> {
    const chunk: Indexed<Input>[] = [];
    const lost: BulkOutcome<Input, never>[] = [];
    while (!this.ended && chunk.length < this.#size) {
      const item = this.#held ?? (await this.#take());
      this.#held = undefined;
      if (!item) break;
      const { index, input } = item;
      if (index < this.#earlier.done) continue;
      const before = this.#earlier.sent.find(({ from, to }) => from <= index && index < to);
      if (!before) {
        if (chunk[0] && this.#group?.(chunk[0].input) !== this.#group?.(input)) {
          this.#held = item;
          break;
        }
        chunk.push(item);
        continue;
      }
      if (!before.settled) {
        const error = new KommoError('an earlier run was sending this input when it ended');
        lost.push({ index, input, status: 'unknown', error, sentAt: { from: before.at, to: before.at + 300 } });
      }
      // A chunk must be one stretch, since the checkpoint knows it by its ends.
      if (chunk.length > 0) break;
    }
    return { chunk, lost };
  }

  async #take(): Promise<Indexed<Input> | undefined> {
    const { done, value: input } = await this.#iterator.next();
    if (!done) return { index: this.#index++, input };
    this.ended = true;
    return undefined;
  }
}

function checkChunk(size: number, most: number): number {
  // The default suits most operations, and those that take less set it for themselves.
  if (size === DEFAULT_CHUNK && most < DEFAULT_CHUNK) return most;
  return checkCount(size, 'chunkSize', 1, most);
}
