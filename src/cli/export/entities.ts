import type { Kommo } from '../../client/kommo.js';
import type { PagePromise } from '../../http/page.js';
import type { RequestOptions } from '../../transport/options.js';

/** What to list. */
export interface ListPlan {
  readonly with?: readonly string[] | undefined;
  /** Only what changed at this unix second or later. */
  readonly changed?: { readonly from: number } | undefined;
  /** Page to start with. */
  readonly page: number;
}

/** Something that can be exported. */
export interface Exportable {
  /** Operation that lists it. */
  readonly operation: string;
  /** Columns of a CSV, before those of custom fields. */
  readonly columns: readonly string[];
  /** Kind whose custom fields become columns. */
  readonly fields?: 'leads' | 'contacts' | 'companies' | 'customers';
  /** Whether `--from`, `--to` and `--period` work. */
  readonly dated?: boolean;
  /** Whether pages come by ascending id, so that an export can go on where it stopped. */
  readonly resumable?: boolean;
  list(kommo: Kommo, plan: ListPlan, options: RequestOptions): PagePromise<object>;
}

const common = [
  'responsible_user_id',
  'responsible_user',
  'created_by',
  'created_by_name',
  'updated_by',
  'updated_by_name',
  'created_at',
  'updated_at',
];
const byId = { limit: 250, order: { id: 'asc' } } as const;
const updated = ({ changed }: ListPlan): object =>
  changed === undefined ? {} : { filter: { updated_at: { ...changed } } };
const query = (plan: ListPlan): never =>
  ({ ...byId, page: plan.page, ...(plan.with?.length && { with: plan.with }), ...updated(plan) }) as never;

/** By the name on the command line. */
export const ENTITIES: Readonly<Record<string, Exportable>> = {
  leads: {
    operation: 'leads.list',
    columns: [
      'id',
      'name',
      'price',
      'price_with_minor_units',
      'pipeline_id',
      'pipeline',
      'status_id',
      'status',
      'loss_reason_id',
      'loss_reason',
      'closed_at',
      ...common,
      'tags',
    ],
    fields: 'leads',
    dated: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.leads.list(query(plan), options),
  },
  contacts: {
    operation: 'contacts.list',
    columns: ['id', 'name', 'first_name', 'last_name', ...common, 'tags'],
    fields: 'contacts',
    dated: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.contacts.list(query(plan), options),
  },
  companies: {
    operation: 'companies.list',
    columns: ['id', 'name', ...common, 'tags'],
    fields: 'companies',
    dated: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.companies.list(query(plan), options),
  },
  tasks: {
    operation: 'tasks.list',
    columns: [
      'id',
      'text',
      'task_type_id',
      'task_type',
      'entity_type',
      'entity_id',
      'is_completed',
      'complete_till',
      ...common,
    ],
    dated: true,
    resumable: true,
    list: (kommo, plan, options) => kommo.tasks.list(query(plan), options),
  },
  users: {
    operation: 'users.list',
    columns: ['id', 'name', 'email', 'lang'],
    list: (kommo, { page, with: embedded }, options) =>
      kommo.users.list({ limit: 250, page, ...(embedded?.length && { with: embedded as never }) }, options),
  },
  pipelines: {
    operation: 'pipelines.list',
    columns: ['id', 'name', 'sort', 'is_main', 'is_archive'],
    list: (kommo, _, options) => kommo.pipelines.list(options),
  },
  'loss-reasons': {
    operation: 'lossReasons.list',
    columns: ['id', 'name', 'sort', 'created_at', 'updated_at'],
    list: (kommo, { page }, options) => kommo.lossReasons.list({ limit: 250, page }, options),
  },
};
