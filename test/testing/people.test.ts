import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false });
});

describe('contacts', () => {
  const CONTACTS = '/api/v4/contacts';

  it('are listed with phone and e-mail, and found by them', async () => {
    const { body } = await ask(sandbox, `${CONTACTS}?limit=1&with=leads`);
    const [contact] = body._embedded.contacts;
    expect(contact.custom_fields_values.map((field: { field_code: string }) => field.field_code)).toEqual([
      'PHONE',
      'EMAIL',
      null,
    ]);
    expect(contact._embedded.leads).toHaveLength(2);
    expect(contact._embedded).not.toHaveProperty('catalog_elements');
    const [phone, email] = contact.custom_fields_values.map(
      (field: { values: { value: string }[] }) => field.values[0]?.value,
    );
    for (const query of [phone, phone.slice(2), email]) {
      const found = await ask(sandbox, `${CONTACTS}?query=${encodeURIComponent(query)}`);
      expect(found.body._embedded.contacts.map(({ id }: { id: number }) => id)).toContain(contact.id);
    }
  });

  it('are found by text as it is stored, and by the digits of a phone', async () => {
    const values = (field_code: string, value: string) => ({ field_code, values: [{ value }] });
    await ask(sandbox, CONTACTS, {
      method: 'POST',
      body: [
        { name: 'Phone', custom_fields_values: [values('PHONE', '+55 (11) 98877-6655')] },
        { name: 'Position', custom_fields_values: [values('POSITION', 'desk 98877-6655')] },
        { name: 'Mail', custom_fields_values: [values('EMAIL', '5511988776655@example.com')] },
      ],
    });
    const names = async (query: string): Promise<string[]> => {
      const found = await ask(sandbox, `${CONTACTS}?query=${encodeURIComponent(query)}`);
      return (found.body?._embedded?.contacts ?? []).map(({ name }: { name: string }) => name);
    };
    expect(await names('988776655')).toEqual(['Phone', 'Mail']);
    expect(await names('98877-6655')).toEqual(['Phone', 'Position']);
    expect(await names('+55 (11) 98877-6655')).toEqual(['Phone']);
    // Another spelling is another text.
    expect(await names('+55 11 98877-6655')).toEqual([]);
    expect(await names('+5511988776655')).toEqual([]);
  });

  it('are made from whole or parted names', async () => {
    const { body } = await ask(sandbox, CONTACTS, {
      method: 'POST',
      body: [{ name: 'Whole Name' }, { first_name: 'Ann', last_name: 'Lee', name: 'ignored' }],
    });
    expect(body._embedded.contacts[0]).toMatchObject({ is_deleted: false, is_unsorted: false, request_id: '0' });
    const rows = body._embedded.contacts.map(({ id }: { id: number }) => sandbox.db.contacts.get(id));
    expect(rows[0]).toMatchObject({ name: 'Whole Name', first_name: '', last_name: '' });
    expect(rows[1]).toMatchObject({ name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee' });
    const { body: updated } = await ask(sandbox, `${CONTACTS}/${rows[1].id}`, {
      method: 'PATCH',
      body: { last_name: 'Ray' },
    });
    expect(updated._embedded.contacts[0]).toMatchObject({ id: rows[1].id, name: 'Ann Ray', is_deleted: false });
  });

  it('keep several phones, each with a code', async () => {
    const values = [{ value: '+1', enum_code: 'MOB' }, { value: '+2' }, { value: '+3', enum_id: 1669904 }];
    const answer = await ask(sandbox, CONTACTS, {
      method: 'POST',
      body: [{ name: 'x', custom_fields_values: [{ field_code: 'PHONE', values }] }],
    });
    const { body } = await ask(sandbox, `${CONTACTS}/${answer.body._embedded.contacts[0].id}`);
    expect(body.custom_fields_values[0].values).toEqual([
      { value: '+1', enum_id: 1669903, enum_code: 'MOB' },
      { value: '+2', enum_id: 1669901, enum_code: 'WORK' },
      { value: '+3', enum_id: 1669904, enum_code: 'FAX' },
    ]);
  });

  it('are sorted and filtered', async () => {
    const { body } = await ask(sandbox, `${CONTACTS}?order[updated_at]=desc&filter[responsible_user_id][]=11087101`);
    const rows = body._embedded.contacts as { updated_at: number; responsible_user_id: number }[];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.responsible_user_id === 11087101)).toBe(true);
    expect(rows.map((row) => row.updated_at)).toEqual(rows.map((row) => row.updated_at).sort((a, b) => b - a));
    expect((await ask(sandbox, `${CONTACTS}/1`)).status).toBe(204);
  });

  it('are tied to chats, one contact a chat', async () => {
    const chat = '0b5f3d7e-0000-4000-a000-000000000001';
    const link = (contact_id: number): ReturnType<typeof ask> =>
      ask(sandbox, `${CONTACTS}/chats`, { method: 'POST', body: [{ contact_id, chat_id: chat }] });
    const first = (await link(30000001)).body._embedded.chats[0];
    const moved = (await link(30000002)).body._embedded.chats[0];
    expect(moved.id).not.toBe(first.id);
    expect((await ask(sandbox, `${CONTACTS}/chats?contact_id=30000001`)).status).toBe(204);
    expect((await ask(sandbox, `${CONTACTS}/chats?chat_id=${chat}`)).body._embedded.chats[0].contact_id).toBe(30000002);
    expect((await ask(sandbox, `${CONTACTS}/chats`)).status).toBe(400);
  });
});

