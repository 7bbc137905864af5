import { AbortError, InputError, KommoError, ServerError } from '../errors.js';
import { CALL_OPTIONS } from '../http/client.js';
import { inOrder } from '../http/in-order.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { abortable, sleep } from '../util/abort.js';
import { canonicalJson } from '../util/canonical-json.js';
import { checkAmount, checkConcurrency, checkCount, checkKeys, type KeysOf } from '../util/check.js';
import { hash53 } from '../util/hash.js';
import { CheckpointLog } from './checkpoint.js';
import { type Indexed, type SettledChunk, settleChunk } from './chunk.js';
import { isOutage, Outage } from './outage.js';
import {
  type BulkCounts,
  type BulkJob,
  type BulkOptions,
  type BulkOutcome,
  type BulkProgress,
  type BulkResult,
  type BulkState,
  BulkStoppedError,
} from './types.js';

const BULK_OPTIONS = [
  ...CALL_OPTIONS,
  ...Object.keys({
    chunkSize: true,
    onProgress: true,
    checkpoint: true,
    maxOutageMs: true,
  } satisfies KeysOf<Omit<BulkOptions, keyof ListOptions>>),
];
const DEFAULT_CHUNK = 50;
const DEFAULT_MAX_OUTAGE_MS = 120_000;
const MAX_PATIENCE = 256;
const CLOSE_MS = 1_000;

/** Gives each input of a chunk its outcome. */
export interface Settler<Input, Result> {
  /** Of the operation. */
  readonly name: string;
  /** Maximum number of inputs in one chunk. */
  readonly maxChunk: number;
  /** What the inputs of one chunk have in common, if anything. */
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
      name: job.name,
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

type Counts = { -readonly [K in keyof BulkCounts]: number };

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
  const { signal, onProgress, checkpoint, chunkSize = DEFAULT_CHUNK, concurrency, maxOutageMs, ...request } = options;
  checkKeys(options, 'options', BULK_OPTIONS);
  const width = checkConcurrency(concurrency ?? 4);
  const limitMs = checkAmount(maxOutageMs ?? DEFAULT_MAX_OUTAGE_MS, 'maxOutageMs');
  const size = checkChunk(chunkSize, settler.maxChunk);
  const counts = none();
  const log = new CheckpointLog(checkpoint, signal);
  const earlier = await log.load().catch((error: unknown) => {
    if (error instanceof InputError) throw error;
    throw new BulkStoppedError(
      { ...counts, outcomes: [] },
      signal?.aborted ? new AbortError(signal.reason, false) : error,
    );
  });
  const source = new ChunkSource(inputs, size, earlier, settler, checkpoint ? log : undefined);
  let stopped: { readonly cause: unknown } | undefined;
  // An error outside the calls ends the run, but every input that was sent still gets its outcome.
  const stop = (cause: unknown): void => {
    stopped ??= { cause };
  };
  const fail = (error: unknown): void => stop(signal?.aborted ? new AbortError(signal.reason) : error);
  const report = (waiting?: BulkProgress['waiting']): void => {
    try {
      onProgress?.({ ...counts, ...(waiting && { waiting }) });
    } catch (error) {
      stop(error);
    }
  };
  const outage = new Outage(limitMs, signal, (error, ms) => report({ error, ms }));

  // The consumer stopped. Nothing more is sent, but calls on their way are awaited, because a later run must know their outcomes.
  let isLeft = false;
  const onTheWay = new Set<Promise<unknown>>();

  const sendOnce = async (rest: readonly Indexed<Input>[]): Promise<SettledChunk<Input, Result>> => {
    await log.sending(rest.map(indexOf));
    const settled = await settler.settle(rest, { ...request, priority: request.priority ?? 'low', signal });
    const unsent = without(rest, settled.outcomes);
    // What was stored keeps its outcome if the checkpoint can't be saved.
    if (unsent.length > 0) await log.unsent(unsent.map(indexOf)).catch(fail);
    return settled;
  };

