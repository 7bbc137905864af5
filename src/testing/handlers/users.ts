import type { RightsRow, UserRow } from '../db/rows/index.js';
import { asks, type Call, type Handlers, idParam, itemsOf, missing } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { type FieldIssue, Issues, notSupportedChoice, requestIdOf } from '../http/problems.js';
import { uuidOf } from '../seed/random.js';

interface UserInput {
  name: string;
  email: string;
  lang?: string;
  rights?: Partial<RightsRow> & { is_free?: boolean; role_id?: number | null; group_id?: number | null };
  request_id?: string;
}

export const userHandlers: Handlers = {
  'users.list': (call) => {
    const { items, total } = paginate(
      call,
      [...call.db.users].map((row) => renderUser(call, row)),
    );
    return list(call, 'users', { items, total }, { totals: 'pages' });
  },
  'users.get': (call) => {
    const row = call.db.users.get(idParam(call));
    return row ? ok(renderUser(call, row)) : missing(call, 'User not found');
  },
  'users.create': (call) => {
    const inputs = itemsOf<UserInput>(call);
    const issues = new Issues();
    inputs.forEach((input, i) => {
      issues.add(i, input, ...userIssues(call, input, inputs.slice(0, i)));
    });
    issues.check();
    const items = inputs.map((input, i) => ({
      ...renderUser(call, insertUser(call, input)),
      request_id: requestIdOf(input, i),
    }));
    return writtenWithTotal(call, 'users', items, 201);
  },
  'users.activate': (call) => {
    setActive(call, true);
    return { status: 202, type: 'text/html; charset=UTF-8' };
  },
  'users.deactivate': (call) => {
    setActive(call, false);
    return noContent();
  },
};

function userIssues(call: Call, input: UserInput, earlier: readonly UserInput[]): FieldIssue[] {
  const taken =
    call.db.users.find((user) => user.email === input.email) ?? earlier.find((other) => other.email === input.email);
  const roleId = input.rights?.role_id;
  return [
    ...(taken ? [notSupportedChoice('email')] : []),
    ...(roleId && !call.db.roles.has(roleId) ? [notSupportedChoice('rights.role_id')] : []),
  ];
}

function insertUser(call: Call, input: UserInput): Readonly<UserRow> {
  const id = call.db.users.nextId();
  const { is_free, role_id, group_id, ...rights } = input.rights ?? {};
  const role = role_id ? call.db.roles.get(role_id) : undefined;
  return call.db.users.set({
    id,
    name: input.name,
    email: input.email,
    lang: input.lang ?? 'en',
    rights: role?.rights ?? { ...NO_RIGHTS, ...rights },
    is_admin: false,
    is_free: is_free ?? false,
    is_active: true,
    group_id: group_id ?? null,
    role_id: role_id ?? null,
    uuid: uuidOf(id),
    amojo_id: uuidOf(-id),
    user_rank: null,
    phone_number: null,
  });
}

const DENIED = { view: 'D', edit: 'D', add: 'D', delete: 'D', export: 'D' } as const;

const NO_RIGHTS: RightsRow = {
  leads: DENIED,
  contacts: DENIED,
  companies: DENIED,
  tasks: { edit: 'D', delete: 'D' },
  mail_access: false,
  catalog_access: false,
  status_rights: null,
};

function setActive(call: Call, active: boolean): void {
  const inputs = itemsOf<{ id: number }>(call);
  const issues = new Issues();
  inputs.forEach((input, i) => {
    const user = call.db.users.get(input.id);
    if (!user || user.is_admin) issues.add(i, input, notSupportedChoice('id'));
  });
  issues.check();
  for (const { id } of inputs) call.db.users.update(id, { is_active: active });
}

function renderUser(call: Call, row: UserRow): Record<string, unknown> {
  const roots: Record<string, unknown> = {
    uuid: row.uuid,
    amojo_id: row.amojo_id,
    user_rank: row.user_rank,
    phone_number: row.phone_number,
  };
  const embedded = {
    ...(asks(call, 'role') && { roles: rolesOf(call, row) }),
    ...(asks(call, 'group') && {
      groups: call.db.account.users_groups
        .filter(({ id }) => id === (row.group_id ?? 0))
        .map(({ id, name }) => ({ id, name })),
    }),
  };
  const { id, name, email, lang, is_admin, is_free, is_active, group_id, role_id } = row;
  return {
    id,
    name,
    email,
    lang,
    rights: { ...row.rights, is_admin, is_free, is_active, group_id, role_id },
    ...Object.fromEntries(Object.entries(roots).filter(([key]) => asks(call, key))),
    _links: selfLinks(call, `/api/v4/users/${id}`),
    ...(Object.keys(embedded).length > 0 && { _embedded: embedded }),
  };
}

function rolesOf(call: Call, row: UserRow): unknown[] {
  const role = row.role_id === null ? undefined : call.db.roles.get(row.role_id);
  return role ? [{ id: role.id, name: role.name, _links: selfLinks(call, `/api/v4/roles/${role.id}`) }] : [];
}