describe('companies', () => {
  const COMPANIES = '/api/v4/companies';

  it('show leads, contacts and customers where asked', async () => {
    const { body } = await ask(sandbox, `${COMPANIES}/40000001?with=leads,contacts,customers,catalog_elements`);
    expect(body._embedded.contacts.length).toBeGreaterThan(0);
    expect(body._embedded.leads.length).toBeGreaterThan(0);
    expect(body._embedded.customers).toHaveLength(1);
    expect(Object.keys((await ask(sandbox, `${COMPANIES}/40000001`)).body._embedded)).toEqual(['tags']);
  });

  it('are made, updated one by one and many at once', async () => {
    const made = await ask(sandbox, COMPANIES, {
      method: 'POST',
      body: [{ name: 'A' }, { name: 'B', request_id: 'b' }],
    });
    const [a, b] = made.body._embedded.companies;
    expect([a.request_id, b.request_id]).toEqual(['0', 'b']);
    const one = await ask(sandbox, `${COMPANIES}/${a.id}`, { method: 'PATCH', body: { name: 'A2' } });
    expect(one.body._embedded.companies[0]).toMatchObject({ id: a.id, name: 'A2', is_deleted: false });
    const many = await ask(sandbox, COMPANIES, {
      method: 'PATCH',
      body: [
        { id: a.id, tags_to_add: [{ name: 't' }] },
        { id: b.id, name: 'B2' },
      ],
    });
    expect(many.body._embedded.companies.map(({ name }: { name: string }) => name)).toEqual(['A2', 'B2']);
    expect(issuesOf(await ask(sandbox, COMPANIES, { method: 'PATCH', body: [{ name: 'x' }] }))).toEqual({
      '0': ['FieldMissing id'],
    });
  });
});

