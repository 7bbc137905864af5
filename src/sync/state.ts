import type { Lane } from './by-change.js';
import type { Session } from './database/types.js';
import { ident } from './sql.js';
import type { Position } from './walk.js';

/** Progress of an unfinished walk. It is stored with each page, so another process can continue the walk. */
export interface WalkState extends Position {
  readonly mode: 'backfill' | 'changes' | 'reconcile';
  /** The walk only reads rows that have changed since this moment, in unix seconds. */
  readonly from?: number | undefined;
  /** Clock of the server at the first answer, in unix seconds. Later changes belong to the next walk. */
  readonly startedAt: number;
  /** The same moment by the clock of the database. */
  readonly readAt: string;
  /** Ranges that are still to be read. Only lists that are read by `updated_at` have them. */
  readonly lanes?: readonly Lane[] | undefined;
  /** Lowest and highest id of the list, to estimate what is left. */
  readonly span?: readonly [start: number, end: number] | undefined;
}

/** Progress of one list. */
export interface ListState {
  /** All changes before this moment (unix seconds) are stored. */
  readonly cursor?: number;
  /** `since` of the first walk, in unix seconds. */
  readonly since?: number;
  readonly walk?: WalkState | undefined;
  /** Moment of the last complete walk, by the clock of the database. */
  readonly completedAt?: string;
  /** The pages of this list have links to the next one, so that a page without a link is the last. */
  readonly hasLinks?: boolean;
  /** Reason why Kommo refuses this list. */
  readonly skipped?: string | undefined;
}

/** Progress of the events. They are read newest first, from one moment back to another. */
export interface EventsState {
  /** All events before this moment (unix seconds) are stored, except those in `news` and `history`. */
  readonly top: number;
  /** Older events need no action, because their entities were read later. Unix seconds. */
  readonly actFrom: number;
  /** Events since the last run that are still to be read. */
  readonly news?: EventsGap | undefined;
  /** Events before the first run that are still to be read. */
  readonly history?: EventsGap | undefined;
  /** Pages of events have links to the next one, so that a page without a link is the last. */
  readonly hasLinks?: boolean;
  /** `since` of the first run, in unix seconds. */
  readonly since?: number;
  readonly completedAt?: string;
}

/** Whether a key names a state of the events. A sync of some tables has its own, for example `events:contacts,leads`. */
export const isOfEvents = (key: string): boolean => key === 'events' || key.startsWith('events:');

/** Pages of events between two moments (unix seconds) that are still to be read. */
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
  /** Unix seconds. Nothing is older. */
  readonly createdAt?: number | undefined;
  /** Clock of the server before the mirror read anything else, in unix seconds. From then on events must be acted on. */
  readonly startedAt: number;
}

/** Loads all states by their keys. */
export async function loadStates(session: Session, schema: string): Promise<Map<string, unknown>> {
  const rows = await session.query<{ key: string; value: unknown }>(`SELECT key, value FROM ${ident(schema)}._state`);
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Stores one state. */
export async function saveState(session: Session, schema: string, key: string, value: unknown): Promise<void> {
  await session.query(
    `INSERT INTO ${ident(schema)}._state (key, value) VALUES ($1::text, $2::text::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, JSON.stringify(value)],
  );
}

/** The latest moment that is known to be stored, in milliseconds by the clock of the database. */
export const LAST_MOMENT = (schema: string): string =>
  `SELECT max((value->>'at')::numeric) FROM ${ident(schema)}._state WHERE key = 'clock'`;

/** Notes down that nothing stored is later than `at`. */
export async function keepClock(session: Session, schema: string, at: Date): Promise<void> {
  await session.query(
    `INSERT INTO ${ident(schema)}._state AS s (key, value) VALUES ('clock', jsonb_build_object('at', $1::text::numeric))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value
     WHERE (s.value->>'at')::numeric < (excluded.value->>'at')::numeric`,
    [String(Math.ceil(at.getTime()) + 1)],
  );
}

/** An entity that must be read again. */
export type Todo = readonly [list: string, id: string];

/** Adds entities to the queue of those that must be read again. A later `at` replaces an earlier one. */
export async function enqueue(session: Session, schema: string, todos: readonly Todo[], at: Date): Promise<void> {
  if (todos.length === 0) return;
  await session.query(
    `INSERT INTO ${ident(schema)}._todo AS t (list, id, at)
     SELECT DISTINCT e->>0, e->>1, $2::text::timestamptz FROM jsonb_array_elements($1::text::jsonb) AS e ORDER BY 1, 2
     ON CONFLICT (list, id) DO UPDATE SET at = greatest(t.at, excluded.at)`,
    [JSON.stringify(todos), at.toISOString()],
  );
}
