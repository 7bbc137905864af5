import { describe, expect, test } from 'vitest';
import { route } from '../../src/mcp/ask.js';
import type { SeedData } from '../../src/testing/index.js';
import { dayOf, iso, shiftDay, startOfDay } from '../../src/util/zone.js';
import { setup } from './support.js';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const at = (text: string): number => Date.parse(text) / 1000;
const lead = (id: number, price: number, created: string, closed?: string, status_id = 142, more = {}) => ({
  id,
  name: `L${id}`,
  price,
  pipeline_id: 1,
  responsible_user_id: 5,
  created_at: at(created),
  updated_at: at(created),
  ...(closed && { status_id, closed_at: at(closed) }),
  ...more,
});
const STATUS = { sort: 10, is_editable: true, color: '#fffeb2', type: 0 as const };
const SEED = {
  account: { currency: 'BRL', timezone: 'America/Sao_Paulo' },
  users: [{ id: 5, name: 'Ana\u202e' }],
  pipelines: [
    {
      id: 1,
      name: 'Vendas',
      is_main: true,
      statuses: [
        { id: 10, name: 'Novo', ...STATUS },
        { id: 142, name: 'Ganho', ...STATUS },
        { id: 143, name: 'Perdido', ...STATUS },
      ],
    },
  ],
  loss_reasons: [{ id: 7, name: 'Caro' }],
  leads: [
    // 23:30 in São Paulo is the next day in UTC.
    lead(1, 100, '2026-03-01T02:30:00Z', '2026-03-01T02:30:00Z'),
    lead(2, 300, '2026-03-01T03:00:00Z', '2026-03-05T12:00:00Z'),
    lead(3, 50, '2026-02-10T12:00:00Z', '2026-04-01T02:59:59Z'),
    lead(4, 40, '2026-02-10T12:00:00Z', '2026-04-01T03:00:00Z'),
    lead(5, 20, '2026-03-09T12:00:00Z', '2026-03-09T13:00:00Z', 143, { loss_reason_id: 7 }),
    lead(6, 9, '2026-03-10T11:00:00Z'),
  ],
} as unknown as SeedData;

describe('get_sales_report', () => {
  test('counts days of the account, not of UTC, and what was created apart from what was closed', async () => {
    const { call } = await setup({ now: () => NOW }, { seed: SEED });
    const { data, text, error } = await call('get_sales_report', { dateFrom: '2026-03-01', dateTo: '2026-03-31' });
    expect(error, text).toBe(false);
    expect(data).toMatchObject({
      period: {
        timezone: 'America/Sao_Paulo',
        from_moment: '2026-03-01T00:00:00-03:00',
        to_moment: '2026-03-31T23:59:59-03:00',
      },
      currency: 'BRL',
      created: { count: 3, value: 329 },
      won: { count: 2, value: 350, average: 175 },
      lost: { count: 1, value: 20 },
      lost_by_reason: { rows: [{ id: 7, name: 'Caro', lost: 1, lost_value: 20 }] },
      win_rate: 0.667,
      by_user: { rows: [{ id: 5, name: 'Ana', created: 3, won: 2, won_value: 350, lost: 1 }] },
      by_pipeline: { rows: [{ id: 1, name: 'Vendas' }] },
      complete: true,
    });
  });

  test('defaults to one month up to today; a period without leads has no average', async () => {
    const { call } = await setup({ now: () => NOW }, { seed: SEED });
    expect((await call('get_sales_report')).data['period']).toMatchObject({ from: '2026-02-10', to: '2026-03-10' });
    expect((await call('get_sales_report', { dateFrom: '2020-01-01', dateTo: '2020-01-01' })).data).toMatchObject({
      won: { count: 0, value: 0, average: null },
      win_rate: null,
    });
    expect((await call('get_sales_report', { dateFrom: '2026-03-02', dateTo: '2026-03-01' })).text).toContain('swap');
  });

  test('asks for the period only, and says so when there is more than it reads', async () => {
    const { call, sandbox } = await setup({}, { leads: 5000 });
    await call('get_sales_report', { dateFrom: '2026-10-01', dateTo: '2026-10-31' });
    const lists = sandbox.requests.filter(({ path }) => path === '/api/v4/leads');
    expect(lists.length).toBeLessThanOrEqual(12);
    const many = await setup({}, { leads: 30_000 });
    const { data } = await many.call('get_sales_report', { dateFrom: '2000-01-01', dateTo: '2030-01-01' });
    expect(data).toMatchObject({ complete: false, note: expect.stringContaining('part'), created: { count: 10_000 } });
    expect(many.sandbox.requests.length).toBeLessThanOrEqual(100);
  });
});

