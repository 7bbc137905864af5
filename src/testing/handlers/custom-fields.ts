import type { CustomFieldRow, EnumRow, NestedRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, idParam, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import {
  type FieldIssue,
  fieldMissing,
  notSupportedChoice,
  type Reply,
  refuse,
  requestIdOf,
} from '../http/problems.js';
import { customField } from '../seed/fields.js';
import { check } from './batch.js';
import { type FieldScope, fieldsOf } from './custom-values.js';
import { groupsOf } from './field-groups.js';
import { among } from './filters.js';

type EnumInput = { id?: number; value: string; sort?: number; code?: string | null };
type NestedInput = Omit<EnumInput, 'code'> & {
  parent_id?: number | null;
  request_id?: string;
  parent_request_id?: string;
};
type Settable = Omit<CustomFieldRow, 'id' | 'entity_type' | 'catalog_id' | 'enums' | 'nested' | 'is_predefined'>;

type FieldInput = Partial<Settable> & {
  id?: number;
  enums?: readonly EnumInput[] | null;
  nested?: readonly NestedInput[] | null;
  request_id?: string;
};

/** Definitions of custom fields: of entities, of lists and of segments. */
export const customFieldHandlers: Handlers = {
  ...handlersFor('customFields', (call) => ({
    entityType: call.params['entity_type'] as CustomFieldRow['entity_type'],
  })),
  ...handlersFor('catalogCustomFields', listScope),
  ...handlersFor('segmentCustomFields', () => ({ entityType: 'segments' })),
};

/** Fields of the list that a path names, else 404. */
export function listScope(call: Call): FieldScope {
  const id = idParam(call, 'list_id');
  if (!call.db.catalogs.has(id)) refuse(404, 'List not found');
  return { entityType: 'catalogs', catalogId: id };
}

function handlersFor(resource: string, scopeOf: (call: Call) => FieldScope): Handlers {
  return {
    [`${resource}.list`]: (call) => listFields(call, scopeOf(call)),
    [`${resource}.get`]: (call) => ok(renderField(call, fieldOf(call, scopeOf(call)))),
    [`${resource}.create`]: (call) => createFields(call, scopeOf(call)),
    [`${resource}.update`]: (call) => updateField(call, scopeOf(call)),
    [`${resource}.updateMany`]: (call) => updateFields(call, scopeOf(call)),
    [`${resource}.delete`]: (call) => deleteField(call, scopeOf(call)),
  };
}

function listFields(call: Call, scope: FieldScope): Reply {
  const [id, type] = [filterOf(call, 'id'), filterOf(call, 'type')];
  const rows = fieldsOf(call.db, scope).filter((row) => among(id, row.id) && among(type, row.type));
  const [key, direction] = Object.entries((call.query['order'] ?? { sort: 'asc' }) as Record<string, string>)[0] ?? [
    'sort',
    'asc',
  ];
  const by = (row: CustomFieldRow): number => (key === 'id' ? row.id : row.sort);
  const sorted = rows.sort((a, b) => by(a) - by(b) || a.id - b.id);
  if (direction === 'desc') sorted.reverse();
  const page = paginate(call, sorted);
  return list(
    call,
    'custom_fields',
    { items: page.items.map((row) => renderField(call, row)), total: page.total },
    { totals: 'pages' },
  );
}

function find(call: Call, scope: FieldScope, id: number | undefined): Readonly<CustomFieldRow> | undefined {
  return fieldsOf(call.db, scope).find((row) => row.id === id);
}

const fieldOf = (call: Call, scope: FieldScope): Readonly<CustomFieldRow> =>
  find(call, scope, idParam(call)) ?? refuse(404, 'Custom field not found');

function createFields(call: Call, scope: FieldScope): Reply {
  const inputs = itemsOf<FieldInput>(call);
  check(call, inputs, (input) => [...commonIssues(call, scope, input, undefined), ...createIssues(scope, input)]);
  const items = inputs.map((input, i) => {
    const id = call.db.customFields.nextId();
    const { enums, nested, request_id: _requestId, ...rest } = input;
    const row = call.db.customFields.set({
      ...customField({
        ...defined(rest),
        id,
        name: input.name ?? '',
        type: input.type ?? 'text',
        entity_type: scope.entityType,
      }),
      catalog_id: scope.catalogId ?? null,
      enums: enums ? mergeEnums(call, [], enums) : null,
      nested: nested ? mergeNested(call, nested) : null,
    });
    return { ...renderField(call, row), request_id: requestIdOf(input, i) };
  });
  return writtenWithTotal(call, 'custom_fields', items, 201);
}

function updateField(call: Call, scope: FieldScope): Reply {
  const row = fieldOf(call, scope);
  const input = itemOf<FieldInput>(call);
  check(call, [input], () => commonIssues(call, scope, input, row));
  return ok(renderField(call, change(call, row, input)));
}

function updateFields(call: Call, scope: FieldScope): Reply {
  const inputs = itemsOf<FieldInput>(call);
  check(call, inputs, (input) => {
    const row = find(call, scope, input.id);
    return row ? commonIssues(call, scope, input, row) : [notSupportedChoice('id')];
  });
  const items = inputs.map((input, i) => {
    const row = change(call, find(call, scope, input.id) as CustomFieldRow, input);
    // The answer of a batch holds the options as an object that counts from 0.
    const enums = row.enums && Object.fromEntries(row.enums.entries());
    return { ...renderField(call, row), enums, request_id: requestIdOf(input, i) };
  });
  return writtenWithTotal(call, 'custom_fields', items);
}

function deleteField(call: Call, scope: FieldScope): Reply {
  const row = fieldOf(call, scope);
  if (!row.is_deletable) refuse(400, 'A predefined field can not be deleted');
  call.db.customFields.delete(row.id);
  return noContent();
}

const NEED_ENUMS = new Set(['select', 'multiselect', 'radiobutton']);
const LISTS_ONLY = new Set(['price', 'category', 'items', 'linked_entity', 'payer', 'supplier']);
const NOT_IN_LISTS = new Set(['smart_address', 'birthday', 'legal_entity', 'tracking_data', 'chained_list']);

function createIssues(scope: FieldScope, input: FieldInput): FieldIssue[] {
  const type = input.type ?? '';
  const misplaced = scope.entityType === 'catalogs' ? NOT_IN_LISTS.has(type) : LISTS_ONLY.has(type);
  return [
    ...(misplaced ? [notSupportedChoice('type')] : []),
    ...(NEED_ENUMS.has(type) && !input.enums?.length ? [fieldMissing('enums')] : []),
    ...(type === 'monetary' && !input.currency ? [fieldMissing('currency')] : []),
    ...(type === 'chained_list' && !input.chained_lists?.length ? [fieldMissing('chained_lists')] : []),
  ];
}

function commonIssues(call: Call, scope: FieldScope, input: FieldInput, row: CustomFieldRow | undefined): FieldIssue[] {
  const taken =
    input.code && fieldsOf(call.db, scope).some((other) => other.code === input.code && other.id !== row?.id);
  const group = input.group_id ?? null;
  const noGroup =
    group !== null && scope.entityType !== 'segments' && !groupsOf(call, scope).some(({ id }) => id === group);
  const strangers = (input.enums ?? []).flatMap((item, i) =>
    item.id === undefined || row?.enums?.some((known) => known.id === item.id)
      ? []
      : [notSupportedChoice(`enums.${i}.id`)],
  );
  return [
    ...(taken ? [notSupportedChoice('code')] : []),
    ...(noGroup ? [notSupportedChoice('group_id')] : []),
    ...strangers,
  ];
}

function change(call: Call, row: CustomFieldRow, input: FieldInput): Readonly<CustomFieldRow> {
  const { id: _id, enums, nested, request_id: _requestId, type: _type, ...rest } = input;
  return call.db.customFields.set({
    ...row,
    ...defined(rest),
    enums: enums === undefined ? row.enums : enums && mergeEnums(call, row.enums ?? [], enums),
    nested: nested === undefined ? row.nested : nested && mergeNested(call, nested),
  });
}

// Null is a value here, undefined is not.
const defined = <T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

// Options that are not sent again are gone; those without an id are made anew.
function mergeEnums(call: Call, current: readonly EnumRow[], inputs: readonly EnumInput[]): EnumRow[] {
  return inputs.map((input, i) => {
    const known = current.find((item) => item.id === input.id);
    return {
      id: known?.id ?? call.db.nextId('enum', 1_700_001),
      value: input.value,
      sort: input.sort ?? known?.sort ?? i,
      code: input.code === undefined ? (known?.code ?? null) : input.code,
    };
  });
}

function mergeNested(call: Call, inputs: readonly NestedInput[]): NestedRow[] {
  const made = inputs.map((input) => input.id ?? call.db.nextId('nested', 1_800_001));
  return inputs.map((input, i) => {
    const parent = inputs.findIndex(
      (other) => other.request_id !== undefined && other.request_id === input.parent_request_id,
    );
    return {
      id: made[i] as number,
      parent_id: input.parent_id ?? made[parent] ?? null,
      value: input.value,
      sort: input.sort ?? i,
    };
  });
}

function renderField(call: Call, row: CustomFieldRow): Record<string, unknown> {
  const inList = row.entity_type === 'catalogs';
  const { id, name, code, sort, type, entity_type, is_predefined, is_deletable } = row;
  const base = inList ? `catalogs/${row.catalog_id}` : entity_type === 'segments' ? 'customers/segments' : entity_type;
  return {
    id,
    name,
    code,
    sort,
    type,
    entity_type,
    account_id: call.db.account.id,
    ...(entity_type === 'leads' && { is_computed: false, hidden_statuses: row.hidden_statuses }),
    is_predefined,
    is_deletable,
    ...(inList && { catalog_id: row.catalog_id, is_visible: row.is_visible, is_required: row.is_required }),
    ...(!inList && { is_api_only: row.is_api_only, group_id: row.group_id, required_statuses: row.required_statuses }),
    settings: row.settings,
    remind: row.remind,
    currency: row.currency,
    enums: row.enums,
    nested: row.nested,
    tracking_callback: row.tracking_callback,
    chained_lists: row.chained_lists,
    search_in: row.search_in,
    _links: selfLinks(call, `/api/v4/${base}/custom_fields/${id}`),
  };
}
