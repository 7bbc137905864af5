import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('tasks', () => {
  const TASKS = '/api/v4/tasks';

  it('are listed with an empty list for no result', async () => {
    const { body } = await ask(sandbox, `${TASKS}?limit=250`);
    const results = body._embedded.tasks.map(({ result }: { result: unknown }) => result);
    expect(results).toContainEqual([]);
    expect(results).toContainEqual({ text: 'Done' });
  });

  it.each([
    ['filter[is_completed]=0', (task) => !task.is_completed],
    ['filter[is_completed]=1&filter[task_type][]=2', (task) => task.is_completed && task.task_type_id === 2],
    ['filter[entity_type]=leads&filter[entity_id][]=20000003', (task) => task.entity_id === 20_000_003],
    ['filter[responsible_user_id]=11087102', (task) => task.responsible_user_id === 11087102],
    ['filter[updated_at]=1791000000', (task) => task.updated_at >= 1791000000],
    ['filter[id][]=4745001&filter[id][]=4745002', (task) => task.id <= 4_745_002],
  ] as [string, (task: NonNullable<ReturnType<Sandbox['db']['tasks']['get']>>) => boolean][])(
    'are filtered by %s',
    async (query, test) => {
      const { body } = await ask(sandbox, `${TASKS}?limit=250&${query}`);
      const expected = sandbox.db.tasks.filter(test).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(body._embedded.tasks.map(({ id }: { id: number }) => id)).toEqual(expected);
    },
  );

  it('are sorted by deadline', async () => {
    const { body } = await ask(sandbox, `${TASKS}?order[complete_till]=desc`);
    const times = body._embedded.tasks.map((task: { complete_till: number }) => task.complete_till);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('are made, move the closest deadline of their entity, and are completed', async () => {
    const made = await ask(sandbox, TASKS, {
      method: 'POST',
      body: [{ text: 'Call', complete_till: NOW + 60, entity_id: 20_000_100, entity_type: 'leads', request_id: 'x' }],
    });
    const [task] = made.body._embedded.tasks;
    expect(task.request_id).toBe('x');
    expect((await ask(sandbox, '/api/v4/leads/20000100')).body.closest_task_at).toBe(NOW + 60);
    const done = await ask(sandbox, `${TASKS}/${task.id}`, {
      method: 'PATCH',
      body: { is_completed: true, result: { text: 'Yes' } },
    });
    expect(done.body._embedded.tasks[0]).toMatchObject({ id: task.id, updated_at: NOW, request_id: '0' });
    expect((await ask(sandbox, `${TASKS}/${task.id}`)).body).toMatchObject({
      is_completed: true,
      result: { text: 'Yes' },
    });
    expect((await ask(sandbox, '/api/v4/leads/20000100')).body.closest_task_at).toBeNull();
  });

  it('need a text, a deadline, a known type and an entity that is there', async () => {
    const answer = await ask(sandbox, TASKS, { method: 'POST', body: [{ text: 'x' }] });
    expect(issuesOf(answer)).toEqual({ '0': ['FieldMissing complete_till'] });
    const body = [
      { text: 'x', complete_till: 1, task_type_id: 99 },
      { text: 'x', complete_till: 1, entity_id: 1 },
      { text: 'x', complete_till: 1, entity_id: 1, entity_type: 'leads' },
    ];
    expect(issuesOf(await ask(sandbox, TASKS, { method: 'POST', body }))).toEqual({
      '0': ['NotSupportedChoice task_type_id'],
      '1': ['FieldMissing entity_type'],
      '2': ['NotSupportedChoice entity_id'],
    });
  });
});

describe('notes', () => {
  const NOTES = '/api/v4/leads/notes';

  it('are listed by type of entity and by entity', async () => {
    const all = await ask(sandbox, `${NOTES}?limit=250&with=is_pinned`);
    expect(all.body._embedded.notes.every((note: { is_pinned: unknown }) => typeof note.is_pinned === 'boolean')).toBe(
      true,
    );
    const own = await ask(sandbox, '/api/v4/leads/20000001/notes');
    expect(own.body._embedded.notes.every((note: { entity_id: number }) => note.entity_id === 20_000_001)).toBe(true);
    expect(own.body._embedded.notes[0]).not.toHaveProperty('is_pinned');
    const calls = await ask(sandbox, `${NOTES}?filter[note_type][]=call_in&filter[note_type][]=call_out`);
    expect(calls.body._embedded.notes.every((note: { note_type: string }) => note.note_type.startsWith('call_'))).toBe(
      true,
    );
    expect((await ask(sandbox, '/api/v4/companies/notes')).status).toBe(204);
  });

  it('are made, updated and pinned', async () => {
    const made = await ask(sandbox, NOTES, {
      method: 'POST',
      body: [
        { entity_id: 20_000_007, note_type: 'common', params: { text: 'Hello' } },
        { entity_id: 20_000_007, note_type: 'sms_in', params: { text: 'Hi', phone: '+1' }, request_id: 'b' },
      ],
    });
    const [note, sms] = made.body._embedded.notes;
    expect(note).toMatchObject({ entity_id: 20_000_007, request_id: '0' });
    expect(sms.request_id).toBe('b');
    const body = { note_type: 'common', params: { text: 'Changed' } };
    const updated = await ask(sandbox, `${NOTES}/${note.id}`, { method: 'PATCH', body });
    expect(updated.body._embedded.notes[0]).toMatchObject({ id: note.id, entity_id: 20_000_007, updated_at: NOW });
    expect((await ask(sandbox, `/api/v4/leads/20000007/notes/${note.id}`)).body.params).toEqual({ text: 'Changed' });
    expect((await ask(sandbox, `${NOTES}/${note.id}/pin`, { method: 'POST' })).status).toBe(204);
    expect((await ask(sandbox, `${NOTES}/${note.id}?with=is_pinned`)).body.is_pinned).toBe(true);
    await ask(sandbox, `${NOTES}/${note.id}/unpin`, { method: 'POST' });
    expect(sandbox.db.notes.get(note.id)?.is_pinned).toBe(false);
    expect((await ask(sandbox, '/api/v4/leads/20000007/notes', { method: 'POST', body: [body] })).status).toBe(200);
  });

  it('need the params of their type, and an entity that is there', async () => {
    const body = [
      { entity_id: 20_000_007, note_type: 'common', params: {} },
      { entity_id: 20_000_007, note_type: 'call_in', params: { duration: 'x', source: 's', phone: '1' } },
      { entity_id: 20_000_007, note_type: 'nope', params: { text: 'x' } },
    ];
    expect(issuesOf(await ask(sandbox, NOTES, { method: 'POST', body }))).toEqual({
      '0': ['FieldMissing params.text'],
      '1': ['InvalidType params.duration'],
      '2': ['NotSupportedChoice note_type'],
    });
    const stray = [{ entity_id: 1, note_type: 'common', params: { text: 'x' } }];
    expect(issuesOf(await ask(sandbox, NOTES, { method: 'POST', body: stray }))).toEqual({
      '0': ['NotSupportedChoice entity_id'],
    });
  });
});

describe('events', () => {
  const EVENTS = '/api/v4/events';

  it('are written down as things change, newest first', async () => {
    await ask(sandbox, '/api/v4/leads/20000010', {
      method: 'PATCH',
      body: {
        name: 'Renamed',
        price: 1,
        status_id: 142,
        responsible_user_id: 11087104,
        tags_to_add: [{ name: 'hot' }],
        custom_fields_values: [{ field_id: 1928004, values: [{ value: 99 }] }],
      },
    });
    const { body } = await ask(
      sandbox,
      `${EVENTS}?filter[entity]=lead&filter[entity_id]=20000010&filter[created_at][from]=${NOW}&with=lead_name`,
    );
    const types = body._embedded.events.map(({ type }: { type: string }) => type);
    expect(types.sort()).toEqual([
      'custom_field_1928004_value_changed',
      'entity_responsible_changed',
      'entity_tag_added',
      'lead_status_changed',
      'name_field_changed',
      'sale_field_changed',
    ]);
    expect(body._embedded.events[0]._embedded.entity.name).toBe('Renamed');
    const [event] = body._embedded.events;
    expect((await ask(sandbox, `${EVENTS}/${event.id}`)).body.id).toBe(event.id);
    expect(event.id).toHaveLength(26);
  });

  it('are filtered by comma lists and by values', async () => {
    const { body } = await ask(sandbox, `${EVENTS}?filter[type]=lead_added,lead_status_changed&limit=100`);
    expect(body._embedded.events).toHaveLength(100);
    const won = await ask(
      sandbox,
      `${EVENTS}?filter[type]=lead_status_changed&filter[value_after][leads_statuses][0][pipeline_id]=7000101&filter[value_after][leads_statuses][0][status_id]=142`,
    );
    for (const event of won.body._embedded.events)
      expect(event.value_after).toEqual([{ lead_status: { id: 142, pipeline_id: 7000101 } }]);
    await ask(sandbox, '/api/v4/leads/20000010', { method: 'PATCH', body: { responsible_user_id: 11087104 } });
    const moved = await ask(
      sandbox,
      `${EVENTS}?filter[type]=entity_responsible_changed&filter[value_after][responsible_user_id]=11087104,11087105`,
    );
    expect(moved.body._embedded.events).toHaveLength(1);
    expect((await ask(sandbox, `${EVENTS}?filter[type]=nps_rate_added`)).status).toBe(204);
  });

  it('have types with names', async () => {
    const { body } = await ask(sandbox, `${EVENTS}/types?language_code=en`);
    expect(body._total_items).toBe(body._embedded.events_types.length);
  });
});
