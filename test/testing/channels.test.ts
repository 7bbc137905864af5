import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { answerOf, ask, checkAnswer, issuesOf } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('customers', () => {
  const CUSTOMERS = '/api/v4/customers';

  it('are listed, read, made and updated', async () => {
    const { body } = await ask(
      sandbox,
      `${CUSTOMERS}?with=contacts,companies,catalog_elements,group_id&filter[next_price][from]=100`,
    );
    const [first] = body._embedded.customers;
    expect(first._embedded).toMatchObject({
      segments: [{ id: 701 }],
      contacts: [{ id: 30000001, is_main: true }],
      companies: [{ id: 40000001 }],
    });
    expect(first.average_check).toBe(Math.round(first.ltv / first.purchases_count));
    const made = await ask(sandbox, CUSTOMERS, {
      method: 'POST',
      body: [{ name: 'C', next_price: 5, _embedded: { segments: [{ id: 702 }] } }],
    });
    const { id } = made.body._embedded.customers[0];
    const updated = await ask(sandbox, `${CUSTOMERS}/${id}`, { method: 'PATCH', body: { name: 'D' } });
    expect(updated.body._embedded.leads[0]).toMatchObject({ id, request_id: '0', updated_at: NOW });
    expect((await ask(sandbox, `${CUSTOMERS}/${id}`)).body).toMatchObject({
      name: 'D',
      next_price: 5,
      _embedded: { segments: [{ id: 702 }] },
    });
    expect((await ask(sandbox, `${CUSTOMERS}/1`)).status).toBe(204);
    expect(
      issuesOf(await ask(sandbox, CUSTOMERS, { method: 'POST', body: [{ _embedded: { segments: [{ id: 1 }] } }] })),
    ).toEqual({
      '0': ['NotSupportedChoice _embedded.segments.0.id'],
    });
  });

  it('earn and redeem points, and buy', async () => {
    const points = async (body: object): Promise<ReturnType<typeof ask>> =>
      ask(sandbox, `${CUSTOMERS}/50001/bonus_points`, { method: 'POST', body });
    const before = sandbox.db.customers.get(50_001)?.bonus_points ?? 0;
    expect((await points({ earn: 10 })).body.bonus_points).toBe(before + 10);
    expect((await points({ redeem: before + 11 })).status).toBe(400);
    const made = await ask(sandbox, `${CUSTOMERS}/50001/transactions`, {
      method: 'POST',
      body: [
        {
          price: 30,
          comment: 'x',
          next_price: 99,
          _embedded: { catalog_elements: [{ id: 525001, metadata: { catalog_id: 9101, quantity: 2 } }] },
        },
      ],
    });
    const { id } = made.body._embedded.customers[0];
    expect((await ask(sandbox, `${CUSTOMERS}/transactions/${id}`)).body).toMatchObject({
      price: 30,
      _embedded: { customer: { id: 50001 }, catalog_elements: [{ id: 525001 }] },
    });
    expect(sandbox.db.customers.get(50_001)?.next_price).toBe(99);
    const own = await ask(sandbox, `${CUSTOMERS}/50001/transactions`);
    expect(own.body._embedded.transactions).toHaveLength(3);
    expect((await ask(sandbox, `${CUSTOMERS}/transactions/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, `${CUSTOMERS}/transactions?filter[id]=${id}`)).status).toBe(204);
  });

  it('have segments in one mode and statuses in the other', async () => {
    expect((await ask(sandbox, `${CUSTOMERS}/segments`)).body).toMatchObject({
      _total_items: 2,
      _page: 1,
      _page_count: 1,
    });
    expect((await ask(sandbox, `${CUSTOMERS}/statuses`)).status).toBe(422);
    const made = await ask(sandbox, `${CUSTOMERS}/segments`, { method: 'POST', body: { name: 'S', color: '6610f2' } });
    expect(made.body).toMatchObject({ name: 'S', color: '6610f2', customers_count: 0 });
    const renamed = await ask(sandbox, `${CUSTOMERS}/segments/${made.body.id}`, {
      method: 'PATCH',
      body: { name: 'T' },
    });
    expect(renamed.body).toMatchObject({ name: 'T', color: '6610f2' });
    expect((await ask(sandbox, `${CUSTOMERS}/segments/701`, { method: 'DELETE' })).status).toBe(204);
    expect(sandbox.db.customers.get(50_001)?.segments).toEqual([]);

    const mode = { mode: 'periodicity', is_enabled: true };
    expect((await ask(sandbox, `${CUSTOMERS}/mode`, { method: 'PATCH', body: mode })).body).toEqual(mode);
    expect((await ask(sandbox, '/api/v4/account')).body.customers_mode).toBe('periodicity');
    expect((await ask(sandbox, `${CUSTOMERS}/segments`)).status).toBe(422);
    const status = await ask(sandbox, `${CUSTOMERS}/statuses`, { method: 'POST', body: [{ name: 'N', sort: 5 }] });
    const { id } = status.body._embedded.statuses[0];
    expect(
      (await ask(sandbox, `${CUSTOMERS}/statuses/${id}`, { method: 'PATCH', body: { sort: 6 } })).body,
    ).toMatchObject({ name: 'N', sort: 6 });
    expect((await ask(sandbox, `${CUSTOMERS}/statuses`)).body._total_items).toBe(4);
    expect((await ask(sandbox, `${CUSTOMERS}/statuses/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, `${CUSTOMERS}/statuses/4001`, { method: 'DELETE' })).status).toBe(400);
    expect(issuesOf(await ask(sandbox, CUSTOMERS, { method: 'POST', body: [{ next_price: 1 }] }))).toEqual({
      '0': ['FieldMissing name', 'FieldMissing next_date'],
    });
  });
});

