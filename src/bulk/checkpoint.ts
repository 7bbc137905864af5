import { InputError } from '../errors.js';
import { onAbort } from '../util/abort.js';
import { isRecord } from '../util/is-record.js';
import type { BulkCheckpoint, BulkState } from './types.js';

/** How many inputs a state can name as sent. A run has far fewer on their way. */
const MAX_SENT = 100_000;

/**
 * Refuses what is not a state, since starting again from the first input would send everything twice.
 * @param name - what a message calls the state
 */
export function checkState(state: unknown, name: string): BulkState {
  const { done, sent, hash, sentHash }: Partial<Record<keyof BulkState, unknown>> = isRecord(state) ? state : {};
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  const isWhole =
    isCount(done) &&
    [hash, sentHash].every((one) => one === undefined || isCount(one)) &&
    Array.isArray(sent) &&
    sent.every((one) => isRecord(one) && isCount(one['at']) && typeof one['settled'] === 'boolean') &&
    sent.every(({ from, to }) => isCount(from) && isCount(to) && done <= from && from < to) &&
    sent.reduce((sum, { from, to }) => sum + to - from, 0) <= MAX_SENT;
  if (isWhole) return state as BulkState;
  throw new InputError(
    'checkpoint',
    `is not the state of a bulk run: ${name}. Delete it to start from the first input`,
  );
}

const isCheckpoint = ({ load, save }: BulkCheckpoint): boolean =>
  typeof load === 'function' && typeof save === 'function';

/** How long a run that was aborted waits for its store. */
const PATIENCE_MS = 5_000;

interface Mark {
  /** When its call was sent, in unix seconds. */
  readonly at: number;
  readonly settled: boolean;
}

/**
 * Follows which inputs were sent and which outcomes were delivered, and saves it before each call and after each delivery.
 * An input counts as settled only after the consumer has its outcome.
 * Once the signal is aborted, a store that does not answer is given up after five seconds.
 */
export class CheckpointLog {
  readonly #checkpoint: BulkCheckpoint | undefined;
  #done = 0;
  /** Hash of the inputs before `#done`. */
  #hash: number | undefined;
  /** What an earlier run knew of the inputs that it had sent. */
  #sentHash: number | undefined;
  /** The state has moved on, and is not saved yet. */
  #isBehind = false;
  /** Of inputs from `#done` on that were read. */
  readonly #hashes = new Map<number, number>();
  /** Inputs from `#done` on that were sent. */
  readonly #marks = new Map<number, Mark>();
  #saving: Promise<void> = Promise.resolve();
  readonly #signal: AbortSignal | undefined;
  #isGivenUp = false;

  constructor(checkpoint: BulkCheckpoint | undefined, signal: AbortSignal | undefined) {
    if (checkpoint !== undefined && checkpoint !== null && !isCheckpoint(checkpoint))
      throw new InputError('checkpoint', 'must be fileCheckpoint(path), or an object with `load` and `save`');
    this.#checkpoint = checkpoint;
    this.#signal = signal;
  }

  /** Loads what an earlier run left. An input that it had not settled stays unsettled until this run has delivered its outcome. */
  async load(): Promise<BulkState> {
    const loaded = await this.#answered(this.#checkpoint?.load());
    if (loaded === undefined || loaded === null) return { done: 0, sent: [] };
    const state = checkState(loaded, 'what `load` returned');
    this.#done = state.done;
    this.#hash = state.hash;
    this.#sentHash = state.sentHash;
    for (const { from, to, at, settled } of state.sent) {
      for (let index = from; index < to; index++) this.#marks.set(index, { at, settled });
    }
    return state;
  }

  /** An input was read. The hash covers it and all inputs before. */
  read(index: number, hash: number): void {
    if (index >= this.#done) this.#hashes.set(index, hash);
    else if (index === this.#done - 1) this.#hash = hash;
    this.#moveOn();
  }

  /** Saves what was found out since the last save. */
  async flush(): Promise<void> {
    if (this.#isBehind) await this.#save();
  }

  // It stops at an input that this run has not read, because the hash of that input is unknown.
  #moveOn(): void {
    while (this.#marks.get(this.#done)?.settled && this.#hashes.has(this.#done)) {
      this.#hash = this.#hashes.get(this.#done);
      this.#hashes.delete(this.#done);
      this.#marks.delete(this.#done++);
      this.#isBehind = true;
    }
  }

  /** Stores these inputs before their call goes out. After a crash they must not be sent again unnoticed. */
  sending(indexes: Iterable<number>): Promise<void> {
    const at = Math.floor(Date.now() / 1000);
    for (const index of indexes) this.#marks.set(index, { at, settled: false });
    return this.#save();
  }

  /** Kommo certainly did not store these inputs. They have no outcome, so a later run sends them. */
  unsent(indexes: Iterable<number>): Promise<void> {
    for (const index of indexes) this.#marks.delete(index);
    return this.#save();
  }

  /** The consumer has the outcomes of these inputs. */
  delivered(indexes: Iterable<number>): Promise<void> {
    for (const index of indexes) this.#marks.set(index, { at: this.#marks.get(index)?.at ?? 0, settled: true });
    this.#moveOn();
    return this.#save();
  }

  // Saves run one after the other, so that an older state never overwrites a newer one.
  #save(): Promise<void> {
    const checkpoint = this.#checkpoint;
    if (!checkpoint) return Promise.resolve();
    this.#isBehind = false;
    const saved = this.#saving.then(() => checkpoint.save(this.#state()));
    // A failed save must not stop later ones.
    this.#saving = saved.catch(() => {});
    return this.#answered(saved);
  }

  /** Settles with the promise of the store. Rejects with the reason of the signal if the store does not answer after an abort. */
  #answered<T>(promise: Promise<T> | T): Promise<T> {
    const signal = this.#signal;
    if (!signal) return Promise.resolve(promise);
    return new Promise<T>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const giveUp = (): void => {
        this.#isGivenUp = true;
        reject(signal.reason);
      };
      const limit = (): void => {
        // The calls on their way have just ended, so a store that works gets the time to keep their outcomes.
        timer = setTimeout(giveUp, this.#isGivenUp ? 0 : PATIENCE_MS);
      };
      const off = onAbort(signal, limit);
      if (signal.aborted) limit();
      Promise.resolve(promise)
        .then(resolve, reject)
        .finally(() => {
          off();
          clearTimeout(timer);
        });
    });
  }

  #state(): BulkState {
    const hash = this.#hash;
    const sent = this.#stretches();
    const last = sent.at(-1);
    const sentHash = last && (this.#hashes.get(last.to - 1) ?? this.#sentHash);
    return {
      done: this.#done,
      ...(hash !== undefined && { hash }),
      sent,
      ...(sentHash !== undefined && { sentHash }),
    };
  }

  #stretches(): BulkState['sent'] {
    const stretches: { from: number; to: number; at: number; settled: boolean }[] = [];
    for (const [index, { at, settled }] of [...this.#marks].sort(([a], [b]) => a - b)) {
      const last = stretches.at(-1);
      if (last?.to === index && last.at === at && last.settled === settled) last.to++;
      else stretches.push({ from: index, to: index + 1, at, settled });
    }
    return stretches;
  }
}
