import type { RightsRow, RoleRow } from '../db/rows/index.js';
import { asks, type Call, type Handlers, idParam, itemOf, itemsOf, missing } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';

interface RoleInput {
  name?: string;
  rights?: Partial<RightsRow>;
  request_id?: string;
}

export const roleHandlers: Handlers = {
  'roles.list': (call) => {
    const { items, total } = paginate(
      call,
      [...call.db.roles].map((row) => renderRole(call, row)),
    );
    return list(call, 'roles', { items, total }, { totals: 'pages' });
  },
  'roles.get': (call) => {
    const row = call.db.roles.get(idParam(call));
    return row ? ok(renderRole(call, row)) : missing(call, 'Role not found');
  },
  'roles.create': (call) => {
    const items = itemsOf<RoleInput>(call).map((input, i) => {
      const row = call.db.roles.add({ name: input.name ?? '', rights: mergeRights(NOTHING, input.rights) });
      return { ...renderRole(call, row), request_id: requestIdOf(input, i) };
    });
    return writtenWithTotal(call, 'roles', items, 201);
  },
  'roles.update': (call) => {
    const row = roleOf(call);
    const input = itemOf<RoleInput>(call);
    const after = call.db.roles.set({
      ...row,
      name: input.name ?? row.name,
      rights: mergeRights(row.rights, input.rights),
    });
    for (const user of call.db.users.filter(({ role_id }) => role_id === row.id))
      call.db.users.update(user.id, { rights: after.rights });
    return { status: 202, body: renderRole(call, after) };
  },
  'roles.delete': (call) => {
    const { id } = roleOf(call);
    call.db.roles.delete(id);
    for (const user of call.db.users.filter(({ role_id }) => role_id === id))
      call.db.users.update(user.id, { role_id: null });
    return noContent();
  },
};

const NOTHING: RightsRow = {
  leads: {},
  contacts: {},
  companies: {},
  tasks: {},
  mail_access: false,
  catalog_access: false,
  status_rights: null,
};

// An empty list of stage rights reads as null.
function mergeRights(current: RightsRow, input: Partial<RightsRow> = {}): RightsRow {
  const merged = { ...current, ...input };
  return { ...merged, status_rights: merged.status_rights?.length ? merged.status_rights : null };
}

const roleOf = (call: Call): Readonly<RoleRow> => call.db.roles.get(idParam(call)) ?? refuse(404, 'Role not found');

function renderRole(call: Call, row: RoleRow): Record<string, unknown> {
  const users = call.db.users.filter((user) => user.role_id === row.id).map((user) => user.id);
  return {
    id: row.id,
    name: row.name,
    rights: row.rights,
    _links: selfLinks(call, `/api/v4/roles/${row.id}`),
    ...(asks(call, 'users') && { _embedded: { users } }),
  };
}
