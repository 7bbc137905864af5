import type { CustomFieldRow, FieldGroupRow } from '../db/rows/index.js';
import { type Call, type Handlers, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { type Reply, refuse, requestIdOf } from '../http/problems.js';
import { type FieldScope, fieldsOf } from './custom-values.js';

interface GroupInput {
  name?: string;
  sort?: number;
  /** Fields to move into the group. */
  fields?: readonly number[];
  request_id?: string;
}

/** Groups of custom fields: of entities and of lists. */
export const fieldGroupHandlers: Handlers = {
  ...handlersFor('fieldGroups', (call) => ({
    entityType: call.params['entity_type'] as CustomFieldRow['entity_type'],
  })),
  ...handlersFor('catalogFieldGroups', (call) => {
    const catalogId = Number(call.params['list_id']);
    if (!call.db.catalogs.has(catalogId)) refuse(404, 'List not found');
    return { entityType: 'catalogs', catalogId };
  }),
};

/** The groups of an entity type or a list; each has a default one, which needs no row. */
export function groupsOf(call: Call, scope: FieldScope): FieldGroupRow[] {
  const own = [...call.db.fieldGroups.values()].filter(
    (row) => row.entity_type === scope.entityType && row.catalog_id === (scope.catalogId ?? null),
  );
  return [defaultGroup(scope), ...own].sort((a, b) => a.sort - b.sort);
}

const defaultGroup = (scope: FieldScope): FieldGroupRow => ({
  id: 'default',
  name: 'Main',
  sort: 0,
  entity_type: scope.entityType,
  catalog_id: scope.catalogId ?? null,
  is_predefined: true,
  type: 'custom_field_group',
});

function handlersFor(resource: string, scopeOf: (call: Call) => FieldScope): Handlers {
  return {
    [`${resource}.list`]: (call) => {
      const page = paginate(call, groupsOf(call, scopeOf(call)));
      const items = page.items.map((row) => renderGroup(call, scopeOf(call), row));
      return list(call, 'custom_field_groups', { items, total: page.total }, { totals: 'items', namesPage: false });
    },
    [`${resource}.get`]: (call) => ok(renderGroup(call, scopeOf(call), groupOf(call, scopeOf(call)))),
    [`${resource}.create`]: (call) => createGroups(call, scopeOf(call)),
    [`${resource}.update`]: (call) => updateGroup(call, scopeOf(call)),
    [`${resource}.delete`]: (call) => deleteGroup(call, scopeOf(call)),
  };
}

function groupOf(call: Call, scope: FieldScope): FieldGroupRow {
  return groupsOf(call, scope).find((row) => row.id === String(call.params['id'])) ?? refuse(404, 'Group not found');
}

function createGroups(call: Call, scope: FieldScope): Reply {
  const items = itemsOf<GroupInput>(call).map((input, i) => {
    const prefix = scope.catalogId ?? scope.entityType;
    const row: FieldGroupRow = {
      ...defaultGroup(scope),
      id: `${prefix}_${call.db.nextId('group', 2_745_101)}`,
      name: input.name ?? '',
      sort: input.sort ?? groupsOf(call, scope).length,
      is_predefined: false,
    };
    call.db.fieldGroups.set(row.id, row);
    moveFields(call, scope, row.id, input.fields);
    return { ...renderGroup(call, scope, row), request_id: requestIdOf(input, i) };
  });
  return writtenWithTotal(call, 'custom_field_groups', items, 201);
}

function updateGroup(call: Call, scope: FieldScope): Reply {
  const row = groupOf(call, scope);
  const { name = row.name, sort = row.sort, fields } = itemOf<GroupInput>(call);
  const after = { ...row, name, sort };
  if (!row.is_predefined) call.db.fieldGroups.set(row.id, after);
  moveFields(call, scope, row.id, fields);
  return ok(renderGroup(call, scope, after));
}

function deleteGroup(call: Call, scope: FieldScope): Reply {
  const row = groupOf(call, scope);
  if (row.is_predefined) refuse(400, 'A predefined group can not be deleted');
  call.db.fieldGroups.delete(row.id);
  const inside = fieldsOf(call.db, scope).filter((field) => field.group_id === row.id);
  for (const field of inside) call.db.customFields.update(field.id, { group_id: null });
  return noContent();
}

function moveFields(call: Call, scope: FieldScope, groupId: string, ids: readonly number[] = []): void {
  for (const field of fieldsOf(call.db, scope)) {
    if (ids.includes(field.id)) call.db.customFields.update(field.id, { group_id: groupId });
  }
}

function renderGroup(call: Call, scope: FieldScope, row: FieldGroupRow): object {
  const { id, name, sort, entity_type, is_predefined, type } = row;
  const fields = fieldsOf(call.db, scope).filter((field) => (field.group_id ?? 'default') === id);
  const base = scope.catalogId === undefined ? entity_type : `catalogs/${scope.catalogId}`;
  return {
    id,
    name,
    sort,
    entity_type,
    is_predefined,
    type,
    fields: fields.map((field) => field.id),
    _links: selfLinks(call, `/api/v4/${base}/custom_fields/groups/${id}`),
  };
}
