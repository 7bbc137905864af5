import type { Db } from '../db/db.js';
import type { CustomFieldRow, EnumRow, LeadRow, PipelineRow, StatusRow, UserRow } from '../db/rows/index.js';
import type { Table } from '../db/table.js';
import { isClosed } from '../handlers/stages.js';
import { seedUsers } from './account.js';
import { checkedSeed, type Rows, type SeedData } from './check.js';
import { customField } from './fields.js';
import { seedPipelines } from './pipelines.js';
import { uuidOf } from './random.js';

export type { SeedData } from './check.js';

/** Adds rows to the tables. A row replaces the one that has its id. Throws InputError on a wrong seed, before it adds any row. */
export function applySeed(db: Db, given: SeedData, now: number): void {
  const data = checkedSeed(given);
  if (data.account) db.account = { ...db.account, ...data.account };
  const user = db.account.current_user_id;
  const made = { created_at: now, updated_at: now, created_by: user, updated_by: user, responsible_user_id: user };
  const entity = { ...made, is_deleted: false, custom_fields: [], tags: [], elements: [] };
  fill(db.roles, data.roles, () => ({ name: 'Role', rights: (seedUsers[0] as UserRow).rights }));
  fill(db.users, data.users, (id) => ({
    ...(seedUsers[0] as UserRow),
    name: `User ${id}`,
    email: `user-${id}@example.com`,
    uuid: uuidOf(id),
  }));
  fill(db.pipelines, data.pipelines?.map(withStages), () => ({
    ...(seedPipelines[0] as PipelineRow),
    name: 'Pipeline',
    is_main: false,
  }));
  fill(db.lossReasons, data.loss_reasons, (id) => ({
    name: `Reason ${id}`,
    sort: id,
    created_at: now,
    updated_at: now,
  }));
  fill(db.tags, data.tags, (id) => ({ name: `tag ${id}`, color: null, entity_type: 'leads' as const }));
  fill(db.customFields, data.custom_fields?.map(withOptions), (id) =>
    customField({ id, name: `Field ${id}`, type: 'text', entity_type: 'leads' }),
  );
  fill(db.companies, data.companies, (id) => ({ ...entity, name: `Company ${id}`, is_unsorted: false }));
  fill(db.contacts, data.contacts, (id) => ({
    ...entity,
    name: `Contact ${id}`,
    first_name: '',
    last_name: '',
    is_unsorted: false,
    company_id: null,
  }));
  const pipeline = db.pipelines.find((row) => row.is_main) ?? db.pipelines.find(() => true);
  fill(db.leads, data.leads?.map(withLinks), (id) => ({
    ...entity,
    name: `Lead #${id}`,
    price: 0,
    pipeline_id: pipeline?.id ?? 0,
    status_id: pipeline?.statuses.find((status) => status.is_editable)?.id ?? 142,
    loss_reason_id: null,
    source_id: null,
    closed_at: null,
    score: null,
    labor_cost: null,
    contacts: [],
    company_id: null,
  }));
  fill(db.tasks, data.tasks, () => ({
    ...made,
    text: 'Call',
    task_type_id: 1,
    entity_id: null,
    entity_type: null,
    is_completed: false,
    duration: 0,
    complete_till: now + 86_400,
    result: null,
  }));
  fill(db.notes, data.notes, () => ({
    ...made,
    entity_type: 'leads' as const,
    entity_id: 0,
    note_type: 'common',
    params: { text: 'Note' },
    is_pinned: false,
  }));
}

// A seed file may leave out what a stage or an option rarely needs.
const withStages = (row: Partial<PipelineRow>): Partial<PipelineRow> =>
  row.statuses ? { ...row, statuses: row.statuses.map(stageOf) } : row;

const stageOf = (stage: Partial<StatusRow>, at: number): StatusRow =>
  ({
    sort: (at + 1) * 10,
    is_editable: !isClosed(stage.id ?? 0),
    color: '#fffeb2',
    type: 0,
    descriptions: [],
    ...stage,
  }) as StatusRow;

// A price that is null is no price.
const withLinks = (row: Partial<LeadRow>): Partial<LeadRow> => ({
  ...row,
  price: row.price ?? 0,
  ...(row.contacts && { contacts: row.contacts.map((link) => ({ ...link, is_main: link.is_main ?? false })) }),
});

const withOptions = (row: Partial<CustomFieldRow>): Partial<CustomFieldRow> =>
  row.enums ? { ...row, enums: row.enums.map(optionOf) } : row;

const optionOf = (option: Partial<EnumRow>, sort: number): EnumRow => ({ sort, code: null, ...option }) as EnumRow;

function fill<R extends { readonly id: number }>(
  table: Table<R>,
  rows: Rows<R> = [],
  defaults: (id: number) => Omit<R, 'id'>,
): void {
  for (const row of rows) {
    const id = row.id ?? table.nextId();
    table.set({ ...defaults(id), ...row, id } as unknown as R);
  }
}
