import type { BulkCheckpoint, BulkState } from '../../src/index.js';

/** A checkpoint that stays in memory, with what it holds for tests to look at. */
export class MemoryCheckpoint implements BulkCheckpoint {
  state: BulkState | undefined;

  async load(): Promise<BulkState | undefined> {
    return this.state;
  }

  async save(state: BulkState): Promise<void> {
    this.state = structuredClone(state);
  }
}
