import type { BulkCheckpoint, BulkState } from './types.js';

interface Chunk {
  from: number;
  to: number;
  at: number;
  settled: boolean;
}

/** Follows what is sent and settled, and saves it before and after each chunk. */
export class CheckpointLog {
  readonly #checkpoint: BulkCheckpoint | undefined;
  #done = 0;
  #chunks: Chunk[] = [];
  #saving: Promise<void> = Promise.resolve();

  constructor(checkpoint: BulkCheckpoint | undefined) {
    this.#checkpoint = checkpoint;
  }

  /** What an earlier run left. */
  async load(): Promise<BulkState> {
    const state = (await this.#checkpoint?.load()) ?? { done: 0, sent: [] };
    this.#done = state.done;
    // What was on its way is reported by this run, and so is settled with it.
    this.#chunks = state.sent.map((chunk) => ({ ...chunk, settled: true }));
    return state;
  }

  /** Stored before the chunk goes out: after a crash it must not be sent again unseen. */
  sending(from: number, to: number): Promise<void> {
    this.#chunks.push({ from, to, at: Math.floor(Date.now() / 1000), settled: false });
    return this.#save();
  }

  /** What of the chunk was not sent after all stays open, so that a later run sends it. */
  settled(from: number, unsent: ReadonlySet<number>): Promise<void> {
    this.#chunks = this.#chunks.flatMap((chunk) => (chunk.from === from ? settledStretches(chunk, unsent) : [chunk]));
    this.#chunks.sort((a, b) => a.from - b.from);
    while (this.#chunks[0]?.settled && this.#chunks[0].from <= this.#done) {
      this.#done = Math.max(this.#done, (this.#chunks.shift() as Chunk).to);
    }
    return this.#save();
  }

  // One after the other, so that an older state never overwrites a newer one.
  #save(): Promise<void> {
    const checkpoint = this.#checkpoint;
    if (!checkpoint) return Promise.resolve();
    this.#saving = this.#saving.then(() =>
      checkpoint.save({ done: this.#done, sent: this.#chunks.map((chunk) => ({ ...chunk })) }),
    );
    return this.#saving;
  }
}

function settledStretches({ from, to, at }: Chunk, unsent: ReadonlySet<number>): Chunk[] {
  const stretches: Chunk[] = [];
  for (let index = from; index < to; index++) {
    if (unsent.has(index)) continue;
    const last = stretches.at(-1);
    if (last?.to === index) last.to++;
    else stretches.push({ from: index, to: index + 1, at, settled: true });
  }
  return stretches;
}
