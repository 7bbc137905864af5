import type { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import { checkKeys, checkKommo, type KeysOf } from '../util/check.js';
import { toUnixSeconds } from '../util/time.js';
import type { WebhookEvent } from '../webhooks/events.js';
import { checkAccount } from './account.js';
import { openDatabase } from './database/open.js';
import type { MirrorDatabase, Session } from './database/types.js';
import { Engine, type MirrorProgress } from './engine.js';
import { explainDatabase, isRefusal, MirrorError } from './errors.js';
import { GROUPS } from './lists.js';
import { type Raw, upsert } from './rows.js';
import { migrate, tableOf } from './schema.js';
import { ident } from './sql.js';
import { enqueue, keepClock, LAST_MOMENT } from './state.js';
import { type MirrorStatus, readStatus } from './status.js';
import { drainTodo } from './todo.js';
import { touchedByWebhook } from './touched.js';

export type { MirrorProgress } from './engine.js';

/**
 * Options of `createMirror`: where the mirror is, and how it reads. An unknown option throws an `InputError` that names it.
 * @see the guide docs/mirror.md in this package
 */
export interface MirrorOptions {
  /** A folder for PGlite (`./crm`), `memory://`, a `postgres://` address, or a database that is open. */
  to: string | MirrorDatabase;
  /** Schema that holds the tables. Give each account its own. Default `kommo`. */
  schema?: string | undefined;
  /** Seconds before the end of the last run that are read again, for what Kommo stored late. Default 60. */
  overlap?: number | undefined;
  /** Seconds after which lists without a filter for changes (users, tags, catalogs ...) are read again. Default 3600. */
  listMaxAge?: number | undefined;
  /** Maximum requests of one list at the same time. Default 4. */
  concurrency?: number | undefined;
  /** Milliseconds to wait for another process that uses the mirror. Then a `MirrorError` with the code `locked` is thrown. Default 0. */
  waitMs?: number | undefined;
}

/** What one sync does. */
export interface SyncOptions {
  /** Tables to sync. Default: all. */
  only?: readonly string[] | undefined;
  /** The first sync of a list leaves out what did not change since this moment (a Date, or unix seconds). Default: everything is read. */
  since?: Date | number | undefined;
  /** Reads everything again, to find changes that Kommo did not report. Default false. */
  reconcile?: boolean | undefined;
  /** Called after each page. */
  onProgress?: ((progress: MirrorProgress) => void) | undefined;
  /** Aborts the sync. The next one continues from there. */
  signal?: AbortSignal | undefined;
}

/** What a sync has read. */
export interface SyncResult {
  /** Rows that were read, by table. A row may be read more than once. */
  readonly rows: Readonly<Record<string, number>>;
  /** Lists that the account does not let this token read. */
  readonly skipped: readonly { readonly list: string; readonly reason: string }[];
}

/** Lists that Kommo refuses, with the errors. */
type Refused = ReadonlyMap<string, unknown>;

/** Webhooks that hold a message. */
const MESSAGES: readonly string[] = ['message.added', 'message.sent', 'outgoing_message.added'];
const MAX_SCHEMA_BYTES = 63;
const MIRROR_OPTIONS = Object.keys({
  to: true,
  schema: true,
  overlap: true,
  listMaxAge: true,
  concurrency: true,
  waitMs: true,
} satisfies KeysOf<MirrorOptions>);
const SYNC_OPTIONS = Object.keys({
  only: true,
  since: true,
  reconcile: true,
  onProgress: true,
  signal: true,
} satisfies KeysOf<SyncOptions>);

/**
 * A Kommo account in SQL, made by {@link createMirror}.
 *
 * ```ts
 * await using mirror = await createMirror(kommo, { to: './crm' });
 * await mirror.sync();
 * const rows = await mirror.query('SELECT count(*) FROM kommo.leads WHERE NOT is_deleted');
 * ```
 */
export class Mirror implements AsyncDisposable {
  /** Schema that holds the tables. */
  readonly schema: string;
  readonly #kommo: Kommo;
  readonly #database: MirrorDatabase;
  readonly #options: { overlap: number; listMaxAge: number; concurrency: number; waitMs: number };
  /** Milliseconds that the clock of the database is ahead of the monotonic clock. */
  #clock = 0;
  #syncing: Promise<unknown> = Promise.resolve();
  /** Lists that webhooks have named since the last drain. */
  #waiting = new Set<string>();
  #draining: Promise<Refused> | undefined;
  #next: Promise<Refused> | undefined;

  /** @internal use `createMirror` */
  constructor(kommo: Kommo, database: MirrorDatabase, options: MirrorOptions) {
    this.#kommo = kommo;
    this.#database = database;
    this.schema = options.schema ?? 'kommo';
    const { overlap = 60, listMaxAge = 3600, concurrency = 4, waitMs = 0 } = options;
    this.#options = { overlap, listMaxAge, concurrency, waitMs };
  }

  /**
   * Brings the mirror up to date. The first run reads everything, later runs read changes. A run continues where the last one was
   * interrupted. A second call waits for the first.
   * @throws MirrorError if another process syncs this mirror or the database refuses, KommoApiError, AbortError
   */
  sync(options: SyncOptions = {}): Promise<SyncResult> {
    checkKeys(options, 'options', SYNC_OPTIONS);
    const { only, since, reconcile = false, onProgress, signal } = options;
    if (only !== undefined && !Array.isArray(only))
      throw new InputError('only', `must be an array of names of tables (${GROUPS.join(', ')})`);
    const unknown = only?.find((name) => !GROUPS.includes(name));
    if (unknown !== undefined)
      throw new InputError('only', `must hold names of tables (${GROUPS.join(', ')}), got ${unknown}`);
    const from = since instanceof Date ? toUnixSeconds(since, 'since') : since;
    if (from !== undefined && !Number.isSafeInteger(from))
      throw new InputError('since', `must be a Date or unix seconds, got ${since}`);
    const run = this.#syncing.then(() =>
      this.#guarded(async () => {
        signal?.throwIfAborted();
        const { waitMs, ...rest } = this.#options;
        const writer = await this.#database.writer({ name: this.schema, waitMs, signal });
        try {
          const isClockBack = await this.#setClock();
          return await Engine.run({
            ...rest,
            isClockBack,
            kommo: this.#kommo,
            schema: this.schema,
            writer,
            now: this.#now,
            only,
            since: from,
            reconcile,
            onProgress,
            signal,
          });
        } finally {
          await keepClock(writer, this.schema, this.#now()).catch(() => {});
          await writer.release();
        }
      }),
    );
    this.#syncing = run.catch(() => {});
    return run;
  }

  /**
   * Reads the entities again that a webhook names. Webhooks may arrive late, twice or in any order. Calls at the same time share their
   * requests, up to 250 entities each.
   * @throws KommoApiError, MirrorError. The next sync or `apply` then reads the entities. MirrorError `target` if the client or a webhook
   *   belongs to another account than the mirror
   */
  async apply(event: WebhookEvent | readonly WebhookEvent[]): Promise<void> {
    const events = Array.isArray(event) ? (event as readonly WebhookEvent[]) : [event as WebhookEvent];
    const todos = events.flatMap(touchedByWebhook);
    const messages = events.filter(({ type }) => MESSAGES.includes(type));
    if (todos.length === 0 && messages.length === 0) return;
    await this.#guarded(async () => {
      await this.#setClock();
      await checkAccount(this.#database, { kommo: this.#kommo, schema: this.schema, now: this.#now }, events);
      const at = this.#now();
      await this.#database.transaction(async (session) => {
        await enqueue(session, this.schema, todos, at);
        const rows = messages.map((message) => ({ ...(message.entity as object) }));
        await upsert(session, {
          schema: this.schema,
          table: tableOf('messages'),
          rows: await this.#unread(session, rows),
          readAt: at,
        });
      });
      for (const [list] of todos) this.#waiting.add(list);
      const refused = await this.#drainSoon();
      // What Kommo refuses of other lists is for the next sync.
      const own = todos.find(([list]) => refused.has(list));
      if (own) throw refused.get(own[0]);
    });
  }

  /**
   * Runs one statement and returns its rows. bigint and numeric come as numbers, moments as Dates.
   * @throws MirrorError
   */
  query<R extends object = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.#guarded(() => this.#database.query<R>(sql, params));
  }

  /** Rows, cursors and lag of each table. */
  status(): Promise<MirrorStatus> {
    return this.#guarded(() => readStatus(this.#database, this.schema));
  }

  /** Waits for running work and closes the database. */
  async close(): Promise<void> {
    await this.#syncing;
    await this.#draining?.catch(() => {});
    await this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Messages that are not stored. What a conversation says of a message is more than what a webhook says. */
  async #unread(session: Session, messages: readonly Raw[]): Promise<readonly Raw[]> {
    if (messages.length === 0) return [];
    const ids = messages.map(({ id }) => String(id));
    const known = await session.query<{ id: string }>(
      `SELECT id FROM ${ident(this.schema)}.messages WHERE id IN (SELECT jsonb_array_elements_text($1::text::jsonb))`,
      [JSON.stringify(ids)],
    );
    return messages.filter(({ id }) => !known.some((one) => one.id === String(id)));
  }

  readonly #now = (): Date => new Date(this.#clock + performance.now());

  /**
   * Sets the clock, and returns whether that of the database was set back. Within what the measurement leaves open the clock stays as it
   * is, so that moments of this process never change order. It never falls below a moment that is stored, since a row only replaces one
   * that was read earlier.
   */
  async #setClock(): Promise<boolean> {
    const before = performance.now();
    const [row] = await this.#database.query<{ ms: number; last: number | null }>(
      `SELECT (${LAST_MOMENT(this.schema)}) AS last, extract(epoch FROM clock_timestamp()) * 1000 AS ms`,
    );
    const ms = Number(row?.ms);
    const after = performance.now();
    const last = Number(row?.last ?? 0);
    const measured = Math.min(Math.max(this.#clock, ms - after), ms - before);
    const isBack = measured + after < last;
    this.#clock = isBack ? last - after : measured;
    return isBack;
  }

  /** One drain at a time; those who come while one is under way share the next. */
  #drainSoon(): Promise<Refused> {
    if (!this.#draining) {
      this.#draining = this.#drain().finally(() => {
        this.#draining = undefined;
      });
      return this.#draining;
    }
    this.#next ??= this.#draining
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.#drainSoon();
      });
    return this.#next;
  }

  /** Reads what is noted down, the lists that webhooks named first. Returns the lists that Kommo refuses. */
  async #drain(): Promise<Refused> {
    const first = this.#waiting;
    this.#waiting = new Set();
    const refused = new Map<string, unknown>();
    const { concurrency } = this.#options;
    const target = {
      kommo: this.#kommo,
      schema: this.schema,
      now: this.#now,
      database: this.#database,
      signal: undefined,
      concurrency,
    };
    const onError = ({ name }: { name: string }, error: unknown): void => {
      if (!isRefusal(error)) throw error;
      refused.set(name, error);
    };
    try {
      await drainTodo(target, { first, onError });
    } finally {
      await keepClock(this.#database, this.schema, this.#now());
    }
    return refused;
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explainDatabase(error, this.#database.label);
    }
  }
}