describe('incoming leads', () => {
  const UNSORTED = '/api/v4/leads/unsorted';
  const form = {
    source_uid: 's',
    source_name: 'Site',
    metadata: {
      form_id: '1',
      form_name: 'F',
      form_page: 'https://example.com',
      ip: '1.1.1.1',
      form_sent_at: NOW,
      referer: '',
    },
    _embedded: { leads: [{ name: 'Incoming' }], contacts: [{ name: 'Guest' }], companies: [{ name: 'Co' }] },
  };
  const call = {
    source_uid: 'c',
    source_name: 'Phone',
    metadata: {
      phone: '+12025550100',
      called_at: NOW,
      duration: 5,
      link: '',
      service_code: 'x',
      uniq: 'u',
      from: 'y',
      is_call_event_needed: true,
    },
  };
  const post = (kind: string, body: object[]): ReturnType<typeof ask> =>
    ask(sandbox, `${UNSORTED}/${kind}`, { method: 'POST', body });

  it('hide their contact until they are accepted', async () => {
    const made = await post('forms', [form]);
    const { uid, _embedded } = made.body._embedded.unsorted[0];
    const [contact, lead] = [_embedded.contacts[0].id, _embedded.leads[0].id];
    expect((await ask(sandbox, `${UNSORTED}/${uid}`)).body).toMatchObject({
      uid,
      category: 'forms',
      source_uid: 's',
      metadata: { form_id: '1', visitor_uid: null },
    });
    expect((await ask(sandbox, `/api/v4/contacts?filter[id]=${contact}`)).status).toBe(204);
    const accepted = await ask(sandbox, `${UNSORTED}/${uid}/accept`, {
      method: 'POST',
      body: { user_id: 11087102, status_id: 58220003 },
    });
    expect(accepted.body).toMatchObject({
      uid,
      category: 'forms',
      _embedded: { leads: [{ id: lead }], contacts: [{ id: contact }] },
    });
    expect(sandbox.db.leads.get(lead)?.status_id).toBe(58220003);
    expect((await ask(sandbox, `/api/v4/contacts?filter[id]=${contact}`)).status).toBe(200);
    expect((await ask(sandbox, `${UNSORTED}/${uid}`)).status).toBe(204);
  });

  it('go to the bin when they are declined', async () => {
    const { uid, _embedded } = (await post('sip', [call])).body._embedded.unsorted[0];
    expect((await ask(sandbox, `${UNSORTED}/${uid}`)).body.metadata).not.toHaveProperty('is_call_event_needed');
    const declined = await ask(sandbox, `${UNSORTED}/${uid}/decline`, {
      method: 'DELETE',
      body: { user_id: 11087101 },
    });
    expect(declined.status).toBe(200);
    expect(sandbox.db.leads.get(_embedded.leads[0].id)?.is_deleted).toBe(true);
    expect(
      (await ask(sandbox, `${UNSORTED}/${uid}/accept`, { method: 'POST', body: { user_id: 11087101 } })).status,
    ).toBe(404);
  });

  it('are listed, filtered and counted', async () => {
    await post('forms', [form, { ...form, pipeline_id: 7000102, request_id: 'second', created_at: NOW - 100 }]);
    await post('sip', [call]);
    const { body } = await ask(sandbox, `${UNSORTED}?filter[category][]=forms&order[created_at]=desc`);
    expect(body._embedded.unsorted.map((row: { pipeline_id: number }) => row.pipeline_id)).toEqual([7000101, 7000102]);
    expect((await ask(sandbox, `${UNSORTED}?filter[pipeline_id]=7000103`)).status).toBe(204);
    const { uid } = body._embedded.unsorted[1];
    await ask(sandbox, `${UNSORTED}/${uid}/decline`, { method: 'DELETE', body: { user_id: 11087101 } });
    expect((await ask(sandbox, `${UNSORTED}/summary`)).body).toEqual({
      total: 3,
      accepted: 0,
      declined: 1,
      average_sort_time: 100,
      categories: { sip: { total: 1 }, mail: { total: 0 }, forms: { total: 2 }, chats: { total: 0 } },
    });
  });

  it('only join an entity when they come from a chat', async () => {
    const { uid, _embedded } = (await post('forms', [form])).body._embedded.unsorted[0];
    const body = { link: { entity_id: 20_000_001, entity_type: 'leads' } };
    expect((await ask(sandbox, `${UNSORTED}/${uid}/link`, { method: 'POST', body })).status).toBe(400);
    const row = sandbox.db.unsorted.get(uid);
    if (row)
      sandbox.db.unsorted.set(uid, {
        ...row,
        category: 'chats',
        metadata: { from: 'a', to: 'b', received_at: NOW, service: 'waba' },
      });
    const linked = await ask(sandbox, `${UNSORTED}/${uid}/link`, { method: 'POST', body });
    expect(linked.body).toMatchObject({ uid, _embedded: { leads: [{ id: 20_000_001 }] } });
    expect(sandbox.db.leads.get(_embedded.leads[0].id)?.is_deleted).toBe(true);
  });
});

