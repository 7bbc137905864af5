import { TABLES } from '../generated/sync.js';
import type { Session } from './database/types.js';
import { ident } from './sql.js';
import { type EventsState, isOfEvents, type ListState, loadStates } from './state.js';

/** How far one list is. */
export interface ListStatus {
  readonly list: string;
  /** Everything that changed before is stored; undefined before the first walk ended. */
  readonly cursor: Date | undefined;
  /** Seconds since the list was last read to its end. */
  readonly lag: number | undefined;
  /** Rows that a walk under way has passed; undefined if none is. */
  readonly walking: number | undefined;
  /** Why Kommo does not let it be read. */
  readonly skipped: string | undefined;
}

/** Rows, cursors and lag of a mirror. */
export interface MirrorStatus {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly deleted: number }[];
  readonly lists: readonly ListStatus[];
  /** Entities that are waiting to be read again. */
  readonly waiting: number;
}

const NO_LISTS = new Set(['schema', 'account_of', 'views', 'clock']);

export async function readStatus(session: Session, schema: string): Promise<MirrorStatus> {
  const counts = TABLES.map(
    ({ name }) =>
      `SELECT '${name}' AS table, count(*) FILTER (WHERE NOT is_deleted) AS rows, count(*) FILTER (WHERE is_deleted) AS deleted FROM ${ident(schema)}.${ident(name)}`,
  );
  const tables = await session.query<{ table: string; rows: number; deleted: number }>(counts.join(' UNION ALL '));
  const [clock] = await session.query<{ now: Date; waiting: number }>(
    `SELECT clock_timestamp() AS now, (SELECT count(*) FROM ${ident(schema)}._todo) AS waiting`,
  );
  const now = clock?.now.getTime() ?? 0;
  const states = await loadStates(session, schema);
  const lists = [...states]
    .filter(([key]) => !NO_LISTS.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([list, value]): ListStatus => {
      const { cursor, walk, skipped, completedAt } = value as ListState;
      const at = isOfEvents(list) ? (value as EventsState).top : cursor;
      const cursorAt = at === undefined ? undefined : new Date(at * 1000);
      // A refusal also sets `completedAt`.
      const readAt = skipped || completedAt === undefined ? skipped && cursorAt : new Date(completedAt);
      return {
        list,
        cursor: cursorAt,
        lag: readAt ? Math.max(0, Math.round((now - readAt.getTime()) / 1000)) : undefined,
        walking: walk?.at,
        skipped,
      };
    });
  return { tables, lists, waiting: clock?.waiting ?? 0 };
}
