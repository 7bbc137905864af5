import type { Kommo } from '../client/kommo.js';
import type { TableSpec } from '../generated/sync.js';
import { listed, nextLink, numberAt } from '../http/hal.js';
import { isShort, mayGoOn } from '../http/page.js';
import type { RequestOptions } from '../transport/options.js';
import type { Raw } from './rows.js';
import { tableOf } from './schema.js';

/** Options of every request of a sync. One place, so that all of them give way to the calls of users alike. */
export const requestOptions = (signal: AbortSignal | undefined): RequestOptions => ({ priority: 'low', signal });

/** What a list answers, apart from when. */
export interface ListAnswer {
  readonly rows: readonly Raw[];
  /** Whether another page follows. Undefined if the answer does not say so. */
  readonly hasNext: boolean | undefined;
  /** Whether the answer has a link to another page. A list that has such links has none on its last page. */
  readonly hasLink?: boolean | undefined;
  /** Whether the page has fewer rows than asked for, is not capped and has no link. */
  readonly isShort?: boolean | undefined;
  /** Number of all rows, if Kommo sends it. It may count rows that the user has no right to see. */
  readonly total?: number | undefined;
  readonly response: Response;
}

/**
 * When Kommo answered, by its own clock, in unix seconds. Never later than `now`, because the next run would miss what changes between
 * the two.
 */
export function serverTime({ response }: ListAnswer, now: Date): number {
  const date = Date.parse(response.headers.get('date') ?? '');
  return Math.floor(Math.min(Number.isNaN(date) ? Date.now() : date, now.getTime()) / 1000);
}

type Query = Readonly<Record<string, unknown>>;
type Get = (path: string, init: object) => Promise<{ data?: unknown; response: Response }>;

/** A list of the API that fills a table. */
export interface List {
  /** Its name in the state, for example `notes.leads`. */
  readonly name: string;
  readonly table: TableSpec;
  /** What the name of a table on the command line selects: `--only leads`. */
  readonly group: string;
  /**
   * - `changes`: it has `filter[updated_at]`, so that each run asks for what changed.
   * - `trash`: what was deleted; its ids are read again.
   * - `whole`: it is read as a whole from time to time. A row that is not there any more is gone.
   * - `newest`: the same, but it ends early, so that a row that is not there may still exist.
   */
  readonly kind: 'changes' | 'trash' | 'whole' | 'newest';
  /** Columns that the path says and the rows do not. */
  readonly extra?: Raw;
  /**
   * - `by_change`: `order` accepts `updated_at`.
   * - `by_id`: `order` accepts `id`.
   * - `by_page`: only `page` and `limit` work.
   * - `false`: the list has one page.
   */
  readonly paged: 'by_change' | 'by_id' | 'by_page' | false;
  /** Whether it accepts `order[id]`. */
  readonly isOrdered?: boolean;
  get(kommo: Kommo, query: Query, signal: AbortSignal | undefined): Promise<ListAnswer>;
  /** Reads entities by their ids, as far as they are there. */
  readonly byId?: {
    readonly max: number;
    get(kommo: Kommo, ids: readonly string[], signal: AbortSignal | undefined): Promise<ListAnswer>;
  };
}

/** A path of the spec, with values for its parameters. */
type Path = string | readonly [template: string, values: Readonly<Record<string, string | number>>];