  const send = async (chunk: readonly Indexed<Input>[], outcomes: BulkOutcome<Input, Result>[]): Promise<void> => {
    for (let rest = chunk; rest.length > 0 && !isLeft; ) {
      const call = sendOnce(rest);
      onTheWay.add(call);
      const settled = await call.finally(() => onTheWay.delete(call));
      outcomes.push(...settled.outcomes);
      rest = without(rest, settled.outcomes);
      if (stopped) return;
      if (settled.fatal !== undefined) return stop(settled.fatal);
      const burnt = settled.outcomes.flatMap((o) => (o.status === 'unknown' && isOutage(o.error) ? [o.error] : []));
      const [error] = burnt;
      if (error instanceof ServerError && error.status === 504) source.halve(burnt.length);
      if (settled.outage) await outage.wait(settled.outage);
      else if (error) {
        await outage.burnt(error);
        if (outage.isOn) source.probe();
      } else {
        outage.over();
        source.grow(chunk.length);
      }
      if (stopped) return;
    }
  };

  const settle = async (): Promise<BulkOutcome<Input, Result>[]> => {
    const outcomes: BulkOutcome<Input, Result>[] = [];
    try {
      await outage.gate();
      if (stopped) return outcomes;
      // Inputs that give nothing more must not outlive the signal.
      const { chunk, lost } = await abortable(source.next(), signal);
      // A chunk that was on its way when an earlier run died is not sent again.
      outcomes.push(...lost);
      if (source.error) stop(source.error.cause);
      await send(chunk, outcomes);
    } catch (error) {
      fail(error);
    }
    return outcomes.sort((a, b) => a.index - b.index);
  };

  const next = (): Promise<BulkOutcome<Input, Result>[]> | undefined => {
    if (signal?.aborted) stop(new AbortError(signal.reason));
    return source.ended || stopped ? undefined : settle();
  };
  let delivered: number[] = [];
  const acknowledge = async (): Promise<void> => {
    const taken = delivered;
    delivered = [];
    if (taken.length > 0) await log.delivered(taken).catch(fail);
  };
  try {
    for await (const outcomes of inOrder(width, next)) {
      for (const outcome of outcomes) count(counts, outcome);
      if (outcomes.length > 0) report();
      for (const outcome of outcomes) {
        yield outcome;
        // Only now is it certain that the consumer has dealt with it.
        delivered.push(outcome.index);
      }
      await acknowledge();
    }
  } finally {
    isLeft = true;
    await acknowledge();
    await Promise.allSettled(onTheWay);
    await log.flush().catch(stop);
    await source.close().catch(stop);
  }
  if (stopped) throw new BulkStoppedError({ ...counts, outcomes: [] }, stopped.cause);
}

const indexOf = ({ index }: Indexed<unknown>): number => index;

function without<Input>(chunk: readonly Indexed<Input>[], settled: readonly Indexed<unknown>[]): Indexed<Input>[] {
  const indexes = new Set(settled.map(indexOf));
  return chunk.filter(({ index }) => !indexes.has(index));
}

/** Cuts the inputs into chunks, one reader at a time, and leaves out the inputs that an earlier run has settled. */
class ChunkSource<Input extends object> {
  ended = false;
  readonly #iterator: AsyncIterator<Input> | Iterator<Input>;
  readonly #earlier: BulkState;
  readonly #group: ((input: Input) => unknown) | undefined;
  /** Set once the inputs have thrown. */
  error: { readonly cause: unknown } | undefined;
  readonly #most: number;
  #size: number;
  /** Answered calls before a chunk that was halved grows again. */
  #patience = 2;
  #answered = 0;
  #isProbing = false;
  #index = 0;
  /** Read, and the first of the next chunk. */
  #held: Indexed<Input> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #log: CheckpointLog | undefined;
  /** Of the operation and the inputs so far. */
  #hash: number;
  /** Inputs that an earlier run had sent, read before the others. */
  #ahead: Iterator<Indexed<Input>, undefined> | undefined;

  constructor(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    size: number,
    earlier: BulkState,
    { name, group }: Pick<Settler<Input, unknown>, 'name' | 'group'>,
    log: CheckpointLog | undefined,
  ) {
    if (
      inputs === null ||
      typeof inputs !== 'object' ||
      !(Symbol.asyncIterator in inputs || Symbol.iterator in inputs)
    ) {
      throw new InputError('inputs', 'must be an array, an iterable or an async iterable of objects');
    }
    this.#iterator = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
    this.#most = size;
    this.#size = size;
    this.#earlier = earlier;
    this.#group = group;
    this.#hash = hash53(name);
    this.#log = log;
  }

