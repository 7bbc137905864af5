import { InputError } from '../errors.js';
import { MAX_PAGE } from '../util/check.js';
import { toUnixSeconds } from '../util/time.js';
import type { Page } from './page.js';

/** One change since the cursor. */
export type Change<T, Deleted> =
  | { readonly type: 'created' | 'updated'; readonly entity: T }
  | { readonly type: 'deleted'; readonly entity: Deleted };

/** How far one list was read: up to `at` (unix seconds), and what was seen just before it: id, updated_at and a hash of the content. */
export interface SyncPosition {
  readonly at: number;
  readonly seen: readonly (readonly [id: number, updatedAt: number, hash?: number])[];
}

/** Where to go on. Plain JSON; keep it as it is. */
export interface SyncCursor {
  readonly live: SyncPosition;
  readonly deleted: SyncPosition;
}

/** Where changes start, and how careful to be. */
export interface ChangesOptions {
  /** A moment (Date or unix seconds) for the first time, the cursor of the last run from then on. */
  since: Date | number | SyncCursor;
  /** Seconds before the last change that are read again, for what was stored late. What was seen there is left out. Default 60. */
  overlap?: number | undefined;
}

/** Changes of one page, and the cursor to keep once they are dealt with. */
export interface ChangePage<T, Deleted> {
  readonly changes: readonly Change<T, Deleted>[];
  readonly cursor: SyncCursor;
}

/** What is followed needs these. */
export interface Followed {
  id: number;
  updated_at: number;
}

/** What a page holds: all that was updated at `from` or later, oldest first, or one second alone by ascending id. */
export interface Since {
  readonly from: number;
  readonly only?: boolean | undefined;
  readonly limit?: number | undefined;
}

/** Fetches such a page. */
export type FetchSince<T> = (since: Since, page: number) => PromiseLike<Page<T>>;

/** Query of such a page. */
export const updatedSince = <F extends object>({ from, only, limit = MAX_PAGE }: Since, page: number, filter?: F) => ({
  filter: { ...filter, updated_at: only ? { from, to: from } : { from } },
  order: only ? { id: 'asc' as const } : { updated_at: 'asc' as const },
  limit,
  page,
});

/** Where changes are read from; `deleted` is missing where nothing tells what was deleted. */
export interface ChangeSources<T, Deleted> {
  readonly live: FetchSince<T>;
  readonly deleted?: FetchSince<Deleted>;
}

/**
 * Everything that changed since a moment or a cursor. Iterate it for single changes, or take `.pages()` and keep the cursor of each page
 * when its changes are stored: a run that dies goes on from there and repeats what it had not stored.
 */
export class Changes<T extends Followed & { created_at?: number }, Deleted extends Followed>
  implements AsyncIterable<Change<T, Deleted>>
{
  readonly #sources: ChangeSources<T, Deleted>;
  readonly #overlap: number;
  readonly #state: { cursor: SyncCursor };

  /** @internal */
  constructor({ since, overlap = 60 }: ChangesOptions, sources: ChangeSources<T, Deleted>) {
    this.#state = { cursor: startOf(since) };
    if (!Number.isFinite(overlap) || overlap < 0)
      throw new InputError('overlap', `must be seconds, 0 or more, got ${overlap}`);
    this.#overlap = overlap;
    this.#sources = sources;
  }

  /** Where the next run goes on: after all changes that were given out. */
  get cursor(): SyncCursor {
    return this.#state.cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Change<T, Deleted>, void, undefined> {
    for await (const { changes } of this.pages()) yield* changes;
  }

  /** Page after page, each with the cursor that stands for it. */
  async *pages(): AsyncGenerator<ChangePage<T, Deleted>, void, undefined> {
    const { readChanges } = await import('./read-since.js');
    yield* readChanges(this.#sources, this.#state, this.#overlap);
  }
}

function startOf(since: ChangesOptions['since']): SyncCursor {
  const at = since instanceof Date ? toUnixSeconds(since, 'since') : since;
  const cursor = typeof at === 'number' ? { live: { at, seen: [] }, deleted: { at, seen: [] } } : at;
  const fits = (part?: SyncPosition): boolean =>
    Number.isFinite(part?.at) && (part as SyncPosition).at >= 0 && Array.isArray(part?.seen);
  if (fits(cursor?.live) && fits(cursor?.deleted)) return cursor;
  throw new InputError('since', 'must be a Date, unix seconds or a cursor that changes() gave');
}
