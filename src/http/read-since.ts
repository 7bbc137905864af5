import type { ChangePage, ChangeSources, FetchSince, Followed, SyncCursor, SyncPosition } from './changes.js';

/** What changed since the cursor of the state, which moves on as the pages are dealt with. */
export async function* readChanges<T extends Followed & { created_at?: number }, Deleted extends Followed>(
  { live, deleted }: ChangeSources<T, Deleted>,
  state: { cursor: SyncCursor },
  overlap: number,
): AsyncGenerator<ChangePage<T, Deleted>, void, undefined> {
  const known = state.cursor.live.at - overlap;
  for await (const { items, position } of readSince(live, state.cursor.live, overlap)) {
    const cursor = { ...state.cursor, live: position };
    const changes = items.map(
      (entity) => ({ type: (entity.created_at ?? 0) > known ? 'created' : 'updated', entity }) as const,
    );
    yield { changes, cursor };
    // Only now have the changes been dealt with.
    state.cursor = cursor;
  }
  if (!deleted) return;
  for await (const { items, position } of readSince(deleted, state.cursor.deleted, overlap)) {
    const cursor = { ...state.cursor, deleted: position };
    yield { changes: items.map((entity) => ({ type: 'deleted', entity }) as const), cursor };
    state.cursor = cursor;
  }
}

/**
 * What was updated since a position, oldest first.
 * Pages by number would lose what slides to an earlier page when something before it changes. So each step asks anew from the last
 * moment on, and goes to a further page only where one second fills a whole page.
 */
async function* readSince<T extends Followed>(
  fetch: FetchSince<T>,
  start: SyncPosition,
  overlap: number,
): AsyncGenerator<{ items: T[]; position: SyncPosition }, void, undefined> {
  const seen = new Map(start.seen.map(([id, updatedAt]) => [id, updatedAt]));
  let from = Math.max(0, start.at - overlap);
  let at = start.at;
  for (let number = 1; ; ) {
    const page = await fetch(from, number);
    const items = page.data.filter(({ id, updated_at }) => seen.get(id) !== updated_at);
    for (const { id, updated_at } of items) seen.set(id, updated_at);
    const last = page.data.at(-1)?.updated_at ?? from;
    at = Math.max(at, last);
    for (const [id, updatedAt] of seen) if (updatedAt < at - overlap) seen.delete(id);
    if (items.length > 0) yield { items, position: { at, seen: [...seen] } };
    if (!page.hasNextPage()) return;
    number = last > from ? 1 : number + 1;
    from = Math.max(from, last);
  }
}
