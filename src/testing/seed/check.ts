import { InputError } from '../../errors.js';
import { pathText, validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import type {
  AccountRow,
  CatalogElementLink,
  CompanyRow,
  ContactLink,
  ContactRow,
  CustomFieldRow,
  EntityRow,
  EnumRow,
  FieldValuesRow,
  LeadRow,
  LossReasonRow,
  NestedRow,
  NoteRow,
  PipelineRow,
  RightsRow,
  RoleRow,
  StatusDescriptionRow,
  StatusRow,
  TagRow,
  TaskRow,
  TaskTypeRow,
  UserRow,
} from '../db/rows/index.js';

/** Rows of a seed, with the properties that they have of their own. */
export type Rows<R> = readonly Partial<R>[];

/** Rows to add to a sandbox. A property that a row leaves out gets a default. A missing id is the next free one. */
export interface SeedData {
  account?: Partial<AccountRow>;
  users?: Rows<UserRow>;
  roles?: Rows<RoleRow>;
  pipelines?: Rows<PipelineRow>;
  loss_reasons?: Rows<LossReasonRow>;
  tags?: Rows<TagRow>;
  custom_fields?: Rows<CustomFieldRow>;
  contacts?: Rows<ContactRow>;
  companies?: Rows<CompanyRow>;
  leads?: Rows<LeadRow>;
  tasks?: Rows<TaskRow>;
  notes?: Rows<NoteRow>;
}

/** What each column of a row holds. The compiler sees to it that none is missing. */
type Columns<R> = { readonly [K in keyof R]-?: JsonSchema };

const text = { type: 'string' };
const flag = { type: 'boolean' };
const number = { type: 'number' };
const whole = { type: 'integer', minimum: 0 };
const id = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
// Unix seconds up to the year 9999, so that milliseconds are refused.
const moment = { type: 'integer', minimum: -62_135_596_800, maximum: 253_402_300_799 };
const anything = {};
const record = { type: 'object', additionalProperties: true };
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const orNull = ({ type, ...rest }: { type: string }): JsonSchema => ({ ...rest, type: [type, 'null'] });
/** A row of which any column can be left out. */
const row = <R>(properties: Columns<R>): JsonSchema => ({ type: 'object', properties, additionalProperties: false });
/** A part of a row. Nothing fills in what it leaves out. */
const part = <R>(properties: Columns<R>, optional: readonly (keyof R)[] = []): JsonSchema => ({
  ...row(properties),
  required: Object.keys(properties).filter((key) => !optional.includes(key as keyof R)),
});

const kinds = { enum: ['leads', 'contacts', 'companies', 'customers'] };
const made = { created_at: moment, updated_at: moment, created_by: whole, updated_by: whole };
const choice: Columns<EnumRow> = { id, value: text, sort: whole, code: orNull(text) };
const nested: Columns<NestedRow> = { id, parent_id: orNull(id), value: text, sort: whole };
const right = { type: 'object', additionalProperties: { enum: ['A', 'G', 'M', 'D'] } };
const rights = part<RightsRow>({
  leads: right,
  contacts: right,
  companies: right,
  tasks: right,
  mail_access: flag,
  catalog_access: flag,
  status_rights: orNull(list(anything) as { type: string }),
});
const description: Columns<StatusDescriptionRow> = { id, level: text, description: text, ...made };
const status: Columns<StatusRow> = {
  id,
  name: text,
  sort: whole,
  is_editable: flag,
  color: text,
  type: { enum: [0, 1] },
  descriptions: list(part(description)),
};
const element: Columns<CatalogElementLink> = { id, catalog_id: id, quantity: number, price_id: orNull(id) };
const values: Columns<FieldValuesRow> = { field_id: id, values: list(record) };
const link: Columns<ContactLink> = { id, is_main: flag };
const entity: Columns<EntityRow> = {
  id,
  name: text,
  responsible_user_id: whole,
  ...made,
  is_deleted: flag,
  custom_fields: list(part(values)),
  tags: list(id),
  elements: list(part(element)),
};
const taskType: Columns<TaskTypeRow> = {
  id,
  name: text,
  color: orNull(text),
  icon_id: orNull(whole),
  code: orNull(text),
};

const TABLES: Readonly<Record<keyof SeedData, JsonSchema>> = {
  account: row<AccountRow>({
    id,
    name: text,
    subdomain: text,
    ...made,
    current_user_id: id,
    country: { type: 'string', pattern: '^[A-Z]{2}$' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    currency_symbol: text,
    customers_mode: { enum: ['unavailable', 'disabled', 'segments', 'dynamic', 'periodicity'] },
    is_unsorted_on: flag,
    is_loss_reason_enabled: flag,
    is_helpbot_enabled: flag,
    is_technical_account: flag,
    is_products_enabled: flag,
    contact_name_display_order: { enum: [1, 2] },
    amojo_id: text,
    uuid: text,
    version: whole,
    users_groups: list(part<AccountRow['users_groups'][number]>({ id: whole, name: text, uuid: orNull(text) })),
    task_types: list(part(taskType, ['color', 'icon_id', 'code'])),
    timezone: text,
    timezone_offset: text,
  }),
  users: row<UserRow>({
    id,
    name: text,
    email: text,
    lang: text,
    rights,
    is_admin: flag,
    is_free: flag,
    is_active: flag,
    group_id: orNull(whole),
    role_id: orNull(id),
    uuid: orNull(text),
    amojo_id: orNull(text),
    user_rank: orNull(text),
    phone_number: orNull(text),
  }),
  roles: row<RoleRow>({ id, name: text, rights }),
  pipelines: row<PipelineRow>({
    id,
    name: text,
    sort: whole,
    is_main: flag,
    is_unsorted_on: flag,
    is_archive: flag,
    statuses: list(part(status, ['sort', 'is_editable', 'color', 'type', 'descriptions'])),
  }),
  loss_reasons: row<LossReasonRow>({ id, name: text, sort: whole, created_at: moment, updated_at: moment }),
  tags: row<TagRow>({ id, name: text, color: orNull(text), entity_type: kinds }),
  custom_fields: row<CustomFieldRow>({
    id,
    name: text,
    type: text,
    code: orNull(text),
    sort: whole,
    entity_type: { enum: [...kinds.enum, 'catalogs', 'segments'] },
    catalog_id: orNull(id),
    enums: orNull(list(part(choice, ['sort', 'code'])) as { type: string }),
    nested: orNull(list(part(nested)) as { type: string }),
    group_id: orNull(text),
    is_predefined: flag,
    is_deletable: flag,
    is_api_only: flag,
    is_required: flag,
    is_visible: flag,
    required_statuses: orNull(list(anything) as { type: string }),
    hidden_statuses: orNull(list(anything) as { type: string }),
    settings: orNull(list(anything) as { type: string }),
    remind: orNull(text),
    currency: orNull(text),
    tracking_callback: orNull(text),
    chained_lists: orNull(list(anything) as { type: string }),
    search_in: orNull(text),
  }),
  contacts: row<ContactRow>({
    ...entity,
    first_name: text,
    last_name: text,
    is_unsorted: flag,
    company_id: orNull(id),
  }),
  companies: row<CompanyRow>({ ...entity, is_unsorted: flag }),
  leads: row<LeadRow>({
    ...entity,
    price: orNull(number),
    pipeline_id: id,
    status_id: id,
    loss_reason_id: orNull(id),
    source_id: orNull(id),
    closed_at: orNull(moment),
    score: orNull(number),
    labor_cost: orNull(number),
    contacts: list(part(link, ['is_main'])),
    company_id: orNull(id),
  }),
  tasks: row<TaskRow>({
    id,
    text,
    task_type_id: id,
    entity_id: orNull(id),
    entity_type: { enum: [...kinds.enum, null] },
    responsible_user_id: whole,
    is_completed: flag,
    duration: whole,
    complete_till: moment,
    result: orNull(text),
    ...made,
  }),
  notes: row<NoteRow>({
    id,
    entity_type: kinds,
    entity_id: whole,
    note_type: text,
    params: record,
    is_pinned: flag,
    responsible_user_id: whole,
    ...made,
  }),
};

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(TABLES).map(([name, items]) => [name, name === 'account' ? items : { type: 'array', items }]),
  ),
};

