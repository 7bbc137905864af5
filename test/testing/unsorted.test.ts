import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
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