describe('webhooks', () => {
  it('are kept one an address, and deleted by it', async () => {
    const HOOKS = '/api/v4/webhooks';
    const hook = { destination: 'https://example.com/new', settings: ['add_lead'] };
    const first = await ask(sandbox, HOOKS, { method: 'POST', body: hook });
    const again = await ask(sandbox, HOOKS, { method: 'POST', body: { ...hook, settings: ['add_task'] } });
    expect(again.body).toMatchObject({ id: first.body.id, settings: ['add_task'], disabled: false });
    expect((await ask(sandbox, `${HOOKS}?filter[destination]=https://example.com/new`)).body._total_items).toBe(1);
    expect((await ask(sandbox, HOOKS, { method: 'DELETE', body: { destination: hook.destination } })).status).toBe(204);
    expect((await ask(sandbox, HOOKS, { method: 'DELETE', body: { destination: hook.destination } })).status).toBe(404);
    expect((await ask(sandbox, HOOKS, { method: 'POST', body: { ...hook, destination: 'nope' } })).status).toBe(400);
  });
});

describe('sources, templates, bots, talks, widgets', () => {
  it('sources are made, become the default, route leads and go', async () => {
    const SOURCES = '/api/v4/sources';
    const made = await ask(sandbox, SOURCES, {
      method: 'POST',
      body: [{ name: 'New', external_id: 'n-1', pipeline_id: 7000103, default: true }],
    });
    const { id } = made.body._embedded.sources[0];
    expect(sandbox.db.sources.filter((row) => row.default).map((row) => row.id)).toEqual([id]);
    const lead = await ask(sandbox, '/api/v4/leads', {
      method: 'POST',
      body: [{ _embedded: { source: { external_id: 'n-1', type: 'widget' } } }],
    });
    const read = await ask(sandbox, `/api/v4/leads/${lead.body._embedded.leads[0].id}?with=source,source_id`);
    expect(read.body).toMatchObject({
      pipeline_id: 7000103,
      source_id: id,
      _embedded: { source: { id, name: 'New' } },
    });
    expect((await ask(sandbox, `${SOURCES}/${id}`, { method: 'PATCH', body: { name: 'N2' } })).body.name).toBe('N2');
    expect(
      (await ask(sandbox, SOURCES, { method: 'PATCH', body: [{ id, name: 'N3' }] })).body._embedded.sources[0].name,
    ).toBe('N3');
    expect(
      (await ask(sandbox, `${SOURCES}?filter[external_id][]=n-1&filter[external_id][]=wa-1`)).body._total_items,
    ).toBe(2);
    expect(
      issuesOf(await ask(sandbox, SOURCES, { method: 'POST', body: [{ name: 'x', external_id: 'wa-1' }] })),
    ).toEqual({ '0': ['NotSupportedChoice external_id'] });
    expect((await ask(sandbox, SOURCES, { method: 'DELETE', body: [{ id }] })).status).toBe(204);
    expect((await ask(sandbox, `${SOURCES}/${id}`)).status).toBe(204);
  });

  it('templates are made, reviewed and go', async () => {
    const TEMPLATES = '/api/v4/chats/templates';
    const made = await ask(sandbox, TEMPLATES, {
      method: 'POST',
      body: [{ name: 'T', content: 'Hi', external_id: 'e', buttons: [{ type: 'inline', text: 'Yes' }] }],
    });
    const { id } = made.body._embedded.chat_templates[0];
    expect((await ask(sandbox, `${TEMPLATES}/${id}?with=reviews`)).body).toMatchObject({
      review_status: null,
      _embedded: { reviews: [] },
    });
    const reviews = (await ask(sandbox, `${TEMPLATES}/${id}/review`, { method: 'POST' })).body._embedded.reviews;
    expect(reviews.map((row: { status: string }) => row.status)).toEqual(['review', 'review']);
    await ask(sandbox, `${TEMPLATES}/${id}/review/${reviews[1].id}`, {
      method: 'POST',
      body: { status: 'rejected', reject_reason: 'no' },
    });
    expect(
      (await ask(sandbox, `${TEMPLATES}?with=reviews&filter[external_id]=e`)).body._embedded.chat_templates[0]
        .review_status,
    ).toBe('rejected');
    expect(
      (await ask(sandbox, TEMPLATES, { method: 'PATCH', body: [{ id, content: 'Ho' }] })).body._embedded
        .chat_templates[0].content,
    ).toBe('Ho');
    expect((await ask(sandbox, `${TEMPLATES}?limit=51`)).status).toBe(400);
    expect((await ask(sandbox, TEMPLATES, { method: 'DELETE', body: [{ id }] })).status).toBe(204);
    expect((await ask(sandbox, `${TEMPLATES}/${id}`)).status).toBe(404);
  });

  it('bots are asked to run with 202, and the runs are kept', async () => {
    const { body } = await ask(sandbox, '/api/v4/bots?filter[type_functionality][]=nps&with=favorite');
    expect(body).toMatchObject({
      _total_items: 1,
      _embedded: { items: [{ id: 5003, settings: { active: true }, is_favorite: true }] },
    });
    const run = await ask(sandbox, '/api/v4/bots/5001/run', {
      method: 'POST',
      body: { entity_id: 20_000_001, entity_type: 'leads' },
    });
    expect([run.status, run.body, run.type]).toEqual([202, 'Accepted', 'text/html; charset=UTF-8']);
    const many = await ask(sandbox, '/api/v4/bots/run', {
      method: 'POST',
      body: [{ bot_id: 5002, entity_id: 30000001, entity_type: 'contacts' }],
    });
    expect([many.status, many.body]).toEqual([202, '']);
    await ask(sandbox, '/api/v4/bots/5001/stop', {
      method: 'POST',
      body: { entity_id: 20_000_001, entity_type: 'leads' },
    });
    expect(sandbox.db.botRuns).toMatchObject([
      { bot_id: 5001, state: 'stopped' },
      { bot_id: 5002, state: 'running' },
    ]);
    expect(
      (
        await ask(sandbox, '/api/v4/bots/1/run', {
          method: 'POST',
          body: { entity_id: 20_000_001, entity_type: 'leads' },
        })
      ).status,
    ).toBe(404);
  });

  it('talks are read and closed once', async () => {
    expect((await ask(sandbox, '/api/v4/talks/3001')).body).toMatchObject({
      talk_id: 3001,
      is_in_work: true,
      entity_type: 'lead',
    });
    expect(
      (await ask(sandbox, '/api/v4/talks/3001/close', { method: 'POST', body: { force_close: true } })).status,
    ).toBe(202);
    expect((await ask(sandbox, '/api/v4/talks/3001/close', { method: 'POST' })).status).toBe(422);
    expect((await ask(sandbox, '/api/v4/talks/1')).status).toBe(404);
  });

  it('widgets are installed with their settings and taken out', async () => {
    const code = '/api/v4/widgets/sandbox_forms';
    expect(issuesOf(await ask(sandbox, code, { method: 'POST', body: { other: 1 } }))).toEqual({
      '0': ['FieldMissing api_key'],
    });
    const installed = await ask(sandbox, code, { method: 'POST', body: { api_key: 'k' } });
    expect(installed.body).toMatchObject({ is_active_in_account: true, settings: { api_key: 'k' } });
    expect((await ask(sandbox, code, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, code)).body).toMatchObject({ is_active_in_account: false, settings: null });
    expect((await ask(sandbox, '/api/v4/widgets/nope')).status).toBe(404);
  });

  it('website buttons are pending first, then created', async () => {
    const BUTTONS = '/api/v4/website_buttons';
    const made = await ask(sandbox, BUTTONS, {
      method: 'POST',
      body: { pipeline_id: 7000101, trusted_websites: ['a.com'] },
    });
    expect([made.status, made.body.trusted_websites]).toEqual([202, ['a.com']]);
    const path = `${BUTTONS}/${made.body.source_id}?with=scripts`;
    expect((await ask(sandbox, path)).body).toMatchObject({ creation_status: 'creation_pending', script: null });
    expect((await ask(sandbox, path)).body).toMatchObject({
      creation_status: 'created',
      script: expect.stringContaining('script'),
    });
  });
});

