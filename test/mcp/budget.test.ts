import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { beforeAll, describe, expect, test } from 'vitest';
import { tables } from '../../src/generated/mcp.js';
import { Kommo } from '../../src/index.js';
import type { PipelineRow, StatusRow } from '../../src/testing/db/rows/entities.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ALL, connect } from './support.js';

const BUDGET = 6000;
const LEAD = 20000001;
const NOTE = 76787001;
/** Accents, an emoji, a script without spaces, digits and punctuation: the texts that cost most tokens. */
const TEXT = 'Negociação nº 4711-äöü-中文客户资料-Ж-😀-{"a":[1,2]}-';

/** A call of each tool that answers as much as it can. */
const CALLS: Readonly<Record<string, Record<string, unknown>[]>> = {
  get_account: [{}],
  get_leads: [
    {},
    { limit: 250 },
    { limit: 250, order: 'price', state: 'won' },
    { limit: 250, state: 'open', pipeline_id: 8_000_001 },
    { limit: 250, query: 'n' },
  ],
  get_lead: [{ id: LEAD }],
  create_lead: [{ name: TEXT.repeat(5), pipeline_id: 7000101 }],
  update_lead: [{ id: LEAD, name: TEXT.repeat(5) }],
  move_lead: [{ lead_id: LEAD, status_id: 58220003, pipeline_id: 7000101 }],
  get_pipelines: [{}],
  get_sales_report: [{ dateFrom: '2020-01-01', dateTo: '2030-01-01' }],
  get_dashboard: [{}],
  pipeline_snapshot: [{}],
  search: [{ query: 'an', limit: 25 }, { query: 'Negocia' }],
  get_contact: [{ id: 30000001 }],
  get_contacts: [{ limit: 250 }],
  get_companies: [{ limit: 250 }],
  create_contact: [{ name: TEXT.repeat(5) }],
  update_contact: [{ id: 30000001, name: TEXT.repeat(5) }],
  get_tasks: [{ limit: 250 }, { due: 'overdue', limit: 250 }],
  create_task: [{ text: TEXT.repeat(5), entity_id: LEAD, entity_type: 'leads', complete_till: '2030-01-01' }],
  complete_task: [],
  get_users: [{ limit: 250 }],
  get_loss_reasons: [{ limit: 250 }],
  get_loss_reason: [{ id: 4203701 }],
  get_notes: [{ entity_type: 'leads', entity_id: LEAD, limit: 250 }],
  get_timeline: [{ entity_type: 'leads', entity_id: LEAD, limit: 100 }],
  add_note: [{ entity_type: 'leads', entity_id: LEAD, text: TEXT.repeat(200) }],
  pin_note: [{ entity_type: 'leads', note_id: NOTE }],
  unpin_note: [{ entity_type: 'leads', note_id: NOTE }],
  run_salesbot: [{ bot_id: 1, entity_id: LEAD, entity_type: 'leads' }],
  stop_salesbot: [{ bot_id: 1, entity_id: LEAD, entity_type: 'leads' }],
  list_talks: [{ limit: 250 }],
  get_conversation: [{ talk_id: 1, limit: 250 }],
  send_message: [{ talk_id: 1, text: TEXT }],
  ask_kommo: [{ question: 'sales this year' }, { question: 'xyz' }],
  find_operation: [
    { query: 'list', limit: 20 },
    { operation_id: 'leads.createComplex' },
    { operation_id: 'customFields.create' },
  ],
  call_operation: [
    { operation_id: 'leads.list', query: { limit: 250, with: ['contacts'] } },
    { operation_id: 'customFields.list', path: { entity_type: 'leads' }, query: { limit: 250 } },
    { operation_id: 'events.list', query: { limit: 100 } },
    {
      operation_id: 'account.get',
      query: { with: ['users_groups', 'task_types', 'datetime_settings', 'entity_names'] },
    },
    { operation_id: 'roles.list' },
  ],
};