describe('get_dashboard', () => {
  test('today, this month, last month, tasks', async () => {
    const task = {
      text: 'x',
      is_completed: false,
      responsible_user_id: 5,
      entity_id: 1,
      entity_type: 'leads' as const,
      task_type_id: 1,
    };
    const tasks = ['2026-03-10T02:59:00Z', '2026-03-10T03:00:00Z', '2026-03-11T02:59:00Z', '2026-03-11T03:00:00Z'].map(
      (till, i) => ({ id: i + 1, ...task, complete_till: at(till) }),
    );
    const seed = {
      ...SEED,
      tasks: [...tasks, { id: 9, ...task, is_completed: true, complete_till: 5 }],
    } as unknown as SeedData;
    const { call } = await setup({ now: () => NOW }, { seed });
    expect((await call('get_dashboard')).data).toMatchObject({
      today: { created: { count: 1, value: 9 }, won: { count: 0 } },
      this_month: { created: { count: 3 }, won: { count: 1, value: 300 }, lost: { count: 1 } },
      last_month: { created: { count: 3 }, won: { count: 1, value: 100 } },
      top_pipelines: [{ name: 'Vendas', won: 1, won_value: 300 }],
      // One task of today is overdue already.
      tasks: { overdue: 2, due_today: 2 },
      complete: true,
    });
  });
});

describe('time of a zone', () => {
  test.each([
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00Z'],
    ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['Nowhere/Nothing', '2026-01-01', '2026-01-01T00:00:00Z'],
  ])('%s %s starts at %s', (zone, day, moment) => {
    expect(startOfDay(zone, day)).toBe(at(moment));
    expect(dayOf(zone, startOfDay(zone, day))).toBe(day);
    expect(dayOf(zone, startOfDay(zone, day) - 1)).toBe(shiftDay(day, { days: -1 }));
  });

  test('moments and shifts', () => {
    expect(iso('Asia/Kathmandu', at('2026-01-01T00:00:00Z'))).toBe('2026-01-01T05:45:00+05:45');
    expect(iso('America/Sao_Paulo', at('2026-01-01T00:00:00Z'))).toBe('2025-12-31T21:00:00-03:00');
    expect(shiftDay('2026-03-31', { months: -1 })).toBe('2026-02-28');
    expect(shiftDay('2026-01-15', { months: -1 })).toBe('2025-12-15');
  });
});

describe('ask_kommo', () => {
  const sales = (dateFrom: string, dateTo: string): object => ({
    tool: 'get_sales_report',
    args: { dateFrom, dateTo },
    not_understood: [],
  });
  test.each<[string, object | undefined]>([
    ['Quantas vendas tivemos este mês? Mostre valor total e ticket médio.', sales('2026-03-01', '2026-03-10')],
    ['Quantos leads temos?', { tool: 'get_leads', args: {}, counts: true, not_understood: [] }],
    ['Quantos leads foram criados hoje?', sales('2026-03-10', '2026-03-10')],
    ['Quantas vendas em janeiro?', sales('2026-01-01', '2026-01-31')],
    ['Quantas vendas em dezembro?', sales('2025-12-01', '2025-12-31')],
    ['leads novos', { tool: 'get_leads', args: {}, not_understood: ['novos'] }],
    ['How many deals were won last week?', sales('2026-03-02', '2026-03-08')],
    [
      'revenue between 2026-01-05 and 2026-01-09',
      { tool: 'get_sales_report', args: { dateFrom: '2026-01-05', dateTo: '2026-01-09' } },
    ],
    ['sales in 2025', sales('2025-01-01', '2025-12-31')],
    ['¿Cuántas ventas hubo el año pasado?', sales('2025-01-01', '2025-12-31')],
    ['ventas de ayer de Juan', { ...sales('2026-03-09', '2026-03-09'), not_understood: ['juan'] }],
    ['Quais são os motivos de perda?', { tool: 'get_loss_reasons', not_understood: [] }],
    ['tareas atrasadas', { tool: 'get_tasks', args: { due: 'overdue' }, not_understood: [] }],
    ['how many contacts this month', { tool: 'get_contacts', not_understood: ['this month'] }],
    ['may I see the leads', { tool: 'get_leads', args: {}, not_understood: ['may', 'i'] }],
    ['sales in May', sales('2025-05-01', '2025-05-31')],
    ['show my tasks', { tool: 'get_tasks', not_understood: [] }],
    ['quem são os vendedores', { tool: 'get_users', not_understood: [] }],
    ['lead #20000001', { tool: 'get_lead', args: { id: 20000001 } }],
    ['what is the currency of the account', { tool: 'get_account', not_understood: [] }],
    ['plano de marketing', undefined],
    ['weather in Madrid', undefined],
    ['?!', undefined],
  ])('%s', (question, expected) => {
    const found = route(question, '2026-03-10');
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });

  test('gives the answer of the tool it names, and no figure where it does not know', async () => {
    const { call, sandbox } = await setup({ now: () => NOW }, { seed: SEED });
    const { data } = await call('ask_kommo', { question: 'Quantas vendas em março de Ana?' });
    const direct = await call('get_sales_report', data['arguments'] as Record<string, unknown>);
    expect(data).toMatchObject({
      answered: true,
      tool: 'get_sales_report',
      arguments: { dateFrom: '2026-03-01', dateTo: '2026-03-10', responsible_user_id: 5 },
    });
    expect(data['result']).toEqual(direct.data);
    const before = sandbox.requests.length;
    const unknown = await call('ask_kommo', { question: 'What is the meaning of life?' });
    expect(unknown.data).toMatchObject({ answered: false, note: expect.stringContaining('nothing was run') });
    expect(unknown.text).not.toMatch(/\d/);
    expect(sandbox.requests).toHaveLength(before);
    const declined = await call('ask_kommo', { question: 'sales on 2026-02-31' });
    expect(declined.data).toMatchObject({ answered: false, not_understood: ['2026-02-31'] });
  });
});
