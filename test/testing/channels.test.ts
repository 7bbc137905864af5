import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
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
