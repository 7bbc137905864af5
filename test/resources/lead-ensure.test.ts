import { describe, expect, test } from 'vitest';
import { InputError, type Kommo, type LeadEnsureParams, LOST, NotFoundError, WON } from '../../src/index.js';
import type { Sandbox } from '../../src/testing/index.js';
import { account, callsOf, person } from '../people/support.js';

async function place(): Promise<{ kommo: Kommo; sandbox: Sandbox; params: LeadEnsureParams; other: number }> {
  const { kommo, sandbox } = account('BR');
  const [main, other] = (await kommo.pipelines.list()).data;
  const second =
    other ??
    (await kommo.pipelines.create({
      name: 'Second',
      sort: 2,
      is_main: false,
      is_unsorted_on: false,
      _embedded: { statuses: [{ name: 'New', sort: 10 }] },
    } as never));
  const params = {
    contact: { name: 'Ann', phone: '+55 11 91234-5678', email: 'ann@example.com' },
    lead: { name: 'Web form', price: 100 },
    pipeline: main?.id as number,
    note: 'Asked for a quote',
    task: { text: 'Call back', complete_till: new Date('2026-12-01T13:00:00Z') },
  };
  return { kommo, sandbox, params, other: (second as { id: number }).id };
}

const sizes = ({ db }: Sandbox): number[] => [
  db.contacts.size,
  db.leads.size,
  [...db.notes].length,
  [...db.tasks].length,
];

