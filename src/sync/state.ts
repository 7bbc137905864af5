import type { Lane } from './by-change.js';
import type { Session } from './database/types.js';
import { ident } from './sql.js';
import type { Position } from './walk.js';

/** A walk that has begun. It is stored with each page, so that another process can go on with it. */
export interface WalkState extends Position {
  readonly mode: 'backfill' | 'changes' | 'reconcile';
  /** Only what changed since, in unix seconds. */
  readonly from?: number | undefined;
  /** Clock of the server at the first answer, in unix seconds: what changes later belongs to the next walk. */
  readonly startedAt: number;
  /** The same moment by the clock of the database. */
  readonly readAt: string;
  /** What is still to be read, if the list is read by `updated_at`. */
  readonly lanes?: readonly Lane[] | undefined;
}

/** How far a list was read. */
export interface ListState {
  /** Everything that changed before this moment (unix seconds) is stored. */
  readonly cursor?: number;
  /** Moment that the first walk was limited to by `since`. */
  readonly since?: number;
  readonly walk?: WalkState | undefined;
  /** When the list was last read to its end, by the clock of the database. */
  readonly completedAt?: string;
  /** Why Kommo does not let this list be read. */
  readonly skipped?: string | undefined;
}

/** How far the events were read: newest first, from a moment back to another. */
export interface EventsState {
  /** Everything that happened before this moment (unix seconds) is stored, but for the parts that follow. */
  readonly top: number;
  /** Events older than this need no action: the entities were read later. */
  readonly actFrom: number;
  /** What happened since the last run. */
  readonly news?: EventsGap | undefined;
  /** What happened before the first run. */
  readonly history?: EventsGap | undefined;
  readonly completedAt?: string;
}

/** Events that are still to be read: pages of those between two moments. */
export interface EventsGap {
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly startedAt: number;
}

/** The account that a mirror belongs to. */
export interface AccountState {
  readonly id: number;
  readonly baseUrl: string;
  readonly hasCustomers: boolean;
}

/** All states by their keys. */
export async function loadStates(session: Session, schema: string): Promise<Map<string, unknown>> {
  const rows = await session.query<{ key: string; value: unknown }>(`SELECT key, value FROM ${ident(schema)}._state`);
  return new Map(rows.map(({ key, value }) => [key, value]));
}

export async function saveState(session: Session, schema: string, key: string, value: unknown): Promise<void> {
  await session.query(
    `INSERT INTO ${ident(schema)}._state (key, value) VALUES ($1::text, $2::text::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, JSON.stringify(value)],
  );
}

/** An entity to read again. */
export type Todo = readonly [list: string, id: string];

/** Notes down entities to read again, as of now. */
export async function enqueue(session: Session, schema: string, todos: readonly Todo[], at: Date): Promise<void> {
  if (todos.length === 0) return;
  await session.query(
    `INSERT INTO ${ident(schema)}._todo AS t (list, id, at)
     SELECT DISTINCT e->>0, e->>1, $2::text::timestamptz FROM jsonb_array_elements($1::text::jsonb) AS e ORDER BY 1, 2
     ON CONFLICT (list, id) DO UPDATE SET at = greatest(t.at, excluded.at)`,
    [JSON.stringify(todos), at.toISOString()],
  );
}
