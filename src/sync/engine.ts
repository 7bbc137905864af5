import type { Kommo } from '../client/kommo.js';
import { LoopWatch } from '../http/page.js';
import { withSignal } from '../util/abort.js';
import { readAccount } from './account.js';
import { walkByChange } from './by-change.js';
import type { Session, Writer } from './database/types.js';
import { isRefusal, MirrorError } from './errors.js';
import { catalogLists, fetchList, isOfCustomers, LISTS, type List, type ListAnswer, serverTime } from './lists.js';
import { readMessages } from './messages.js';
import { goesOn, MAX_EMPTY_PAGES, pageByPage } from './pages.js';
import { type Batch, markDeleted, type Raw, upsert } from './rows.js';
import { tableOf } from './schema.js';
import { part, shareOf } from './share.js';
import { ident, LINKS, literal } from './sql.js';
import {
  type AccountState,
  type EventsGap,
  type EventsState,
  enqueue,
  isOfEvents,
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
  /** Number of all rows, if it is known. */
  readonly total: number | undefined;
  /**
   * Share of the list that is read, from 0 to 1. If the total is not known, it is estimated from the rows in the part of the time that
   * was read, or from the range of ids. Undefined if there is nothing to estimate it from.
   */
  readonly share: number | undefined;
  readonly done: boolean;
}