/**
 * Opens a mirror of an account, and creates or migrates its tables. It needs `@electric-sql/pglite` for a folder and `pg` for PostgreSQL.
 *
 * ```ts
 * const mirror = await createMirror(kommo, { to: 'postgres://localhost/crm' });
 * await mirror.sync({ onProgress: ({ table, rows }) => console.log(table, rows) });
 * ```
 * @throws InputError on an invalid option, MirrorError on a target that can't hold the mirror
 */
export async function createMirror(kommo: Kommo, options: MirrorOptions): Promise<Mirror> {
  checkKeys(options, 'options', MIRROR_OPTIONS);
  checkKommo(kommo);
  const { schema = 'kommo', waitMs = 0 } = options;
  if (
    typeof schema !== 'string' ||
    schema === '' ||
    new TextEncoder().encode(schema).length > MAX_SCHEMA_BYTES ||
    schema.startsWith('pg_')
  ) {
    throw new InputError('schema', 'must be the name of a schema: 1 to 63 bytes, and not one that starts with pg_');
  }
  for (const [name, least] of [
    ['overlap', 0],
    ['listMaxAge', 0],
    ['concurrency', 1],
    ['waitMs', 0],
  ] as const) {
    const value = options[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      throw new InputError(name, `must be a whole number of at least ${least}, got ${value}`);
  }
  const database = await openDatabase(options.to, waitMs);
  try {
    await migrate(database, schema);
  } catch (error) {
    await database.close().catch(() => {});
    throw explainDatabase(error, database.label);
  }
  return new Mirror(kommo, database, options);
}

/** Where a mirror is. */
export type MirrorLocation = Pick<MirrorOptions, 'to' | 'schema' | 'waitMs'>;

/**
 * Rows, cursors and lag of a mirror, without an account and without a change.
 * @throws MirrorError if there is no mirror
 */
export async function mirrorStatus(location: MirrorLocation): Promise<MirrorStatus> {
  checkKeys(location, 'location', ['to', 'schema', 'waitMs']);
  return withMirror(location, readStatus);
}

/**
 * Opens a mirror to read it, and closes it again. It needs no account and changes nothing.
 * @throws MirrorError if there is no mirror
 * @internal
 */
export async function withMirror<T>(
  { to, schema = 'kommo', waitMs = 0 }: MirrorLocation,
  work: (database: MirrorDatabase, schema: string) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(to, waitMs, false);
  try {
    const [found] = await database.query(
      `SELECT 1 FROM information_schema.tables WHERE table_schema = $1::text AND table_name = '_state'`,
      [schema],
    );
    if (!found) {
      const message = `${database.label} has no mirror in the schema ${schema}. Run a sync first, or name another schema.`;
      throw new MirrorError('target', message);
    }
    return await work(database, schema);
  } catch (error) {
    throw explainDatabase(error, database.label);
  } finally {
    if (typeof to === 'string') await database.close();
  }
}
