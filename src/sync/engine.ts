import type { Kommo } from '../client/kommo.js';
import { IpBlockedError, KommoApiError } from '../errors.js';
import { walkByChange } from './by-change.js';
import type { Session, Writer } from './database/types.js';
import { MirrorError } from './errors.js';
import { catalogLists, fetchList, isOfCustomers, LISTS, type List, serverTime } from './lists.js';
import { readMessages } from './messages.js';
import { type Batch, markDeleted, type Raw, upsert } from './rows.js';
import { tableOf } from './schema.js';
import { ident, literal } from './sql.js';
import {
  type AccountState,
  type EventsGap,
  type EventsState,
  enqueue,
  type ListState,
  loadStates,
  saveState,
  type WalkState,
} from './state.js';
import { drainTodo, type TodoTarget } from './todo.js';
import { touchedByEvent } from './touched.js';
import { refreshViews } from './views.js';
import { type Answer, type Position, walk } from './walk.js';

/** How far a list is. */
export interface MirrorProgress {
  /** Name of the list, for example `leads` or `notes.contacts`. */
  readonly list: string;
  /** Table that it fills. */
  readonly table: string;
  readonly mode: 'backfill' | 'changes' | 'reconcile' | 'refresh';
  /** Rows read in this run. */
  readonly rows: number;
  /** Number of all rows, if Kommo sends it. */
  readonly total: number | undefined;
  readonly done: boolean;
}