/** What a run of the engine needs. */
export interface EngineOptions {
  readonly kommo: Kommo;
  readonly schema: string;
  readonly writer: Writer;
  /** The clock of the database. It never goes back. */
  readonly now: () => Date;
  /** The clock of the database was set back, so that nothing is known about the age of lists. */
  readonly isClockBack: boolean;
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
  /** Rows that were read, by table and by list. */
  readonly #rows = new Map<string, number>();
  readonly #listRows = new Map<string, number>();
  /** Largest share of each list that was reported. A later estimate may be lower. */
  readonly #shares = new Map<string, number>();
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
    const { kommo, schema, now, concurrency } = this.#options;
    const account = await this.#account();
    const isWanted = ({ group }: List): boolean => this.#wants(group);
    const wanted = (list: List): boolean => isWanted(list) && (account.hasCustomers || !isOfCustomers(list));
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
    const ofCatalogs = ['catalogs', 'catalog_elements', 'custom_fields'].some((group) => this.#wants(group));
    await this.#all([
      () => this.#events(account).catch((error) => void this.#skip('events', error)),
      ...jobs.filter((_, i) => lists[i]?.name !== 'catalogs'),
      async () => {
        if (!ofCatalogs) return;
        await this.#list(LISTS.find(({ name }) => name === 'catalogs') as List);
        await catalogs();
      },
    ]);
    const target = { kommo, schema, now, database: this.#session(), signal: this.#signal, concurrency };
    await drainTodo(target, {
      isWanted,
      onRows: (list, rows) => this.#report(list, 'refresh', rows, { done: true }),
      onError: ({ name }, error) => this.#skip(name, error),
    });
    if (this.#wants('messages')) await this.#messages(target);
    this.skipped.push(...(await refreshViews(this.#session(), (work) => this.#transaction(work), schema)));
  }

  /** Whether this run syncs a table. Messages need the conversations that they belong to. */
  #wants(group: string): boolean {
    const { only } = this.#options;
    return !only || only.includes(group) || (group === 'talks' && only.includes('messages'));
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
    if (known?.startedAt !== undefined && known.baseUrl === kommo.baseUrl && !this.#isDue(state)) return known;
    const readAt = now();
    const { account, rows } = await readAccount({ kommo, schema, known, now, signal: this.#signal });
    await this.#transaction(async (session) => {
      await upsert(session, { schema, table: tableOf('account'), rows, readAt });
      await saveState(session, schema, 'account_of', account);
      await this.#save(session, 'account', { completedAt: readAt.toISOString() });
    });
    return account;
  }

  #isDue({ completedAt }: ListState): boolean {
    const { listMaxAge, now, reconcile, isClockBack } = this.#options;
    return (
      reconcile ||
      isClockBack ||
      completedAt === undefined ||
      now().getTime() - Date.parse(completedAt) >= listMaxAge * 1000
    );
  }

  async #save(session: Session, key: string, state: ListState | EventsState): Promise<void> {
    await saveState(session, this.#options.schema, key, state);
    this.#states.set(key, state);
  }

  #report(
    list: List | 'events' | 'messages',
    mode: MirrorProgress['mode'],
    count: number,
    { total, share, done = false }: { total?: number | undefined; share?: number | undefined; done?: boolean },
  ): void {
    const [name, table] = typeof list === 'string' ? [list, list] : [list.name, list.table.name];
    this.#rows.set(table, (this.#rows.get(table) ?? 0) + count);
    const rows = (this.#listRows.get(name) ?? 0) + count;
    this.#listRows.set(name, rows);
    const known = this.#shares.get(name);
    const most = share === undefined ? known : Math.max(share, known ?? 0);
    if (most !== undefined) this.#shares.set(name, most);
    this.#options.onProgress?.({ list: name, table, mode, rows, total, share: done ? 1 : most, done });
  }

  /** Reads one list to its end. A list that the account refuses is skipped. */
  async #list(list: List): Promise<void> {
    const state = (this.#states.get(list.name) ?? {}) as ListState;
    const isRecent = !this.#isDue(state);
    if (state.skipped) {
      // Kommo is asked again if the list is named, if it was read before, or after `listMaxAge`.
      if (isRecent && !this.#options.only && (isWhole(list) || state.cursor === undefined)) {
        this.skipped.push({ list: list.name, reason: state.skipped });
        return;
      }
    } else if (isWhole(list) && !state.walk && isRecent) return;
    try {
      const { reconcile } = this.#options;
      const { isResumed, isSplit } = await this.#walkList(list, state, reconcile);
      // A walk that another run began knows nothing of what changed before this run.
      if (isResumed || isSplit)
        await this.#walkList(list, this.#states.get(list.name) as ListState, reconcile && isResumed);
    } catch (error) {
      const skipped = this.#skip(list.name, error);
      const completedAt = this.#options.now().toISOString();
      // The pages before the refusal are stored, with the position after them.
      await this.#transaction((session) =>
        this.#save(session, list.name, { ...(this.#states.get(list.name) as ListState), completedAt, skipped }),
      );
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

  /**
   * Reads one list. Returns whether another run began the walk, and whether rows may have changed place meanwhile. In both cases a look at
   * the latest changes is due.
   */
  async #walkList(
    list: List,
    before: ListState,
    reconcile: boolean,
  ): Promise<{ readonly isResumed: boolean; readonly isSplit: boolean }> {
    const { kommo, now, overlap, concurrency } = this.#options;
    let state = before;
    const reconciles = reconcile && list.kind === 'changes' && state.cursor !== undefined;
    // A walk that was cut off goes on, unless all is to be read anyway.
    let current = reconciles && state.walk?.mode !== 'reconcile' ? undefined : state.walk;
    const isResumed = current !== undefined;
    const mode = current?.mode ?? (reconciles ? 'reconcile' : state.cursor === undefined ? 'backfill' : 'changes');
    const first = this.#since(state);
    const limit = mode === 'changes' && state.cursor !== undefined ? Math.max(0, state.cursor - overlap) : first;
    const from = current ? current.from : isWhole(list) ? undefined : limit;
    const start = current ?? { at: 0, last: 0 };
    let { hasLinks } = state;
    const fetch = async (query: Raw, unwanted?: AbortSignal): Promise<Answer> => {
      const readAt = now();
      const get = (signal: AbortSignal): Promise<ListAnswer> => list.get(kommo, query, signal);
      const answer = await (unwanted ? withSignal(this.#signal, unwanted, get) : get(this.#signal));
      if (answer.hasLink) hasLinks = true;
      // A short list has links too, if its pages have one row.
      const mayLearn = list.paged && answer.hasNext === undefined && answer.rows.length > 0;
      if (mayLearn && hasLinks === undefined) hasLinks = await this.#hasLinks(list, answer.rows.length);
      const isLast = !list.paged || isLastOf(answer, hasLinks === true, Number(query['limit']));
      return { ...answer, ...(isLast && { hasNext: false }), readAt, serverTime: serverTime(answer, now()) };
    };
    let total = mode === 'reconcile' ? await this.#count(list) : undefined;
    // Moments are no help for rows that have none, or whose clock went back.
    const isByChange = list.paged === 'by_change' && (mode !== 'reconcile' || current?.lanes !== undefined);
    const isById = list.paged === 'by_id' || list.paged === 'by_change';
    let span = current?.span;
    const store = async (
      answer: Answer,
      positionOf: () => Position & Pick<WalkState, 'lanes'>,
      rowsLeft?: () => number | undefined,
    ): Promise<void> => {
      await this.#transaction(async (session) => {
        await this.#store(session, list, answer);
        current = {
          mode,
          ...(from !== undefined && { from }),
          startedAt: current?.startedAt ?? answer.serverTime,
          readAt: current?.readAt ?? answer.readAt.toISOString(),
          ...(span && { span }),
          ...positionOf(),
        };
        state = {
          ...state,
          walk: current,
          skipped: undefined,
          ...(first !== undefined && { since: first }),
          ...(hasLinks !== undefined && { hasLinks }),
        };
        await this.#save(session, list.name, state);
      });
      total ??= answer.total;
      // Lists without an order count pages.
      const hint = isById ? { total, rowsLeft: rowsLeft?.() } : {};
      const share = current && shareOf(current, hint);
      this.#report(list, mode, list.kind === 'trash' ? 0 : answer.rows.length, { total, share });
    };
    // The start may not belong to the range.
    const filter = from === undefined ? {} : { filter: { updated_at: { from: Math.max(0, from - 1) } } };
    let isSplit = false;
    if (isByChange) {
      let at = start.at;
      isSplit = await walkByChange({
        fetch,
        lanes: current?.lanes ?? [{ from }],
        concurrency,
        store: (answer, rest, rowsLeft) =>
          store(
            answer,
            () => {
              at += answer.rows.length;
              return { at, last: 0, lanes: rest() };
            },
            rowsLeft,
          ),
      });
    } else {
      const pages = (page: number): Promise<Answer> => fetch(list.paged ? { ...filter, page, limit: 250 } : filter);
      if (isById) {
        const steps = walk((chunk, unwanted) => fetch({ ...filter, ...chunk }, unwanted), start, concurrency);
        let estimates = mode === 'backfill' && list.isOrdered === true && start.at === 0;
        for await (const { answer, position, isLast } of steps) {
          await store(answer, () => position);
          if (estimates && !isLast && total === undefined) span = await this.#idSpan(list, answer, filter);
          estimates = false;
        }
      } else
        for await (const { answer, page } of pageByPage(pages, start.at + 1))
          await store(answer, () => ({ at: page, last: 0 }));
      // A row that vanished while the pages were read moved another from a page that was not read yet to one that was.
      if (list.paged === 'by_page' && current && current.at > 1 && list.kind === 'whole') {
        const missing = await this.#unseen(this.#session(), list, new Date(current.readAt));
        if (missing.length > 0)
          for await (const { answer, page } of pageByPage(pages)) await store(answer, () => ({ at: page, last: 0 }));
      }
    }
    if (!current) return { isResumed, isSplit };
    const { startedAt, readAt } = current;
    await this.#transaction(async (session) => {
      if (list.kind === 'whole' || mode === 'reconcile') await this.#sweep(session, list, new Date(readAt));
      const { walk: _, ...rest } = state;
      await this.#save(session, list.name, { ...rest, cursor: startedAt, completedAt: readAt });
    });
    this.#report(list, mode, 0, { total, done: true });
    return { isResumed, isSplit };
  }

  /** Whether a page of one row has a link to the next one. Undefined if the list may have no other row. */
  async #hasLinks(list: List, known: number): Promise<boolean | undefined> {
    const { hasLink } = await list.get(this.#options.kommo, { page: 1, limit: 1 }, this.#signal);
    return hasLink || (known > 1 ? false : undefined);
  }

  /** The lowest id and the highest one, which takes a request: they tell how far a walk by id has to go. */
  async #idSpan(list: List, { rows }: Answer, filter: Raw): Promise<WalkState['span']> {
    const query = { ...filter, order: { id: 'desc' }, page: 1, limit: 1 };
    // Without an answer there is no estimate.
    const newest = await list.get(this.#options.kommo, query, this.#signal).catch(() => undefined);
    const [start, end] = [rows[0], newest?.rows[0]].map((row) => Number(row?.['id']));
    return start !== undefined && end !== undefined && end > start ? [start, end] : undefined;
  }

  /** Reads the messages of conversations, if the token has the scope for them. */
  async #messages(target: TodoTarget): Promise<void> {
    const { overlap, now } = this.#options;
    const state = (this.#states.get('messages') ?? {}) as ListState;
    if (state.skipped && !this.#options.only && !this.#isDue(state)) {
      this.skipped.push({ list: 'messages', reason: state.skipped });
      return;
    }
    const completedAt = now().toISOString();
    const first = this.#since(state);
    const after = { completedAt, ...(first !== undefined && { since: first }) };
    try {
      const onRows = (rows: number): void => this.#report('messages', 'changes', rows, { done: true });
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
        [...ids, ...(await this.#unknown(session, list))].map((id) => [list.name, id] as const),
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

  /** Ids in links to rows that were never read. They may have been deleted after their owners were read, so that the links are gone too. */
  async #unknown(session: Session, list: List): Promise<string[]> {
    const { schema } = this.#options;
    // A mirror with a start does not have everything that links point to.
    if (list.kind !== 'whole') return [];
    const { name } = list.table;
    const catalog = scopeOf(list)['catalog_id'];
    const entity = list.extra?.['entity_type'];
    const found: string[] = [];
    for (const link of LINKS.filter(({ embedded, owner }) => embedded === name && (entity ?? owner) === owner)) {
      const rows = await session.query<{ id: string }>(
        `SELECT DISTINCT l.${ident(link.to)}::text AS id FROM ${ident(schema)}.${ident(link.table)} l
         WHERE ${catalog === undefined ? '' : `l.catalog_id = ${literal(String(catalog))} AND `}NOT EXISTS
           (SELECT 1 FROM ${ident(schema)}.${ident(name)} t WHERE t.id = l.${ident(link.to)})`,
      );
      found.push(...rows.map(({ id }) => id));
    }
    return found;
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
  async #events({ createdAt, startedAt }: AccountState): Promise<void> {
    const { only } = this.#options;
    if (only && !TOLD_BY_EVENTS.some((group) => this.#wants(group))) return;
    // A run of some tables acts on some events, so that it must not move the cursor of the others.
    const key = only ? `events:${[...only].sort().join(',')}` : 'events';
    const where = { key, oldest: createdAt };
    const known = this.#states.get(key) as EventsState | undefined;
    const first = this.#since(known ? { ...known, cursor: known.top } : {});
    let state = known ?? this.#firstEvents(startedAt, first);
    if (state.news) state = await this.#gap(where, state, 'news', state.news);
    state = await this.#gap(where, state, 'news', undefined);
    if (!state.history || !(this.#wants('events') || this.#wants('leads'))) return;
    await this.#gap(where, state, 'history', state.history);
  }

  /**
   * Where the first run of these tables starts. What the lists hold may be as old as the mirror, so that events since then must be acted
   * on. If a run of all tables came before, it has followed them up to its last moment.
   */
  #firstEvents(startedAt: number, asked: number | undefined): EventsState {
    const all = this.#states.get('events') as EventsState | undefined;
    const top = all?.top ?? startedAt;
    const since = all ? all.since : asked;
    const isHistoryRead = [...this.#states].some(([other, value]) => {
      if (!isOfEvents(other)) return false;
      const { completedAt, history, top: end, since: start = 0 } = value as EventsState;
      const names = other.split(':')[1]?.split(',');
      // A run of some tables stores all events, or the changes of stages.
      const holds = !names || names.includes('events') || (names.includes('leads') && !this.#wants('events'));
      return holds && completedAt !== undefined && !history && end >= top && start <= (since ?? 0);
    });
    return {
      top,
      actFrom: top - this.#options.overlap,
      ...(since !== undefined && { since }),
      ...(!isHistoryRead && { history: { from: since ?? 0, to: top, page: 1, startedAt: top } }),
    };
  }

  /** Reads the events between two moments, or those since the last run. */
  async #gap(
    { key, oldest: accountCreatedAt = 0 }: { key: string; oldest: number | undefined },
    before: EventsState,
    kind: 'news' | 'history',
    known: EventsGap | undefined,
  ): Promise<EventsState> {
    const { kommo, schema, now, overlap } = this.#options;
    const table = tableOf('events');
    const mode = kind === 'history' || before.completedAt === undefined ? 'backfill' : 'changes';
    const keepsAll = this.#wants('events');
    let state = before;
    let gap = known;
    let hasLinks = before.hasLinks ?? false;
    const ahead: Promise<Answer>[] = [];
    const fetch = async (window: { from: number; to?: number; page: number }): Promise<Answer> => {
      const readAt = now();
      const { from, to, page } = window;
      // The ends may not belong to the range.
      const range = { ...(from > 0 && { from: from - 1 }), ...(to !== undefined && { to: to + 1 }) };
      const filter = {
        ...(Object.keys(range).length > 0 && { created_at: range }),
        ...(kind === 'history' && !keepsAll && { type: [STAGE_CHANGED] }),
      };
      const query = { ...(Object.keys(filter).length > 0 && { filter }), limit: EVENTS_PAGE, page };
      const answer = await fetchList(kommo, '/api/v4/events', 'events', query, this.#signal);
      hasLinks ||= answer.hasLink === true;
      const isLast = isLastOf(answer, hasLinks, EVENTS_PAGE);
      return { ...answer, ...(isLast && { hasNext: false }), readAt, serverTime: serverTime(answer, now()) };
    };
    let watch = new LoopWatch(MAX_EMPTY_PAGES);
    let last: Answer | undefined;
    let width = 1;
    for (;;) {
      const window = gap ?? { from: Math.max(0, before.top - overlap), page: 1 };
      while (ahead.length < width && (ahead.length === 0 || gap)) {
        const promise = fetch({ ...window, page: window.page + ahead.length });
        promise.catch(() => {});
        ahead.push(promise);
      }
      const answer = await (ahead.shift() as Promise<Answer>);
      const { rows } = answer;
      const newest = Number(rows[0]?.['created_at'] ?? 0);
      const startedAt = gap?.startedAt ?? answer.serverTime;
      const to = gap?.to ?? Math.max(startedAt, newest);
      const oldest = Number(rows.at(-1)?.['created_at'] ?? to);
      let next: EventsGap | undefined;
      if (goesOn(answer, last)) {
        watch.saw({ data: rows, response: answer.response });
        last = answer;
        // A second that fills a whole window is paged through.
        const moves = window.page >= EVENTS_WINDOW && oldest < to;
        next = moves
          ? { from: window.from, to: oldest, page: 1, startedAt }
          : { from: window.from, to, page: window.page + 1, startedAt };
        if (moves) {
          ahead.length = 0;
          watch = new LoopWatch(MAX_EMPTY_PAGES);
        }
      }
      const { actFrom, since = 0 } = state;
      let after: EventsState = { ...state, ...(hasLinks && { hasLinks }), [kind]: next };
      if (!next)
        after = { ...after, ...(kind === 'news' && { top: startedAt }), completedAt: answer.readAt.toISOString() };
      const kept = rows.filter(
        ({ type, created_at }) =>
          Number(created_at) >= since && (keepsAll || (type === STAGE_CHANGED && this.#wants('leads'))),
      );
      await this.#transaction(async (session) => {
        await upsert(session, { schema, table, rows: kept, readAt: answer.readAt });
        const recent = rows.filter((row) => Number(row['created_at']) >= actFrom);
        const todos = recent.flatMap(touchedByEvent).filter(([list]) => this.#wants(list.split('.')[0] as string));
        await enqueue(session, schema, todos, now());
        await this.#save(session, key, after);
      });
      const first = Math.max(window.from, accountCreatedAt);
      const share = kind === 'history' && first > 0 ? part(startedAt - oldest, startedAt - first) : undefined;
      this.#report('events', mode, kept.length, { share, done: next === undefined });
      state = after;
      if (!next) return state;
      gap = next;
      width = Math.min(2 * width, this.#options.concurrency);
    }
  }
}

/** Whether a page without a link is the last one. In a list that links its pages, one that is not full is. */
const isLastOf = ({ hasNext, rows }: ListAnswer, hasLinks: boolean, limit: number): boolean =>
  hasNext === undefined && hasLinks && rows.length < limit;

/** Tables of which events tell something that nothing else tells, and the events themselves. */
const TOLD_BY_EVENTS = [
  'events',
  'leads',
  'contacts',
  'companies',
  'customers',
  'tasks',
  'notes',
  'transactions',
  'catalog_elements',
  'talks',
];

const STAGE_CHANGED = 'lead_status_changed';

const isWhole = ({ kind }: List): boolean => kind === 'whole' || kind === 'newest';

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