describe('users', () => {
  const USERS = '/api/v4/users';

  it('are listed with totals, and show more where asked', async () => {
    const { body } = await ask(sandbox, `${USERS}?limit=3&page=2&with=role,group,uuid,amojo_id,user_rank,phone_number`);
    expect([body._total_items, body._page, body._page_count]).toEqual([8, 2, 3]);
    expect(body._links.last.href).toContain('page=3');
    expect(body._embedded.users[1]._embedded.roles[0].name).toBe('Sales rep');
    expect(body._embedded.users[0]._embedded.groups).toEqual([{ id: 267601, name: 'Support' }]);
    const plain = (await ask(sandbox, `${USERS}/11087101`)).body;
    expect(plain).toMatchObject({ lang: 'en', rights: { is_admin: true, is_active: true } });
    expect(plain).not.toHaveProperty('_embedded');
  });

  it('are made with 201, by role, and refused for a mailbox that is taken', async () => {
    const user = { name: 'New', email: 'new@example.com', password: 'aBc123', lang: 'es', rights: { role_id: 107996 } };
    const { status, body } = await ask(sandbox, USERS, { method: 'POST', body: [user] });
    expect([status, body._total_items]).toEqual([201, 1]);
    expect(body._embedded.users[0]).toMatchObject({
      name: 'New',
      request_id: '0',
      rights: { role_id: 107996, is_admin: false },
    });
    expect(
      issuesOf(
        await ask(sandbox, USERS, {
          method: 'POST',
          body: [user, { ...user, email: 'b@c.de', rights: { role_id: 1 } }],
        }),
      ),
    ).toEqual({
      '0': ['NotSupportedChoice email'],
      '1': ['NotSupportedChoice rights.role_id'],
    });
    expect(JSON.stringify(sandbox.requests)).not.toContain('aBc123');
  });

  it('are switched off and on, but not administrators', async () => {
    const off = await ask(sandbox, `${USERS}/deactivate`, { method: 'POST', body: [{ id: 11087102 }] });
    expect([off.status, sandbox.db.users.get(11087102)?.is_active]).toEqual([204, false]);
    const on = await ask(sandbox, `${USERS}/activate`, { method: 'POST', body: [{ id: 11087102 }] });
    expect([on.status, on.body, on.type, sandbox.db.users.get(11087102)?.is_active]).toEqual([
      202,
      '',
      'text/html; charset=UTF-8',
      true,
    ]);
    expect((await ask(sandbox, `${USERS}/deactivate`, { method: 'POST', body: [{ id: 11087101 }] })).status).toBe(400);
  });
});

describe('roles', () => {
  const ROLES = '/api/v4/roles';

  it('are listed, with the ids of their users where asked', async () => {
    const { body } = await ask(sandbox, `${ROLES}?with=users`);
    expect(body._embedded.roles[0]._embedded.users).toContain(11087103);
    expect((await ask(sandbox, `${ROLES}/107995`)).body).not.toHaveProperty('_embedded');
  });

  it('are made with 201, updated with 202, and deleted', async () => {
    const made = await ask(sandbox, ROLES, {
      method: 'POST',
      body: [{ name: 'R', rights: { leads: { view: 'A' }, status_rights: [] } }],
    });
    expect([made.status, made.body._embedded.roles[0].rights.status_rights]).toEqual([201, null]);
    const { id } = made.body._embedded.roles[0];
    const updated = await ask(sandbox, `${ROLES}/${id}`, { method: 'PATCH', body: { name: 'R2' } });
    expect([updated.status, updated.body.name, updated.body.rights.leads]).toEqual([202, 'R2', { view: 'A' }]);
    expect((await ask(sandbox, `${ROLES}/${id}`, { method: 'DELETE' })).status).toBe(204);
    await ask(sandbox, `${ROLES}/107996`, { method: 'DELETE' });
    expect(sandbox.db.users.get(11087102)?.role_id).toBeNull();
  });
});

describe('the account', () => {
  it('shows what `with` asks for, and only that', async () => {
    const plain = (await ask(sandbox, '/api/v4/account')).body;
    expect(plain).not.toHaveProperty('_embedded');
    expect(plain).not.toHaveProperty('amojo_id');
    const all =
      'amojo_id,uuid,amojo_rights,users_groups,task_types,version,entity_names,datetime_settings,drive_url,is_api_filter_enabled,invoices_settings';
    const full = (await ask(sandbox, `/api/v4/account?with=${all}`)).body;
    expect(full).toMatchObject({ drive_url: sandbox.options.baseUrl, version: 16, is_api_filter_enabled: true });
    expect(Object.keys(full._embedded)).toEqual(['amojo_rights', 'users_groups', 'task_types', 'datetime_settings']);
    expect(issuesOf(await ask(sandbox, '/api/v4/account?with=nope'))).toEqual({ '0': ['NotSupportedChoice with.0'] });
  });
});
