import { InputError } from '../errors.js';
import { checkKeys, MAX_PAGE } from '../util/check.js';
import { leavable } from '../util/leavable.js';
import { checkSeconds, toUnixSeconds } from '../util/time.js';
import type { Change, ChangePage, ChangeSources, Followed, Since, SyncCursor, SyncPosition } from './read-since.js';

export type {
  Change,
  ChangePage,
  ChangeSources,
  FetchSince,
  Followed,
  Since,
  SyncCursor,
  SyncPosition,
} from './read-since.js';

/** Where changes start, and how careful to be. */
export interface ChangesOptions {
  /** A moment (Date or unix seconds) for the first time, the cursor of the last run from then on. */
  since: Date | number | SyncCursor;
  /** Seconds before the last change that are read again, for what was stored late. What was seen there is left out. Default 60. */
  overlap?: number | undefined;
}

/** Query of a page of changes. Kommo does not document whether the ends of a range belong to it, so it is a second wider. */
export const updatedSince = <F extends object>(
  { from, only, exact, limit = MAX_PAGE }: Since,
  page: number,
  filter?: F,
) => ({
  filter: { ...filter, updated_at: rangeOf(from, exact === true ? 0 : 1, only === true) },
  order: only ? { id: 'asc' as const } : { updated_at: 'asc' as const },
  limit,
  page,
});

const rangeOf = (from: number, margin: number, only: boolean): { from: number; to?: number } => ({
  from: Math.max(0, from - margin),
  ...(only && { to: from + margin }),
});

/**
 * Everything that changed since a moment or a cursor. Iterate it for single changes. Or use `.pages()`, and save the cursor of a page after
 * you have stored its changes: after a crash, the next run continues there and repeats what was not stored.
 */
export class Changes<T extends Followed & { created_at?: number }, Deleted extends Followed>
  implements AsyncIterable<Change<T, Deleted>>
{
  readonly #sources: ChangeSources<T, Deleted>;
  readonly #overlap: number;
  readonly #state: { cursor: SyncCursor };

  /** @internal */
  constructor(options: ChangesOptions, sources: ChangeSources<T, Deleted>, more: readonly string[] = []) {
    checkKeys(options, 'params', ['since', 'overlap', ...more]);
    const { since, overlap = 60 } = options;
    this.#state = { cursor: startOf(since) };
    if (!Number.isFinite(overlap) || overlap < 0)
      throw new InputError('overlap', `must be seconds, 0 or more, got ${overlap}`);
    this.#overlap = overlap;
    this.#sources = sources;
  }

  /** Start of the next run: after all changes that were returned. */
  get cursor(): SyncCursor {
    return this.#state.cursor;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Change<T, Deleted>, void, undefined> {
    return leavable((left) => changesOf(this.#pages(left)));
  }

  /** Page after page, each with the cursor that stands for it. */
  pages(): AsyncGenerator<ChangePage<T, Deleted>, void, undefined> {
    return leavable((left) => this.#pages(left));
  }

  async *#pages(left: AbortSignal): AsyncGenerator<ChangePage<T, Deleted>, void, undefined> {
    const { readChanges } = await import('./read-since.js');
    yield* readChanges(this.#sources, this.#state, this.#overlap, left);
  }
}

async function* changesOf<T, Deleted>(
  pages: AsyncIterable<ChangePage<T, Deleted>>,
): AsyncGenerator<Change<T, Deleted>, void, undefined> {
  for await (const { changes } of pages) yield* changes;
}

function startOf(since: ChangesOptions['since']): SyncCursor {
  const at = since instanceof Date ? toUnixSeconds(since, 'since') : since;
  if (typeof at === 'number') checkSeconds(at, 'since');
  const cursor = typeof at === 'number' ? { live: { at, seen: [] }, deleted: { at, seen: [] } } : at;
  const fits = (part?: SyncPosition): boolean =>
    Number.isFinite(part?.at) &&
    (part as SyncPosition).at >= 0 &&
    Array.isArray(part?.seen) &&
    part.seen.every(Array.isArray);
  if (fits(cursor?.live) && fits(cursor?.deleted)) return cursor;
  throw new InputError('since', 'must be a Date, unix seconds or a cursor that changes() returned');
}