/** Sends one GET of the account's API. */
async function send(
  kommo: Kommo,
  path: Path,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<{ data: Raw | undefined; response: Response }> {
  const get = kommo.api.GET as unknown as Get;
  const [template, values] = typeof path === 'string' ? [path, undefined] : path;
  const params = values ? { path: values, query } : { query };
  const { data, response } = await get(template, { params, ...requestOptions(signal) });
  return { data: data as Raw | undefined, response };
}

/** Rows below `_embedded` of an answer; an empty body has none. */
export async function fetchList(
  kommo: Kommo,
  path: Path,
  key: string,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<ListAnswer> {
  const { data, response } = await send(kommo, path, query, signal);
  const rows = (listed(data, key) ?? []) as Raw[];
  const { page = 1, limit } = query as { page?: number; limit?: number };
  const hasLink = nextLink(data) !== undefined;
  const total = numberAt(data, '_total_items');
  return {
    rows,
    hasNext: hasLink || goesOn(data, rows.length, page, limit),
    hasLink,
    isShort: !hasLink && isShort(rows.length, limit),
    total,
    response,
  };
}

/** Whether another page follows one without a link. */
function goesOn(data: unknown, count: number, page: number, limit: number | undefined): boolean | undefined {
  if (count === 0) return false;
  // A list that ignores the number of the page would never end.
  if (mayGoOn(data, count, page, limit)) return numberAt(data, '_page') === page || undefined;
  const isCounted = numberAt(data, '_page_count') !== undefined || numberAt(data, '_total_items') !== undefined;
  return isCounted ? false : undefined;
}

interface Plan {
  readonly name: string;
  readonly path: Path;
  readonly key: string;
  readonly table?: string;
  readonly group?: string;
  readonly kind?: List['kind'];
  readonly paged?: List['paged'];
  readonly with?: readonly string[];
  readonly extra?: Raw;
  readonly byId?: boolean;
  readonly order?: boolean;
  readonly pick?: (row: Raw) => readonly Raw[];
}

function list(plan: Plan): List {
  const { name, path, key, kind = 'whole', paged = 'by_id', extra, pick, order = kind !== 'whole' } = plan;
  const table = plan.table ?? name;
  const fixed = {
    ...(plan.with && { with: plan.with }),
    ...(order && { order: { id: 'asc' } }),
  };
  const get: List['get'] = async (kommo, query, signal) => {
    const answer = await fetchList(kommo, path, key, { ...fixed, ...query }, signal);
    return pick ? { ...answer, rows: answer.rows.flatMap(pick) } : answer;
  };
  return {
    name,
    table: tableOf(table),
    group: plan.group ?? table,
    kind,
    paged,
    isOrdered: order,
    ...(extra && { extra }),
    get,
    ...(plan.byId !== false &&
      (paged === 'by_id' || paged === 'by_change') &&
      kind !== 'trash' && {
        byId: {
          max: 250,
          get: (kommo, ids, signal) => get(kommo, { filter: { id: ids.map(Number) }, limit: 250 }, signal),
        },
      }),
  };
}

const ENTITIES = ['leads', 'contacts', 'companies', 'customers'] as const;
const CHANGES = { kind: 'changes', paged: 'by_change' } as const;
const DELETED = { kind: 'trash', with: ['only_deleted'] } as const;

/** Pipelines bring their stages, so that one request fills two tables. */
const PIPELINES = { path: '/api/v4/leads/pipelines', key: 'pipelines', paged: false } as const;
const stagesOf = (pipeline: Raw): readonly Raw[] =>
  ((pipeline['_embedded'] as { statuses?: Raw[] } | undefined)?.statuses ?? []).map((stage) => ({
    pipeline_id: pipeline['id'],
    ...stage,
  }));

/** The account is one object instead of a list. */
const ACCOUNT: List = {
  name: 'account',
  table: tableOf('account'),
  group: 'account',
  kind: 'whole',
  paged: false,
  async get(kommo, _query, signal) {
    const wanted = [
      'amojo_id',
      'users_groups',
      'task_types',
      'version',
      'entity_names',
      'datetime_settings',
      'drive_url',
      'uuid',
    ];
    const { data, response } = await send(kommo, '/api/v4/account', { with: wanted }, signal);
    return { rows: data ? [data] : [], hasNext: false, response };
  },
};

const FILES: List = {
  name: 'files',
  table: tableOf('files'),
  group: 'files',
  kind: 'whole',
  paged: 'by_page',
  async get(kommo, query, signal) {
    const page = await kommo.files.list(query as object, requestOptions(signal));
    return { rows: page.data as unknown as Raw[], hasNext: page.hasNextPage(), response: page.response };
  },
};

/** Kommo lists about 250 of the newest conversations. Events and webhooks name others. */
const TALKS: List = {
  name: 'talks',
  table: tableOf('talks'),
  group: 'talks',
  kind: 'newest',
  paged: 'by_page',
  get: (kommo, query, signal) => fetchList(kommo, '/api/v4/talks', 'talks', query, signal),
  byId: {
    max: 1,
    async get(kommo, [id], signal) {
      const { data, response } = await send(kommo, ['/api/v4/talks/{id}', { id: Number(id) }], {}, signal);
      return { rows: data ? [data] : [], hasNext: false, response };
    },
  },
};

const CUSTOMER_GROUPS = new Set(['customers', 'customer_statuses', 'segments', 'transactions']);

/** Whether a list is about customers, which many accounts do not have. */
export const isOfCustomers = ({ group, name }: List): boolean =>
  CUSTOMER_GROUPS.has(group) || name.endsWith('.customers');

/** Every list that the account always has. Those of its catalogs come with {@link catalogLists}. */
export const LISTS: readonly List[] = [
  ACCOUNT,
  list({
    name: 'users',
    path: '/api/v4/users',
    key: 'users',
    paged: 'by_page',
    with: ['role', 'group', 'uuid', 'amojo_id', 'user_rank', 'phone_number'],
  }),
  list({ name: 'roles', path: '/api/v4/roles', key: 'roles', paged: 'by_page', with: ['users'] }),
  list({ ...PIPELINES, name: 'pipelines' }),
  list({ ...PIPELINES, name: 'stages', pick: stagesOf }),
  list({ name: 'loss_reasons', path: '/api/v4/leads/loss_reasons', key: 'loss_reasons', paged: 'by_page' }),
  ...ENTITIES.map((entity) =>
    list({
      name: `custom_fields.${entity}`,
      table: 'custom_fields',
      path: ['/api/v4/{entity_type}/custom_fields', { entity_type: entity }],
      key: 'custom_fields',
      paged: 'by_page',
    }),
  ),
  ...ENTITIES.map((entity) =>
    list({
      name: `tags.${entity}`,
      table: 'tags',
      path: ['/api/v4/{entity_type}/tags', { entity_type: entity }],
      key: 'tags',
      extra: { entity_type: entity },
    }),
  ),
  list({
    name: 'leads',
    path: '/api/v4/leads',
    key: 'leads',
    ...CHANGES,
    with: ['contacts', 'catalog_elements', 'source_id', 'is_price_modified_by_robot'],
  }),
  list({ ...DELETED, name: 'leads.trash', table: 'leads', path: '/api/v4/leads', key: 'leads' }),
  list({ name: 'contacts', path: '/api/v4/contacts', key: 'contacts', ...CHANGES, with: ['catalog_elements'] }),
  list({ ...DELETED, name: 'contacts.trash', table: 'contacts', path: '/api/v4/contacts', key: 'contacts' }),
  list({ name: 'companies', path: '/api/v4/companies', key: 'companies', ...CHANGES, with: ['catalog_elements'] }),
  list({
    name: 'customers',
    path: '/api/v4/customers',
    key: 'customers',
    kind: 'changes',
    with: ['contacts', 'companies', 'catalog_elements'],
  }),
  list({ name: 'customer_statuses', path: '/api/v4/customers/statuses', key: 'statuses', paged: 'by_page' }),
  list({ name: 'segments', path: '/api/v4/customers/segments', key: 'segments', paged: 'by_page' }),
  list({ name: 'transactions', path: '/api/v4/customers/transactions', key: 'transactions' }),
  list({ name: 'tasks', path: '/api/v4/tasks', key: 'tasks', kind: 'changes' }),
  ...ENTITIES.map((entity) =>
    list({
      name: `notes.${entity}`,
      table: 'notes',
      path: ['/api/v4/{entity_type}/notes', { entity_type: entity }],
      key: 'notes',
      ...CHANGES,
      with: ['is_pinned'],
      extra: { entity_type: entity },
    }),
  ),
  list({ name: 'catalogs', path: '/api/v4/catalogs', key: 'catalogs', paged: 'by_page' }),
  FILES,
  TALKS,
];

/** The lists of one catalog: its elements and its custom fields. */
export const catalogLists = (id: number): readonly List[] => [
  list({
    name: `catalog_elements.${id}`,
    table: 'catalog_elements',
    path: ['/api/v4/catalogs/{list_id}/elements', { list_id: Number(id) }],
    key: 'elements',
  }),
  list({
    name: `custom_fields.catalog_${id}`,
    table: 'custom_fields',
    path: ['/api/v4/catalogs/{list_id}/custom_fields', { list_id: Number(id) }],
    key: 'custom_fields',
    paged: 'by_page',
  }),
];

/** Names that `only` accepts. */
export const GROUPS: readonly string[] = [
  ...new Set([...LISTS.map(({ group }) => group), 'events', 'catalog_elements', 'messages']),
];