describe('leads.ensure', () => {
  test('makes everything once, and nothing twice', async () => {
    const { kommo, sandbox, params } = await place();
    const first = await kommo.leads.ensure(params);
    expect(first).toEqual({
      contact: { id: expect.any(Number), outcome: 'created' },
      lead: { id: expect.any(Number), outcome: 'created' },
      note: { id: expect.any(Number), outcome: 'created' },
      task: { id: expect.any(Number), outcome: 'created' },
    });
    const lead = await kommo.leads.get(first.lead.id, { with: ['contacts'] });
    expect(lead).toMatchObject({ name: 'Web form', price: 100, pipeline_id: params.pipeline });
    expect(lead._embedded.contacts).toMatchObject([{ id: first.contact.id, is_main: true }]);
    const second = await kommo.leads.ensure({ ...params, contact: { name: 'Ann', phone: '11 1234-5678' } });
    expect(second).toEqual({
      contact: { id: first.contact.id, outcome: 'found' },
      lead: { id: first.lead.id, outcome: 'reused' },
      note: { id: first.note?.id, outcome: 'existed' },
      task: { id: first.task?.id, outcome: 'existed' },
    });
    expect(sizes(sandbox)).toEqual([1, 1, 1, 1]);
    const more = await kommo.leads.ensure({
      ...params,
      note: 'Asked again',
      task: { text: 'Send it', complete_till: 2_000_000_000 },
    });
    expect([more.lead.outcome, more.note?.outcome, more.task?.outcome]).toEqual(['reused', 'created', 'created']);
    expect(sizes(sandbox)).toEqual([1, 1, 2, 2]);
  });

  test('goes on after a failure at any step, whether the step was done or not', async () => {
    for (const path of ['contacts', 'leads', 'leads/notes', 'tasks']) {
      for (const when of ['before', 'after'] as const) {
        const { kommo, sandbox, params } = await place();
        sandbox.fail({ method: 'POST', path: `/api/v4/${path}`, status: 500, when });
        await expect(kommo.leads.ensure(params), `${path} ${when}`).rejects.toThrow();
        await kommo.leads.ensure(params);
        expect(sizes(sandbox), `${path} ${when}`).toEqual([1, 1, 1, 1]);
      }
    }
  });

  test('stores the phone and the e-mail that it finds the contact by, beside those of the fields', async () => {
    const { kommo, sandbox, params } = await place();
    const { custom_fields_values } = person('', ['+55 21 3333-4444'], ['other@example.com']);
    const first = await kommo.leads.ensure({
      ...params,
      contact: { ...params.contact, custom_fields_values } as never,
    });
    const second = await kommo.leads.ensure(params);
    expect(second.contact).toEqual({ id: first.contact.id, outcome: 'found' });
    expect(sizes(sandbox)).toEqual([1, 1, 1, 1]);
    const { custom_fields_values: fields } = await kommo.contacts.get(first.contact.id);
    expect(fields?.map(({ values }) => values.map((one) => (one as { value: unknown }).value))).toEqual([
      ['+55 11 91234-5678', '+55 21 3333-4444'],
      ['ann@example.com', 'other@example.com'],
    ]);
    // A spelling that is there is not added again.
    const same = person('Bob', ['(21) 91111-2222']);
    const bob = await kommo.leads.ensure({ ...params, contact: { ...same, phone: '+55 21 91111-2222' } as never });
    expect((await kommo.contacts.get(bob.contact.id)).custom_fields_values?.[0]?.values).toHaveLength(1);
  });

  test('a lead that is closed, or in another pipeline, is left alone', async () => {
    for (const status_id of [WON, LOST]) {
      const { kommo, sandbox, params, other } = await place();
      const first = await kommo.leads.ensure(params);
      expect((await kommo.leads.ensure({ ...params, pipeline: other })).lead.outcome).toBe('created');
      await kommo.leads.update(first.lead.id, { status_id });
      const again = await kommo.leads.ensure(params);
      expect(again.lead).toEqual({ id: expect.any(Number), outcome: 'created' });
      expect(again.contact).toEqual({ id: first.contact.id, outcome: 'found' });
      expect(sandbox.db.leads.size).toBe(3);
    }
  });

  test('a task that is done does not come back, and one with another deadline does', async () => {
    const { kommo, params } = await place();
    const { task } = await kommo.leads.ensure(params);
    await kommo.tasks.update(task?.id as number, { is_completed: true, result: { text: 'done' } });
    expect((await kommo.leads.ensure(params)).task).toEqual({ id: task?.id, outcome: 'existed' });
    const later = { text: 'Call back', complete_till: new Date('2026-12-08T13:00:00Z') };
    expect((await kommo.leads.ensure({ ...params, task: later })).task?.outcome).toBe('created');
  });

  test('of several people with the number, the one with the open lead counts, else the oldest', async () => {
    const { kommo, params } = await place();
    const [a, b, c] = await kommo.contacts.createMany([
      person('A', ['5511912345678']),
      person('B', ['+55 11 91234-5678']),
      person('C', ['11 91234 5678']),
    ]);
    const { id } = await kommo.leads.create({
      pipeline_id: params.pipeline,
      _embedded: { contacts: [{ id: b?.id as number }] },
    });
    const reused = await kommo.leads.ensure(params);
    expect([reused.contact.id, reused.lead.id]).toEqual([b?.id, id]);
    await kommo.leads.update(id, { status_id: LOST });
    expect((await kommo.leads.ensure(params)).contact.id).toBe(a?.id);
    expect(c).toBeDefined();
  });

  test('an e-mail finds whom the phone does not, and an id needs neither', async () => {
    const { kommo, sandbox, params } = await place();
    const { id } = await kommo.contacts.create(person('Ann', [], ['ANN@example.com']));
    expect((await kommo.leads.ensure(params)).contact).toEqual({ id, outcome: 'found' });
    expect((await kommo.leads.ensure({ contact: { id }, pipeline: params.pipeline })).lead.outcome).toBe('reused');
    expect(sandbox.db.contacts.size).toBe(1);
    await expect(kommo.leads.ensure({ contact: { id: 999 }, pipeline: params.pipeline })).rejects.toThrow(
      NotFoundError,
    );
  });

  test('calls of one client for one person wait for each other', async () => {
    const { kommo, sandbox, params } = await place();
    const spelt = ['+55 11 91234-5678', '5511912345678', '11 1234-5678', '(11) 91234-5678'];
    await Promise.all(spelt.map((phone) => kommo.leads.ensure({ ...params, contact: { name: 'Ann', phone } })));
    expect(sizes(sandbox)).toEqual([1, 1, 1, 1]);
    // One that fails holds nobody up.
    sandbox.fail({ method: 'POST', path: '/api/v4/contacts', status: 500 });
    const contact = { name: 'Bob', email: 'bob@example.com' };
    const both = await Promise.allSettled([1, 2].map(() => kommo.leads.ensure({ ...params, contact })));
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  test('refuses what it could not find again, before any call', async () => {
    const { kommo, sandbox, params } = await place();
    const before = callsOf(sandbox);
    const wrong: object[] = [
      { contact: { name: 'Ann' } },
      { contact: { phone: '-' } },
      { contact: { id: 0 } },
      { pipeline: 'Sales' },
      { lead: { status_id: WON } },
      { note: ' ' },
      { task: { text: '', complete_till: 1 } },
      { contact: null },
      { notes: 'x' },
    ];
    for (const part of wrong)
      await expect(kommo.leads.ensure({ ...params, ...part } as never)).rejects.toThrow(InputError);
    const { 'GET account': _, ...after } = callsOf(sandbox);
    expect(after).toEqual(before);
  });
});