describe('calls', () => {
  it('become notes of the card that the number belongs to; the others are errors next to them', async () => {
    const contact = sandbox.db.contacts.get(30000001);
    const phone = String(contact?.custom_fields[0]?.values[0]?.['value']);
    const call = { direction: 'inbound', duration: 5, source: 'x', uniq: 'u' };
    const { status, body } = await ask(sandbox, '/api/v4/calls', {
      method: 'POST',
      body: [
        { ...call, phone: phone.replace('+1', '8') },
        { ...call, phone: '000', request_id: 'none' },
      ],
    });
    expect([status, body._total_items, body.errors[0].request_id]).toEqual([200, 1, 'none']);
    const [done] = body._embedded.calls;
    expect(sandbox.db.notes.get(done.id)).toMatchObject({ note_type: 'call_in', entity_id: done.entity_id });
    expect((await ask(sandbox, '/api/v4/calls', { method: 'POST', body: [{ ...call, phone: '000' }] })).status).toBe(
      400,
    );
  });
});

describe('files', () => {
  const send = async (url: string, bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof answerOf> => {
    const response = await sandbox.fetch(url, {
      method: 'POST',
      body: bytes,
      headers: { authorization: 'Bearer sandbox-token' },
    });
    const answer = await answerOf(response);
    checkAnswer('POST', new URL(url).pathname, answer);
    return answer;
  };

  it('are uploaded in parts, listed, renamed, tied to entities, deleted and restored', async () => {
    const size = 200_000;
    const bytes = new Uint8Array(size).map((_, i) => i % 251);
    const { body: session } = await ask(sandbox, '/v1.0/sessions', {
      method: 'POST',
      body: { file_name: 'Ação.pdf', file_size: size, content_type: 'application/pdf' },
    });
    const { body: first } = await send(session.upload_url, bytes.slice(0, session.max_part_size));
    const { body: file } = await send(first.next_url, bytes.slice(session.max_part_size));
    expect(file).toMatchObject({
      name: 'Ação',
      size,
      type: 'document',
      metadata: { extension: 'pdf' },
      has_multiple_versions: false,
    });
    expect(Buffer.compare(sandbox.db.files.get(file.uuid)?.versions[0]?.content ?? new Uint8Array(), bytes)).toBe(0);
    const downloaded = await sandbox.fetch(file._links.download.href, {
      headers: { authorization: 'Bearer sandbox-token' },
    });
    expect(Buffer.compare(new Uint8Array(await downloaded.arrayBuffer()), bytes)).toBe(0);

    expect((await ask(sandbox, `/v1.0/files?filter[uuid]=${file.uuid},x&filter[extensions][]=pdf`)).body).toMatchObject(
      { _count: 1 },
    );
    expect((await ask(sandbox, `/v1.0/files/${file.uuid}`, { method: 'PATCH', body: { name: 'New' } })).body.name).toBe(
      'New',
    );
    expect((await ask(sandbox, `/v1.0/files/${file.uuid}/versions`)).body._embedded.versions[0].is_main).toBe(true);

    const ENTITY = '/api/v4/leads/20000001/files';
    expect((await ask(sandbox, ENTITY, { method: 'PUT', body: [{ file_uuid: file.uuid }] })).body).toEqual({});
    expect((await ask(sandbox, ENTITY)).body._embedded.files).toMatchObject([{ file_uuid: file.uuid }]);
    expect((await ask(sandbox, `/api/v4/files/${file.uuid}/links`)).body.entities).toMatchObject([
      { id: 20_000_001, entity_type: 'leads' },
    ]);
    expect((await ask(sandbox, ENTITY, { method: 'DELETE', body: [{ file_uuid: file.uuid }] })).status).toBe(202);
    expect((await ask(sandbox, ENTITY)).status).toBe(204);

    await ask(sandbox, '/v1.0/files', { method: 'DELETE', body: [{ uuid: file.uuid }] });
    expect((await ask(sandbox, '/v1.0/files')).status).toBe(204);
    expect((await ask(sandbox, '/v1.0/files?filter[deleted]=1')).body._count).toBe(1);
    const restored = await ask(sandbox, '/v1.0/files/restore', { method: 'POST', body: [{ uuid: file.uuid }] });
    expect(restored.body._embedded.files[0].is_trashed).toBe(false);
  });

  it('refuses parts that are too large, late or too many', async () => {
    const { body } = await ask(sandbox, '/v1.0/sessions', {
      method: 'POST',
      body: { file_name: 'a.txt', file_size: 3 },
    });
    expect((await send(body.upload_url, new Uint8Array(4))).status).toBe(400);
    expect((await send(body.upload_url, new Uint8Array(3))).status).toBe(200);
    expect((await send(body.upload_url, new Uint8Array(3))).status).toBe(404);
  });
});