/** What is wrong with the tables of a seed: the place and the problem. Undefined if nothing is. */
export function seedProblem(data: unknown): { readonly place: string; readonly problem: string } | undefined {
  const [first] = validator(schema)(data);
  if (first) {
    const { path, message } = first;
    return { place: pathText(path), problem: message };
  }
  const { account, ...tables } = data as SeedData;
  const zone = account?.timezone;
  if (zone !== undefined && !isZone(zone)) {
    return {
      place: 'account.timezone',
      problem: `must be a time zone, such as Europe/Lisbon, got ${JSON.stringify(zone)}`,
    };
  }
  for (const [name, rows] of Object.entries(tables)) {
    const ids = new Set<number>();
    for (const [at, { id: given }] of rows.entries()) {
      if (given === undefined) continue;
      if (ids.has(given)) return { place: pathText([name, at, 'id']), problem: `is ${given} again. Use an id once` };
      ids.add(given);
    }
  }
  return undefined;
}

/** The seed of a program, as a file would hold it. Throws InputError if it has an unknown table or a wrong cell. */
export function checkedSeed(data: SeedData): SeedData {
  let plain: SeedData;
  try {
    plain = JSON.parse(JSON.stringify(data) ?? 'null') as SeedData;
  } catch (error) {
    throw new InputError('seed', `can not be written as JSON: ${(error as Error).message.split('\n', 1)[0]}`);
  }
  if (typeof plain === 'string') {
    throw new InputError('seed', `must be 'small', 'empty' or an object with a list for each table, got '${plain}'`);
  }
  const found = seedProblem(plain);
  if (found) throw new InputError(found.place ? `seed.${found.place}` : 'seed', found.problem);
  return plain;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