/** What a run of the engine needs. */
export interface EngineOptions {
  readonly kommo: Kommo;
  readonly schema: string;
  readonly writer: Writer;
  /** The clock of the database. */
  readonly now: () => Date;
  /** Tables to sync; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Unix seconds; the first walk leaves out what did not change since. */
  readonly since: number | undefined;
  readonly reconcile: boolean;
  readonly overlap: number;
  readonly listMaxAge: number;
  readonly concurrency: number;
  readonly onProgress: ((progress: MirrorProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

const EVENTS_PAGE = 100;
// Deep pages are slow at many APIs, so that the window moves along.
const EVENTS_WINDOW = 50;

/** One sync: every list is read as far as it goes, and each page is stored together with the position after it. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #states: Map<string, unknown>;
  readonly #abort = new AbortController();
  readonly #rows = new Map<string, number>();
  readonly skipped: { list: string; reason: string }[] = [];
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(options: EngineOptions, states: Map<string, unknown>) {
    this.#options = options;
    this.#states = states;
  }

  static async run(options: EngineOptions): Promise<{ rows: Record<string, number>; skipped: Engine['skipped'] }> {
    const engine = new Engine(options, await loadStates(options.writer, options.schema));
    const stop = (): void => engine.#abort.abort(options.signal?.reason);
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted) stop();
    try {
      await engine.#run();
    } finally {
      options.signal?.removeEventListener('abort', stop);
      // Nothing writes any more once this returns.
      await engine.#writing.catch(() => {});
    }
    return { rows: Object.fromEntries(engine.#rows), skipped: engine.skipped };
  }

  get #signal(): AbortSignal {
    return this.#abort.signal;
  }

  async #run(): Promise<void> {
    const { only, kommo, schema, now, concurrency } = this.#options;
    const account = await this.#account();
    const wanted = (list: List): boolean =>
      (!only || only.includes(list.group)) && (account.hasCustomers || !isOfCustomers(list));
    const lists = LISTS.filter((list) => list.name !== 'account' && wanted(list));
    const jobs = lists.map((list) => () => this.#list(list));
    // Elements and fields of catalogs need the catalogs.
    const catalogs = async (): Promise<void> => {
      // Nothing reports what becomes of the elements and fields of a catalog that is gone.
      await this.#transaction(async (session) => {
        for (const table of ['catalog_elements', 'custom_fields'])
          await session.query(
            `UPDATE ${ident(schema)}.${table} SET is_deleted = true
             WHERE NOT is_deleted AND catalog_id IN (SELECT id FROM ${ident(schema)}.catalogs WHERE is_deleted)`,
          );
      });
      const rows = await this.#options.writer.query<{ id: number }>(
        `SELECT id FROM ${ident(schema)}.catalogs WHERE NOT is_deleted ORDER BY id`,
      );
      const found = rows.flatMap(({ id }) => catalogLists(id)).filter(wanted);
      await this.#all(found.map((list) => () => this.#list(list)));
    };
    const ofCatalogs = !only || ['catalogs', 'catalog_elements', 'custom_fields'].some((group) => only.includes(group));
    await this.#all([
      () => this.#events(!only || only.includes('events')).catch((error) => void this.#skip('events', error)),
      ...jobs.filter((_, i) => lists[i]?.name !== 'catalogs'),
      async () => {
        if (!ofCatalogs) return;
        await this.#list(LISTS.find(({ name }) => name === 'catalogs') as List);
        await catalogs();
      },
    ]);
    const target = { kommo, schema, now, database: this.#session(), signal: this.#signal, concurrency };
    await drainTodo(
      target,
      (list, rows) => this.#report(list, 'refresh', rows, undefined, true),
      ({ name }, error) => this.#skip(name, error),
    );
    if (!only || only.includes('messages')) await this.#messages(target);
    const kept = await refreshViews(this.#session(), (work) => this.#transaction(work), schema);
    for (const name of kept)
      this.skipped.push({
        list: name,
        reason:
          'Other views depend on this view, so that it keeps its old columns. Drop them, then run the sync again.',
      });
  }

  /** Runs jobs at once. The first failure stops the others, and is thrown when they have ended. */
  async #all(jobs: readonly (() => Promise<void>)[]): Promise<void> {
    let failed = false;
    let failure: unknown;
    await Promise.all(
      jobs.map(async (job) => {
        try {
          await job();
        } catch (error) {
          if (!failed) failure = error;
          failed = true;
          this.#abort.abort(error);
        }
      }),
    );
    if (failed) throw failure;
  }

  /** Transactions of one writer, one after the other. */
  #transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const run = this.#writing.then(() => {
      this.#signal.throwIfAborted();
      return this.#options.writer.transaction(work);
    });
    this.#writing = run.catch(() => {});
    return run;
  }

  #session(): { transaction<T>(work: (session: Session) => Promise<T>): Promise<T> } & Session {
    const queued = <T>(work: () => Promise<T>): Promise<T> => {
      const run = this.#writing.then(work);
      this.#writing = run.catch(() => {});
      return run;
    };
    const { writer } = this.#options;
    return {
      query: (sql, params) => queued(() => writer.query(sql, params)),
      exec: (sql) => queued(() => writer.exec(sql)),
      transaction: (work) => this.#transaction(work),
    };
  }

  /** Reads the account if it is due, and refuses a mirror of another account. */
  async #account(): Promise<AccountState> {
    const { kommo, schema, now } = this.#options;
    const known = this.#states.get('account_of') as AccountState | undefined;
    const state = (this.#states.get('account') ?? {}) as ListState;
    if (known && known.baseUrl === kommo.baseUrl && !this.#isDue(state)) return known;
    const list = LISTS.find(({ name }) => name === 'account') as List;
    const readAt = now();
    const { rows } = await list.get(kommo, {}, this.#signal);
    const row = rows[0] ?? {};
    const id = Number(row['id']);
    if (known && known.id !== id) {
      throw new MirrorError(
        'target',
        `The schema ${schema} mirrors the account ${known.id} (${known.baseUrl}), not ${id}. Name another schema or target.`,
      );
    }
    const mode = row['customers_mode'];
    const hasCustomers = mode !== undefined && mode !== 'unavailable' && mode !== 'disabled';
    const account: AccountState = { id, baseUrl: kommo.baseUrl, hasCustomers };
    await this.#transaction(async (session) => {
      await upsert(session, { schema, table: list.table, rows, readAt });
      await saveState(session, schema, 'account_of', account);
      await this.#save(session, 'account', { completedAt: readAt.toISOString() });
    });
    return account;
  }

  #isDue({ completedAt }: ListState): boolean {
    const { listMaxAge, now, reconcile } = this.#options;
    return reconcile || completedAt === undefined || now().getTime() - Date.parse(completedAt) >= listMaxAge * 1000;
  }

  async #save(session: Session, key: string, state: ListState | EventsState): Promise<void> {
    await saveState(session, this.#options.schema, key, state);
    this.#states.set(key, state);
  }

  #report(
    list: List | 'events' | 'messages',
    mode: MirrorProgress['mode'],
    rows: number,
    total: number | undefined,
    done: boolean,
  ): void {
    const [name, table] = typeof list === 'string' ? [list, list] : [list.name, list.table.name];
    this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows);
    this.#options.onProgress?.({ list: name, table, mode, rows: this.#rows.get(table) ?? 0, total, done });
  }

  /** Reads one list to its end. A list that the account refuses is skipped. */
  async #list(list: List): Promise<void> {
    const state = (this.#states.get(list.name) ?? {}) as ListState;
    if (isWhole(list) && !state.walk && !this.#isDue(state)) return;
    // A list that was never read, because it is refused, is tried again from time to time. Others are tried each time.
    if (state.skipped && state.cursor === undefined && !this.#isDue(state)) {
      this.skipped.push({ list: list.name, reason: state.skipped });
      return;
    }
    try {
      const { reconcile } = this.#options;
      const isSplit = await this.#walkList(list, state, reconcile);
      // A walk that another run began knows nothing of what changed before this run.
      const isOld = state.walk !== undefined && !isWhole(list);
      const after = this.#states.get(list.name) as ListState;
      if (isOld || isSplit) await this.#walkList(list, after, reconcile && isOld);
    } catch (error) {
      const skipped = this.#skip(list.name, error);
      const completedAt = this.#options.now().toISOString();
      await this.#transaction((session) => this.#save(session, list.name, { ...state, completedAt, skipped }));
    }
  }

  /** Notes a list that the account refuses, and returns the reason. Throws any other error. */
  #skip(name: string, error: unknown): string {
    if (!isRefusal(error) || this.#signal.aborted) throw error;
    const reason = error.message;
    if (!this.skipped.some(({ list }) => list === name)) this.skipped.push({ list: name, reason });
    return reason;
  }

  /** The moment before which a list is not read. A list that was read from an earlier moment on, or whole, keeps that. */
  #since({ since, cursor, walk, completedAt, skipped }: ListState): number | undefined {
    const wasRead = cursor !== undefined || walk !== undefined || (completedAt !== undefined && !skipped);
    const asked = this.#options.since;
    if (since !== undefined && asked !== undefined && asked < since)
      throw new MirrorError(
        'target',
        `This mirror starts at ${new Date(since * 1000).toISOString()}, so \`since\` can't be earlier. Use another folder or schema for an earlier moment.`,
      );
    return since ?? (wasRead ? undefined : asked);
  }

  /** Reads one list, and returns whether rows may have changed place meanwhile, so that a look at the latest changes is due. */
  async #walkList(list: List, before: ListState, reconcile: boolean): Promise<boolean> {
    const { kommo, now, overlap, concurrency } = this.#options;
    let state = before;
    const reconciles = reconcile && list.kind === 'changes' && state.cursor !== undefined;
    // A walk that was cut off goes on, unless all is to be read anyway.
    let current = reconciles && state.walk?.mode !== 'reconcile' ? undefined : state.walk;
    const mode = current?.mode ?? (reconciles ? 'reconcile' : state.cursor === undefined ? 'backfill' : 'changes');
    const first = this.#since(state);
    const limit = mode === 'changes' && state.cursor !== undefined ? Math.max(0, state.cursor - overlap) : first;
    const from = current ? current.from : isWhole(list) ? undefined : limit;
    const start = current ?? { at: 0, last: 0 };
    const fetch = async (query: Raw, unwanted?: AbortSignal): Promise<Answer> => {
      const readAt = now();
      const signal = unwanted ? AbortSignal.any([this.#signal, unwanted]) : this.#signal;
      const answer = await list.get(kommo, query, signal);
      return { ...answer, readAt, serverTime: serverTime(answer) };
    };
    const total = mode === 'reconcile' ? await this.#count(list) : undefined;
    const store = async (answer: Answer, positionOf: () => Position & Pick<WalkState, 'lanes'>): Promise<void> => {
      await this.#transaction(async (session) => {
        await this.#store(session, list, answer);
        current = {
          mode,
          ...(from !== undefined && { from }),
          startedAt: current?.startedAt ?? answer.serverTime,
          readAt: current?.readAt ?? answer.readAt.toISOString(),
          ...positionOf(),
        };
        state = { ...state, walk: current, skipped: undefined, ...(first !== undefined && { since: first }) };
        await this.#save(session, list.name, state);
      });
      this.#report(list, mode, list.kind === 'trash' ? 0 : answer.rows.length, total, false);
    };
    const filter = from === undefined ? {} : { filter: { updated_at: { from } } };
    let isSplit = false;
    if (list.paged === 'by_change') {
      let at = start.at;
      isSplit = await walkByChange({
        fetch,
        lanes: current?.lanes ?? [{ from }],
        concurrency,
        store: (answer, rest) =>
          store(answer, () => {
            at += answer.rows.length;
            return { at, last: 0, lanes: rest() };
          }),
      });
    } else {
      const steps =
        list.paged === 'by_id'
          ? walk((chunk, unwanted) => fetch({ ...filter, ...chunk }, unwanted), start, concurrency)
          : onePageAfterAnother((page) => fetch(list.paged ? { ...filter, page, limit: 250 } : filter), start);
      for await (const { answer, position } of steps) await store(answer, () => position);
      // A row that vanished while the pages were read moved another from a page that was not read yet to one that was.
      if (list.paged === 'by_page' && current && current.at > 1 && list.kind === 'whole') {
        const missing = await this.#unseen(this.#session(), list, new Date(current.readAt));
        const again = onePageAfterAnother((page) => fetch({ ...filter, page, limit: 250 }), { at: 0 });
        if (missing.length > 0) for await (const { answer, position } of again) await store(answer, () => position);
      }
    }
    if (!current) return false;
    const { startedAt, readAt } = current;
    await this.#transaction(async (session) => {
      if (list.kind === 'whole' || mode === 'reconcile') await this.#sweep(session, list, new Date(readAt));
      const { walk: _, ...rest } = state;
      await this.#save(session, list.name, { ...rest, cursor: startedAt, completedAt: readAt });
    });
    this.#report(list, mode, 0, total, true);
    return isSplit;
  }

  /** Reads the messages of conversations, if the token has the scope for them. */
  async #messages(target: TodoTarget): Promise<void> {
    const { overlap, now } = this.#options;
    const state = (this.#states.get('messages') ?? {}) as ListState;
    if (state.skipped && !this.#isDue(state)) {
      this.skipped.push({ list: 'messages', reason: state.skipped });
      return;
    }
    const completedAt = now().toISOString();
    const first = this.#since(state);
    const after = { completedAt, ...(first !== undefined && { since: first }) };
    try {
      const onRows = (rows: number): void => this.#report('messages', 'changes', rows, undefined, true);
      await readMessages(target, { overlap, since: first, onRows });
      await this.#transaction((session) => this.#save(session, 'messages', after));
    } catch (error) {
      const skipped = this.#skip('messages', error);
      await this.#transaction((session) => this.#save(session, 'messages', { ...after, skipped }));
    }
  }

  async #count(list: List): Promise<number | undefined> {
    const [row] = await this.#session().query<{ n: number }>(
      `SELECT count(*) AS n FROM ${ident(this.#options.schema)}.${ident(list.table.name)} WHERE NOT is_deleted`,
    );
    return row?.n;
  }

  async #store(session: Session, list: List, { rows, readAt }: Pick<Answer, 'rows' | 'readAt'>): Promise<void> {
    const { schema } = this.#options;
    if (list.kind === 'trash') {
      // What is not in the bin was sent because the API does not know the parameter.
      const ids = rows.filter((row) => row['is_deleted'] === true).map(({ id }) => String(id));
      const live = await session.query<{ id: number }>(
        `SELECT id FROM ${ident(schema)}.${ident(list.table.name)} WHERE NOT is_deleted AND id = ANY (string_to_array($1::text, ',')::bigint[])`,
        [ids.join(',')],
      );
      const todos = live.map(({ id }) => [list.table.name, String(id)] as const);
      await enqueue(session, schema, todos, this.#options.now());
      return;
    }
    const batch: Batch = { schema, table: list.table, rows, readAt, ...(list.extra && { extra: list.extra }) };
    await upsert(session, batch);
  }

  /** Rows that a walk over the whole list has not seen are gone, or were hidden while it passed: they are read by id, where that works. */
  async #sweep(session: Session, list: List, readAt: Date): Promise<void> {
    const { schema, now } = this.#options;
    const ids = await this.#unseen(session, list, readAt);
    if (list.byId)
      await enqueue(
        session,
        schema,
        ids.map((id) => [list.name, id] as const),
        now(),
      );
    else if (list.table.key.length === 1)
      await markDeleted(session, { schema, table: list.table, ...(list.extra && { extra: list.extra }) }, ids, readAt);
    else
      await session.query(
        `UPDATE ${ident(schema)}.${ident(list.table.name)} SET is_deleted = true WHERE ${unseen(list)}`,
        [readAt.toISOString()],
      );
  }

  /** Ids of live rows that no request since `readAt` returned. */
  async #unseen(session: Session, list: List, readAt: Date): Promise<string[]> {
    const key = list.table.key.at(-1) as string;
    const rows = await session.query<{ id: string }>(
      `SELECT ${ident(key)}::text AS id FROM ${ident(this.#options.schema)}.${ident(list.table.name)} WHERE ${unseen(list)}`,
      [readAt.toISOString()],
    );
    return rows.map(({ id }) => id);
  }

  /** Events come newest first and never change, so that pages back from a fixed moment are stable. */
  async #events(wantsHistory: boolean): Promise<void> {
    const { since, overlap } = this.#options;
    let state = this.#states.get('events') as EventsState | undefined;
    if (state?.news) state = await this.#gap(state, 'news', state.news);
    state = await this.#gap(state, 'news', undefined);
    if (wantsHistory && state.history) {
      const from = Math.max(state.history.from, since === undefined ? 0 : since - overlap);
      await this.#gap(state, 'history', { ...state.history, from });
    }
  }

  /** Reads the events between two moments, or those since the last run. */
  async #gap(
    before: EventsState | undefined,
    part: 'news' | 'history',
    known: EventsGap | undefined,
  ): Promise<EventsState> {
    const { kommo, schema, now, overlap } = this.#options;
    const table = tableOf('events');
    const mode = part === 'history' || !before ? 'backfill' : 'changes';
    let state = before;
    let gap = known;
    const ahead: Promise<Answer>[] = [];
    const fetch = async (window: { from: number; to?: number; page: number }): Promise<Answer> => {
      const readAt = now();
      const { from, to, page } = window;
      const range = { ...(from > 0 && { from }), ...(to !== undefined && { to }) };
      const query = {
        ...(Object.keys(range).length > 0 && { filter: { created_at: range } }),
        limit: EVENTS_PAGE,
        page,
      };
      const answer = await fetchList(kommo, '/api/v4/events', 'events', query, this.#signal);
      return { ...answer, readAt, serverTime: serverTime(answer) };
    };
    let width = 1;
    for (;;) {
      const window = gap ?? { from: before ? Math.max(0, before.top - overlap) : 0, page: 1 };
      while (ahead.length < width && (ahead.length === 0 || gap)) {
        const promise = fetch({ ...window, page: window.page + ahead.length });
        promise.catch(() => {});
        ahead.push(promise);
      }
      const answer = await (ahead.shift() as Promise<Answer>);
      const { rows } = answer;
      const newest = Number(rows[0]?.['created_at'] ?? 0);
      const oldest = Number(rows.at(-1)?.['created_at'] ?? 0);
      const startedAt = gap?.startedAt ?? answer.serverTime;
      const to = gap?.to ?? Math.max(startedAt, newest);
      let next: EventsGap | undefined;
      if (answer.hasNext && rows.length > 0) {
        // A second that fills a whole window is paged through.
        const moves = window.page >= EVENTS_WINDOW && oldest < to;
        next = moves
          ? { from: window.from, to: oldest, page: 1, startedAt }
          : { from: window.from, to, page: window.page + 1, startedAt };
        if (moves) ahead.length = 0;
      }
      const actFrom = state?.actFrom ?? startedAt - overlap;
      const base: EventsState = state ?? { top: startedAt, actFrom };
      let after: EventsState = { ...base, [part]: next };
      // The first time, everything that is older than the first page is history.
      if (!before && part === 'news') after = { top: startedAt, actFrom, history: next };
      else if (!next)
        after = { ...after, ...(part === 'news' && { top: startedAt }), completedAt: answer.readAt.toISOString() };
      await this.#transaction(async (session) => {
        await upsert(session, { schema, table, rows, readAt: answer.readAt });
        const recent = rows.filter((row) => Number(row['created_at']) >= actFrom);
        await enqueue(session, schema, recent.flatMap(touchedByEvent), now());
        await this.#save(session, 'events', after);
      });
      this.#report('events', mode, rows.length, undefined, next === undefined);
      state = after;
      if (!before && part === 'news') return state;
      if (!next) return state;
      gap = next;
      width = Math.min(2 * width, this.#options.concurrency);
    }
  }
}