  next(): Promise<{ chunk: Indexed<Input>[]; lost: BulkOutcome<Input, never>[] }> {
    const turn = this.#turn.then(() => this.#read());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** The server was too slow for a call with that many inputs. The chunk grows again, but later each time. */
  halve(failed: number): void {
    this.#size = Math.min(this.#size, Math.max(1, Math.floor(failed / 2)));
    this.#patience = Math.min(MAX_PATIENCE, this.#patience * 2);
    this.#answered = 0;
  }

  /** The server is away, so the next call risks one input only. */
  probe(): void {
    this.#size = 1;
    this.#isProbing = true;
  }

  /** A call was answered: small chunks double, at once after an outage and after some calls once the server was too slow. */
  grow(size: number): void {
    if (this.#size === this.#most || size < this.#size) return;
    if (!this.#isProbing && ++this.#answered < this.#patience) return;
    this.#answered = 0;
    this.#size = Math.min(this.#most, this.#size * 2);
    if (this.#size === this.#most) this.#isProbing = false;
  }

  async close(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const returned = (async () => this.#iterator.return?.())();
    // A generator returns only after what it is asked for already, and that may never come. Nor may `return` itself.
    const limit = new AbortController();
    await Promise.race([returned, sleep(CLOSE_MS, limit.signal)]).finally(() => limit.abort());
  }

  async #read(): Promise<{ chunk: Indexed<Input>[]; lost: BulkOutcome<Input, never>[] }> {
    const chunk: Indexed<Input>[] = [];
    const lost: BulkOutcome<Input, never>[] = [];
    while (chunk.length < this.#size) {
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
    this.#ahead ??= (await this.#known()).values();
    const { value: known } = this.#ahead.next();
    if (known) return known;
    const item = await this.#pull();
    if (item) this.#log?.read(item.index, this.#hash);
    return item;
  }

  async #pull(): Promise<Indexed<Input> | undefined> {
    if (this.ended) return undefined;
    try {
      const { done, value: input } = await this.#iterator.next();
      if (!done) {
        if (this.#log) this.#hash = hash53(`${this.#hash} ${textOf(input)}`);
        return { index: this.#index++, input };
      }
    } catch (cause) {
      // What was read before still goes out.
      this.error = { cause };
    }
    this.ended = true;
    return undefined;
  }

  /**
   * Reads all inputs that the checkpoint knows before any of them is skipped or sent, since it may be of a run over other inputs.
   * Returns those that are not done.
   */
  async #known(): Promise<Indexed<Input>[]> {
    const { done, sent } = this.#earlier;
    const end = sent.reduce((last, { to }) => Math.max(last, to), done);
    const items: Indexed<Input>[] = [];
    const hashes = new Map<number, number>();
    while (this.#index < end) {
      const item = await this.#pull();
      if (!item) break;
      if (item.index >= done - 1) hashes.set(item.index, this.#hash);
      if (item.index >= done) items.push(item);
    }
    const cause = this.#refusal(end, hashes);
    if (cause) {
      this.error = { cause };
      await this.close();
      return [];
    }
    for (const [index, hash] of hashes) this.#log?.read(index, hash);
    return items;
  }

  #refusal(end: number, hashes: ReadonlyMap<number, number>): InputError | undefined {
    const { done, hash, sentHash } = this.#earlier;
    const differs = (count: number, known: number | undefined): boolean =>
      known !== undefined && hashes.has(count - 1) && hashes.get(count - 1) !== known;
    const isShort = !this.error && this.#index > 0 && this.#index < end;
    if (!isShort && !differs(done, hash) && !differs(end, sentHash)) return undefined;
    const why = isShort
      ? `${end} are done or were sent, but there are only ${this.#index}`
      : `${end} are done or were sent, and they are not the first ${end} of this run`;
    return new InputError(
      'checkpoint',
      `is of other inputs or of another operation: ${why}. Nothing was sent. Use a new checkpoint for each import`,
    );
  }
}

function textOf(input: unknown): string {
  try {
    return canonicalJson(input) ?? '';
  } catch {
    // It fails by itself later.
    return '';
  }
}

function checkChunk(size: number, most: number): number {
  // The default suits most operations. Those with a lower maximum set their own.
  if (size === DEFAULT_CHUNK && most < DEFAULT_CHUNK) return most;
  return checkCount(size, 'chunkSize', 1, most);
}
