/** Rows that are made on demand instead of being stored: `at(index)` returns the row of id `firstId + index`. */
export interface RowSource<R> {
  readonly count: number;
  readonly firstId: number;
  at(index: number): R;
}

interface TableOptions<R> {
  /** Rows that lists pass over. */
  hidden?: (row: R) => boolean;
  /** The first id. Default 1. */
  firstId?: number;
  source?: RowSource<R>;
  /** Called after each change. */
  onChange?: () => void;
}

/**
 * A table of the sandbox. Rows are read only: change them with `update`, which keeps what was not named.
 * Ids are numbers, and new ones count up.
 */
export class Table<R extends { readonly id: number }> {
  readonly #rows = new Map<number, R>();
  readonly #options: TableOptions<R>;
  #source: RowSource<R> | undefined;
  // Ids of the source that lists pass over, and those that are no more.
  #hidden = new Set<number>();
  #gone = new Set<number>();
  #nextId: number;
  #sorted: number[] | undefined;

  constructor(options: TableOptions<R> = {}) {
    this.#options = options;
    this.#source = options.source;
    const end = options.source ? options.source.firstId + options.source.count : 0;
    this.#nextId = Math.max(options.firstId ?? 1, end);
  }

  /** Whether a list without a filter shows the row. */
  shows(row: Readonly<R>): boolean {
    return !this.#options.hidden?.(row);
  }

  /** Number of rows, hidden ones included. */
  get size(): number {
    let stored = 0;
    for (const id of this.#rows.keys()) if (!this.#inSource(id)) stored += 1;
    return (this.#source?.count ?? 0) - this.#gone.size + stored;
  }

  /** Number of rows that a list without filters shows. */
  get visible(): number {
    return this.size - this.#hidden.size;
  }

  has(id: number): boolean {
    return this.#rows.has(id) || (this.#inSource(id) && !this.#gone.has(id));
  }

  get(id: number): Readonly<R> | undefined {
    const row = this.#rows.get(id);
    if (row || !this.#source || !this.#inSource(id) || this.#gone.has(id)) return row;
    return this.#source.at(id - this.#source.firstId);
  }

  /** All rows by id, hidden ones included. */
  *values(): IterableIterator<Readonly<R>> {
    const source = this.#source;
    for (let i = 0; source && i < source.count; i += 1) {
      const row = this.get(source.firstId + i);
      if (row) yield row;
    }
    for (const id of this.#extraIds()) yield this.#rows.get(id) as R;
  }

  [Symbol.iterator](): IterableIterator<Readonly<R>> {
    return this.values();
  }

  find(test: (row: Readonly<R>) => boolean): Readonly<R> | undefined {
    for (const row of this.values()) if (test(row)) return row;
    return undefined;
  }

  filter(test: (row: Readonly<R>) => boolean): Readonly<R>[] {
    const found: Readonly<R>[] = [];
    for (const row of this.values()) if (test(row)) found.push(row);
    return found;
  }

  /** Id that the next new row gets. */
  nextId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  /** Stores a row under its own id, in place of the one that was there. */
  set(row: R): Readonly<R> {
    const known = this.#rows.has(row.id);
    this.#rows.set(row.id, row);
    this.#gone.delete(row.id);
    if (!known && !this.#inSource(row.id)) this.#sorted = undefined;
    this.#nextId = Math.max(this.#nextId, row.id + 1);
    if (this.#options.hidden?.(row)) this.#hidden.add(row.id);
    else this.#hidden.delete(row.id);
    this.#options.onChange?.();
    return row;
  }

  /** Stores a row under a new id. */
  add(row: Omit<R, 'id'>): Readonly<R> {
    return this.set({ ...row, id: this.nextId() } as unknown as R);
  }

  /** Changes a row and returns it. Returns undefined if no row has the id. */
  update(id: number, patch: Partial<Omit<R, 'id'>>): Readonly<R> | undefined {
    const row = this.get(id);
    return row && this.set({ ...row, ...patch, id });
  }

  delete(id: number): boolean {
    if (!this.has(id)) return false;
    this.#rows.delete(id);
    this.#hidden.delete(id);
    if (this.#inSource(id)) this.#gone.add(id);
    else this.#sorted = undefined;
    this.#options.onChange?.();
    return true;
  }

  clear(): void {
    this.#rows.clear();
    this.#hidden.clear();
    this.#gone.clear();
    this.#source = undefined;
    this.#sorted = undefined;
    this.#options.onChange?.();
  }

  /** Visible rows by id, from the index `start` to before `end`. */
  slice(start: number, end: number): Readonly<R>[] {
    const rows: Readonly<R>[] = [];
    const gaps = [...this.#gone, ...this.#hidden].filter((id) => this.#inSource(id)).sort((a, b) => a - b);
    const first = this.#source?.firstId ?? 0;
    const generated = (this.#source?.count ?? 0) - gaps.length;
    const extra = this.#extraIds().filter((id) => !this.#hidden.has(id));
    for (let n = Math.max(0, start); n < Math.min(end, generated + extra.length); n += 1) {
      const id = n < generated ? skipGaps(first + n, gaps) : (extra[n - generated] as number);
      rows.push(this.get(id) as R);
    }
    return rows;
  }

  #inSource(id: number): boolean {
    return this.#source !== undefined && id >= this.#source.firstId && id < this.#source.firstId + this.#source.count;
  }

  #extraIds(): number[] {
    this.#sorted ??= [...this.#rows.keys()].filter((id) => !this.#inSource(id)).sort((a, b) => a - b);
    return this.#sorted;
  }
}

function skipGaps(id: number, gaps: readonly number[]): number {
  let shifted = id;
  for (const gap of gaps) {
    if (gap > shifted) break;
    shifted += 1;
  }
  return shifted;
}