let sandbox: Sandbox;
let ids: Record<string, unknown>;
beforeAll(() => {
  sandbox = createSandbox({ rateLimit: false, leads: 2000 });
  const { db } = sandbox;
  const first = [...db.pipelines.values()][0] as PipelineRow;
  const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const name = (i: number): string => `${TEXT.repeat(4)}${i}`;
  sandbox.seed({
    users: many(120, (i) => ({ id: 800_000 + i, name: name(i) })),
    pipelines: many(50, (i) => ({
      ...first,
      id: 8_000_000 + i,
      is_main: false,
      name: name(i),
      statuses: many(60, (k) => ({ ...(first.statuses[2] as StatusRow), id: 81_000_000 + i * 100 + k, name: name(k) })),
    })),
    loss_reasons: many(300, (i) => ({ id: 9_000_000 + i, name: name(i) })),
    leads: many(1500, (i) => ({
      id: 90_000_000 + i,
      name: name(i),
      price: 10 ** 9 + i,
      responsible_user_id: 800_000 + (i % 120),
      pipeline_id: 8_000_000 + (i % 50),
      status_id: i % 3 === 0 ? 143 : 81_000_000 + (i % 50) * 100 + (i % 60),
      loss_reason_id: i % 3 === 0 ? 9_000_000 + (i % 300) : null,
      closed_at: i % 3 === 0 ? Math.floor(Date.now() / 1000) - 60 : null,
    })),
    notes: many(300, (i) => ({
      id: 7_000_000 + i,
      entity_type: 'leads',
      entity_id: LEAD,
      params: { text: TEXT.repeat(30) },
    })),
    tasks: many(300, (i) => ({ id: 6_000_000 + i, entity_type: 'leads', entity_id: LEAD, text: TEXT.repeat(30) })),
  } as never);
  ids = { bot_id: db.bots.find(() => true)?.id, talk_id: db.talks.find(() => true)?.id };
});

describe('answers over a large account', () => {
  test('every tool has a call here', () => {
    expect(Object.keys(CALLS).sort()).toEqual(tables.tools.map(({ name }) => name).sort());
  });

  test('what a report leaves out to fit stays in its totals, and is counted', async () => {
    const { call } = await connect(new Kommo({ ...sandbox.options, rateLimit: false }));
    const { data } = await call('pipeline_snapshot');
    const own = [...sandbox.db.leads.values()].filter(
      (lead) => !lead.is_deleted && lead.status_id !== 142 && lead.status_id !== 143,
    );
    const pipelines = data['pipelines'] as { count: number }[];
    expect(data['total']).toMatchObject({ count: own.length, value: own.reduce((sum, { price }) => sum + price, 0) });
    expect(pipelines.length + (data['left_out'] as number)).toBe(sandbox.db.pipelines.size);
    expect((await call('get_leads', { state: 'open' })).text).toMatch(
      /more than one query can name\. Name a pipeline_id/,
    );
  });

  test.each(Object.entries(CALLS))('%s stays within 6,000 tokens', async (name, calls) => {
    const policy = { version: '1', default: 'allow', tools: { send_message: { action: 'allow' } } } as const;
    const { call } = await connect(new Kommo({ ...sandbox.options, rateLimit: false }), {
      ...ALL,
      policy: policy as never,
    });
    for (const given of calls) {
      const args = {
        ...given,
        ...Object.fromEntries(Object.keys(given).flatMap((key) => (key in ids ? [[key, ids[key]]] : []))),
      };
      const answer = await call(name, args);
      expect(answer.error, answer.text).toBe(false);
      expect(encode(answer.text).length, `${name} ${JSON.stringify(args)}`).toBeLessThanOrEqual(BUDGET);
      const next = answer.data['next'] as Record<string, unknown> | undefined;
      if (next) expect(encode((await call(name, next)).text).length, `${name} next`).toBeLessThanOrEqual(BUDGET);
    }
  });
});