// No right, no such list in this account, or a list that its settings turn off.
const REFUSALS: readonly number[] = [403, 404, 405, 422];

const isWhole = ({ kind }: List): boolean => kind === 'whole' || kind === 'newest';

const isRefusal = (error: unknown): error is KommoApiError =>
  error instanceof KommoApiError && !(error instanceof IpBlockedError) && REFUSALS.includes(error.status);

/** Columns that tell which rows of a table a list holds. */
function scopeOf(list: List): Raw {
  const [, part = ''] = list.name.split('.');
  if (list.table.name === 'catalog_elements') return { catalog_id: part };
  if (list.table.name === 'custom_fields')
    return part.startsWith('catalog_') ? { catalog_id: part.slice('catalog_'.length) } : { entity_type: part };
  return list.extra ?? {};
}

// `$1` is the moment.
function unseen(list: List): string {
  const scope = Object.entries(scopeOf(list)).map(
    ([column, value]) => ` AND ${ident(column)} = ${literal(String(value))}`,
  );
  return `NOT is_deleted AND synced_at < $1::text::timestamptz${scope.join('')}`;
}

async function* onePageAfterAnother<A extends Answer>(
  fetch: (page: number) => Promise<A>,
  start: { at: number },
): AsyncGenerator<{ answer: A; position: { at: number; last: number } }, void, undefined> {
  // `at` counts pages here.
  for (let page = start.at + 1; ; page += 1) {
    const answer = await fetch(page);
    yield { answer, position: { at: page, last: 0 } };
    if (!answer.hasNext || answer.rows.length === 0) return;
  }
}
