import type { Kommo } from '../../client/kommo.js';
import type { PagePromise } from '../../http/page.js';
import type { RequestOptions } from '../../transport/options.js';

/** What to list. */
export interface ListPlan {
  readonly with?: readonly string[] | undefined;
  /** Only what changed since; unix seconds. */
  readonly since?: number | undefined;
  /** Page to start with. */
  readonly page: number;
}

/** Something that can be exported. */
export interface Exportable {
  /** Columns of a CSV, before those of custom fields. */
  readonly columns: readonly string[];
  /** Kind whose custom fields become columns. */
  readonly fields?: 'leads' | 'contacts' | 'companies' | 'customers';
  /** Whether `--since` works. */
  readonly since?: boolean;
  /** Whether pages come by ascending id, so that an export can go on where it stopped. */
  readonly resumable?: boolean;
  list(kommo: Kommo, plan: ListPlan, options: RequestOptions): PagePromise<object>;
}

const common = ['responsible_user_id', 'created_by', 'updated_by', 'created_at', 'updated_at'];
const byId = { limit: 250, order: { id: 'asc' } } as const;
const updated = ({ since }: ListPlan): object =>
  since === undefined ? {} : { filter: { updated_at: { from: since } } };
const query = (plan: ListPlan): never =>
  ({ ...byId, page: plan.page, ...(plan.with?.length && { with: plan.with }), ...updated(plan) }) as never;

/** By the name on the command line. */
export const ENTITIES: Readonly<Record<string, Exportable>> = {
  leads: {
    columns: ['id', 'name', 'price', 'pipeline_id', 'status_id', 'loss_reason_id', 'closed_at', ...common, 'tags'],
    fields: 'leads',
    since: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.leads.list(query(plan), options),
  },
  contacts: {
    columns: ['id', 'name', 'first_name', 'last_name', ...common, 'tags'],
    fields: 'contacts',
    since: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.contacts.list(query(plan), options),
  },
  companies: {
    columns: ['id', 'name', ...common, 'tags'],
    fields: 'companies',
    since: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.companies.list(query(plan), options),
  },
  tasks: {
    columns: ['id', 'text', 'task_type_id', 'entity_type', 'entity_id', 'is_completed', 'complete_till', ...common],
    since: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.tasks.list(query(plan), options),
  },
  users: {
    columns: ['id', 'name', 'email', 'lang'],
    list: (kommo, { page }, options) => kommo.users.list({ limit: 250, page }, options),
  },
  pipelines: {
    columns: ['id', 'name', 'sort', 'is_main', 'is_archive'],
    list: (kommo, _, options) => kommo.pipelines.list(options),
  },
  'loss-reasons': {
    columns: ['id', 'name', 'sort', 'created_at', 'updated_at'],
    list: (kommo, { page }, options) => kommo.lossReasons.list({ limit: 250, page }, options),
  },
};
