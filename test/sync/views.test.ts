import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror, pgliteDatabase } from '../../src/sync/index.js';
import { columnNames } from '../../src/sync/views.js';
import { createSandbox } from '../../src/testing/index.js';
import { sharedPglite } from './databases.js';

const NOW = Date.UTC(2026, 10, 10) / 1000;

test('names of columns are those of the fields; taken and long ones carry the id', () => {
  const long = 'Очень длинное название поля, которое не помещается';
  const names = columnNames(
    [
      { id: 3, name: 'Budget' },
      { id: 2, name: 'Budget' },
      { id: 4, name: 'name' },
      { id: 5, name: long },
      { id: 6, name: ' "quoted"; \n' },
      { id: 7, name: '' },
    ],
    ['id', 'name'],
  );
  expect(Object.fromEntries(names)).toEqual({
    2: 'Budget',
    3: 'Budget #3',
    4: 'name #4',
    5: 'Очень длинное название поля, кот #5',
    6: '"quoted";',
    7: 'field',
  });
  for (const name of names.values()) expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
});

test('the view of leads has the custom fields as typed columns, and follows them when they change', async () => {
  const database = pgliteDatabase(await sharedPglite());
  const clock = { now: NOW };
  const sandbox = createSandbox({ seed: 'empty', rateLimit: false, now: () => clock.now * 1000 });
  const values = (value: unknown) => [{ value }];
  sandbox.seed({
    custom_fields: [
      { id: 101, name: 'Бюджет', type: 'numeric', entity_type: 'leads' },
      { id: 102, name: 'Paid', type: 'checkbox', entity_type: 'leads' },
      { id: 103, name: 'Due', type: 'date', entity_type: 'leads' },
      { id: 104, name: 'Paid', type: 'text', entity_type: 'leads' },
      { id: 105, name: 'Kinds', type: 'multiselect', entity_type: 'leads' },
    ],
    leads: [
      {
        id: 1,
        name: 'First',
        custom_fields: [
          { field_id: 101, values: values('12.5') },
          { field_id: 102, values: values(true) },
          { field_id: 103, values: values(NOW) },
          { field_id: 104, values: values('yes') },
          {
            field_id: 105,
            values: [
              { value: 'a', enum_id: 1 },
              { value: 'b', enum_id: 2 },
            ],
          },
        ],
      },
      { id: 2, name: 'Second' },
    ],
  });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const mirror = await createMirror(kommo, { to: database, schema: 'views', listMaxAge: 0 });
  await mirror.sync();
  const rows = () => mirror.query(`SELECT * FROM views.leads_view ORDER BY id`);
  expect(await rows()).toMatchObject([
    {
      id: 1,
      name: 'First',
      pipeline: expect.any(String),
      stage: expect.any(String),
      responsible_user: expect.any(String),
      Бюджет: 12.5,
      Paid: true,
      Due: new Date(NOW * 1000),
      'Paid #104': 'yes',
      Kinds: ['a', 'b'],
    },
    { id: 2, Бюджет: null, Paid: null, Kinds: null },
  ]);

  // Another type under the same name: what does not fit is null, and nothing fails.
  clock.now += 100;
  const field = sandbox.db.customFields.get(104);
  if (!field) throw new Error('no field');
  sandbox.db.customFields.set({ ...field, type: 'numeric', name: 'Amount' });
  sandbox.db.customFields.delete(102);
  await mirror.sync();
  const [first] = await rows();
  expect(first).toMatchObject({ Amount: null });
  expect(first).not.toHaveProperty('Paid');

  // A view that somebody built on ours keeps ours as it is, and the sync says so.
  await mirror.query('CREATE VIEW views.mine AS SELECT id FROM views.leads_view');
  sandbox.db.customFields.set({ ...field, type: 'text', name: 'Renamed' });
  const { skipped } = await mirror.sync();
  expect(skipped).toContainEqual({ list: 'leads_view', reason: expect.stringContaining('depend on this view') });
});

test('the history of stages comes from events, and calls from notes', async () => {
  const database = pgliteDatabase(await sharedPglite());
  const clock = { now: NOW };
  const sandbox = createSandbox({ leads: 3, rateLimit: false, now: () => clock.now * 1000 });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const mirror = await createMirror(kommo, { to: database, schema: 'history' });
  await mirror.sync();
  clock.now += 100;
  const lead = sandbox.db.leads.slice(0, 1)[0];
  if (!lead) throw new Error('no lead');
  await kommo.leads.update(lead.id, { status_id: 142, pipeline_id: lead.pipeline_id });
  await mirror.sync();
  const [row] = await mirror.query('SELECT * FROM history.lead_stage_history ORDER BY at DESC LIMIT 1');
  expect(row).toMatchObject({
    lead_id: lead.id,
    from_status_id: lead.status_id,
    to_status_id: 142,
    to_pipeline_id: lead.pipeline_id,
    at: new Date(clock.now * 1000),
  });
  const calls = sandbox.db.notes.filter(({ note_type }) => note_type === 'call_in' || note_type === 'call_out').length;
  expect(await mirror.query('SELECT count(*) AS n FROM history.calls')).toEqual([{ n: calls }]);
});
