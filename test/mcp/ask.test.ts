import { expect, test } from 'vitest';
import { route } from '../../src/mcp/ask.js';
import { createSandbox } from '../../src/testing/index.js';
import { startOfDay } from '../../src/util/zone.js';
import { CLOSED, OR } from './questions.js';
import { setup } from './support.js';

const NOW = Date.parse('2026-10-20T15:00:00Z');
const TODAY = '2026-10-20';
type Row = Record<string, unknown> & { id: number };
type Fits = (row: Row) => boolean;
type Word = readonly [text: string, fits?: Fits];

const at = (day: string): number => startOfDay('America/New_York', day);
const within =
  (key: string, from: string, to: string): Fits =>
  (row) =>
    Number(row[key]) >= at(from) && Number(row[key]) < at(to);
const is =
  (key: string, value: unknown): Fits =>
  (row) =>
    row[key] === value;
const open: Fits = ({ status_id }) => status_id !== 142 && status_id !== 143;
const created = within('created_at', '2026-01-01', '2026-04-01');
const lostIn: Fits = (row) => row['status_id'] === 143 && within('closed_at', '2026-01-01', '2026-04-01')(row);
const late: Fits = (row) => row['is_completed'] === false && Number(row['complete_till']) < NOW / 1000;
const diego = is('responsible_user_id', 11087104);
const negotiation = is('status_id', 58220005);
const brasil = is('pipeline_id', 7000102);

// A word without a test can't be applied, to anything.
const WORDS: Readonly<Record<string, { lists: Record<string, string>; words: readonly Word[] }>> = {
  en: {
    lists: { leads: 'leads', contacts: 'contacts', tasks: 'tasks', companies: 'companies' },
    words: [
      ['open', open],
      ['won', is('status_id', 142)],
      ['of Diego Ramírez', diego],
      ['in stage Negotiation', negotiation],
      ['in the pipeline Vendas Brasil', brasil],
      ['created from January to March', created],
      ['lost between January and March', lostIn],
      ['overdue', late],
      ['of Alice Carter', is('responsible_user_id', 11087101)],
      ['not'],
      ['with tags'],
      ['sorted by price'],
      ['and users'],
      ['without a phone'],
      ['top 5'],
      ['or'],
    ],
  },
  pt: {
    lists: { leads: 'leads', contacts: 'contatos', tasks: 'tarefas', companies: 'empresas' },
    words: [
      ['em aberto', open],
      ['ganhos', is('status_id', 142)],
      ['de Diego Ramírez', diego],
      ['na etapa Negotiation', negotiation],
      ['no funil Vendas Brasil', brasil],
      ['criados de janeiro a março', created],
      ['perdidos de 01/01/2026 a 31/03/2026', lostIn],
      ['atrasadas', late],
      ['não'],
      ['exceto março'],
      ['com etiqueta'],
      ['e usuários'],
      ['por preço'],
      ['últimos'],
    ],
  },
  es: {
    lists: { leads: 'leads', contacts: 'contactos', tasks: 'tareas', companies: 'empresas' },
    words: [
      ['abiertos', open],
      ['ganados', is('status_id', 142)],
      ['de Diego Ramírez', diego],
      ['en la etapa Negotiation', negotiation],
      ['en el embudo Vendas Brasil', brasil],
      ['creados entre enero y marzo', created],
      ['vencidas', late],
      ['no'],
      ['sin teléfono'],
      ['y usuarios'],
      ['o'],
      ['mayores'],
    ],
  },
};

const KNOWN_ONE: Readonly<Record<string, Fits>> = { tasks: (row) => row['is_completed'] === false };

test('an answered question applies every word of it; every other one is declined by its words', async () => {
  const { call, sandbox } = await setup({ toolsets: ['all'], now: () => NOW, maxTokens: 1_000_000 });
  const tables = sandbox.db as unknown as Record<string, Iterable<Row>>;
  const answers = new Map<string, number[]>();
  let answered = 0;
  let declined = 0;
  for (const { lists, words } of Object.values(WORDS))
    for (const [list, noun] of Object.entries(lists))
      for (const [i, a] of words.entries())
        for (const b of [undefined, ...words.slice(i + 1)]) {
          const question = [noun, a[0], b?.[0]].filter(Boolean).join(' ');
          const { data } = await call('ask_kommo', { question });
          if (data['answered'] !== true) {
            expect((data['not_understood'] as string[])?.length, question).toBeGreaterThan(0);
            declined += 1;
            continue;
          }
          answered += 1;
          const fits = [a, ...(b ? [b] : [])].map(([text, wants]) => {
            expect(wants, `${question}: ${text}`).toBeDefined();
            // A task is open while it is not done.
            return list === 'tasks' && wants === open ? (KNOWN_ONE['tasks'] as Fits) : (wants as Fits);
          });
          const key = JSON.stringify([data['tool'], data['arguments']]);
          if (!answers.has(key)) {
            const ids: number[] = [];
            for (let next = data['arguments'] as Record<string, unknown> | undefined; next; ) {
              const page = (await call(String(data['tool']), { limit: 250, fields: ['id'], ...next })).data;
              ids.push(...(page['items'] as Row[]).map(({ id }) => id));
              next = page['next'] as Record<string, unknown> | undefined;
            }
            answers.set(key, ids.sort());
          }
          const rows = [...(tables[list] as Iterable<Row>)].filter((row) => row['is_deleted'] !== true);
          const wanted = rows.filter((row) => fits.every((wants) => wants(row))).map(({ id }) => id);
          expect(answers.get(key), question).toEqual(wanted.sort());
        }
  expect(answered).toBeGreaterThan(60);
  expect(declined).toBeGreaterThan(answered);
});

test('a count is the number of all that wants, and not that of one page', async () => {
  const { call, sandbox } = await setup({ toolsets: ['all'], now: () => NOW });
  for (const [question, wanted] of [
    ['How many contacts do we have?', [...sandbox.db.contacts].filter((row) => !row.is_deleted).length],
    [
      'Quantos leads ganhos temos?',
      [...sandbox.db.leads].filter((row) => !row.is_deleted && row.status_id === 142).length,
    ],
    ['¿Cuántas tareas vencidas hay?', [...sandbox.db.tasks].filter((row) => late(row as never)).length],
  ] as const) {
    const { data, text } = await call('ask_kommo', { question });
    expect(data['result'], `${question} ${text}`).toEqual({ count: wanted });
  }
});

test('names of the account: of two that are alike none is meant, and a name that is a word of ours needs its kind', () => {
  expect(createSandbox().db.pipelines.find(({ name }) => name === 'Sales')).toBeDefined();
  const stage = (id: number, name: string, pipeline: number) => ({ id, name, pipeline });
  const known = {
    users: [
      { id: 1, name: 'Ana' },
      { id: 2, name: 'Ana' },
      { id: 3, name: 'Eva Sol' },
      { id: 4, name: 'Eva Luz' },
      { id: 5, name: 'Total Recall' },
      { id: 6, name: 'Uma Thurman' },
    ],
    pipelines: [
      { id: 7, name: 'Sales' },
      { id: 8, name: 'Total' },
    ],
    stages: [
      stage(1, 'Novo', 7),
      stage(2, 'Talk', 7),
      stage(3, 'Talk', 8),
      stage(142, 'Won!', 7),
      stage(142, 'Won!', 8),
    ],
  };
  const asked = (question: string) => route(question, TODAY, known);
  expect(asked('leads of Ana')?.not_understood).toEqual(['ana']);
  expect(asked('leads of Eva')?.not_understood).toEqual(['eva']);
  expect(asked('leads of Eva Luz')).toMatchObject({ args: { responsible_user_id: 4 }, not_understood: [] });
  // A word of ours that may be a name is none, and no filler either.
  expect(asked('leads of Uma')?.not_understood).toEqual(['uma']);
  expect(asked('uma lista dos leads')?.not_understood).not.toContain('uma');
  expect(asked('leads in Total')?.not_understood).toEqual(['total']);
  expect(asked('leads in the pipeline Total')).toMatchObject({ args: { pipeline_id: 8 }, not_understood: [] });
  expect(asked('leads in Sales')?.not_understood).toEqual(['sales']);
  expect(asked('leads in Novo')?.not_understood).toEqual(['novo']);
  expect(asked('leads in stage Novo')).toMatchObject({ args: { status_id: 1, pipeline_id: 7 }, not_understood: [] });
  expect(asked('leads in Talk')?.not_understood).toEqual(['talk']);
  expect(asked('leads in Talk in the pipeline Total')).toMatchObject({ args: { status_id: 3, pipeline_id: 8 } });
});

test('a question whose words have a second meaning is declined', () => {
  const known = {
    users: [],
    pipelines: [
      { id: 7, name: 'Sales' },
      { id: 8, name: 'Vendas' },
    ],
    stages: [{ id: 1, name: 'Leads', pipeline: 7 }],
  };
  const asked = (question: string) => route(question, TODAY, known);
  for (const question of [
    'Sales in Sales this month',
    'Vendas de Sales em setembro',
    'Ventas en Sales',
    'Revenue of Vendas this month',
    'deals in Leads',
    'How many in Leads?',
    'How many stages do we have?',
    'Quantas etapas tem o funil Sales?',
    'Quantos vendedores temos?',
    'ventas a marzo',
    'Leads de valor 2025',
    'sales !March',
    'leads -open',
  ])
    expect(asked(question)?.not_understood ?? ['no topic'], question).not.toEqual([]);
  expect(asked('What were the sales this month?')).toMatchObject({ tool: 'get_sales_report', not_understood: [] });
  for (const question of ['¿Cuántas tareas pendientes hay?', 'How many tasks are to do?', 'Quais pendências temos?'])
    expect(asked(question), question).toMatchObject({
      tool: 'get_tasks',
      args: { is_completed: false },
      not_understood: [],
    });
  for (const [question, dateFrom, dateTo] of [
    ['sales last 1 month', '2026-09-21', TODAY],
    ['sales last 12 months', '2025-10-21', TODAY],
    ['sales from January 2025 to March', '2025-01-01', '2025-03-31'],
    ['Quanto vendemos o mês passado?', '2026-09-01', '2026-09-30'],
  ] as const)
    expect(asked(question), question).toMatchObject({ args: { dateFrom, dateTo }, not_understood: [] });
});

test('tasks of this week are those that are due in it, by the calendar of the account, and the answer says which days', async () => {
  for (const [country, from, to, day] of [
    ['US', '2026-10-18', '2026-10-24', 'Sunday'],
    ['BR', '2026-10-18', '2026-10-24', 'Sunday'],
    ['ES', '2026-10-19', '2026-10-25', 'Monday'],
    ['AE', '2026-10-19', '2026-10-25', 'Monday'],
    ['EG', '2026-10-17', '2026-10-23', 'Saturday'],
    ['', '2026-10-19', '2026-10-25', 'Monday'],
  ] as const) {
    const { call, sandbox } = await setup({ toolsets: ['all'], now: () => NOW });
    (sandbox.db as { account: object }).account = { ...sandbox.db.account, country };
    const ids: number[] = [];
    const [first, last] = [at(from), at(to) + 86_399];
    for (const [due, isIn] of [
      [first - 1, false],
      [first, true],
      [last, true],
      [last + 1, false],
    ] as const) {
      const made = sandbox.db.tasks.add({
        ...[...sandbox.db.tasks][0],
        is_completed: false,
        complete_till: due,
      } as never);
      if (isIn) ids.push(made.id);
      sandbox.db.tasks.add({ ...[...sandbox.db.tasks][0], is_completed: true, complete_till: due } as never);
    }
    const { data, text } = await call('ask_kommo', { question: 'tasks this week' });
    if (country === 'AE') {
      // Data of the runtime, which has changed over the years.
      expect(data['note']).toMatch(/The week starts on \w+: /);
      continue;
    }
    expect(data['note'], text).toBe(
      `Ran get_tasks. The week starts on ${day}: ${from} to ${to}, in America/New_York. Only open tasks are in it.`,
    );
    const rows = [...sandbox.db.tasks].filter((row) => {
      const till = Number(row.complete_till);
      return !row.is_completed && till >= first && till <= last;
    });
    const { items } = data['result'] as { items: Row[] };
    expect(items.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
    for (const id of ids) expect(items.map((one) => one.id)).toContain(id);
    const count = await call('ask_kommo', { question: 'How many tasks this week?' });
    expect(count.data['result']).toEqual({ count: rows.length });
  }
});

test('a topic that the account has as a name too is answered with what was chosen', async () => {
  const { call } = await setup({ toolsets: ['all'], now: () => NOW });
  for (const question of ['Sales', 'Sales report', 'sales this month', 'How many sales in September?']) {
    const { data } = await call('ask_kommo', { question });
    expect(data['answered'], question).toBe(true);
    expect(data['note'], question).toMatch(/"sales" was read as a word, and not as the pipeline/);
  }
  const { data } = await call('ask_kommo', { question: 'Vendas deste mês' });
  expect(data['note']).toBe('Ran get_sales_report.');
});

test('signs tell names apart', () => {
  const known = (...names: string[]) => ({
    users: [],
    pipelines: [],
    stages: names.map((name, i) => ({ id: i + 1, name, pipeline: 7 })),
  });
  const asked = (question: string, ...names: string[]) => route(question, TODAY, known(...names));
  expect(asked('leads in stage C#', 'C++', 'C#')).toMatchObject({ args: { status_id: 2 }, not_understood: [] });
  expect(asked('leads in stage C++', 'C++', 'C#')).toMatchObject({ args: { status_id: 1 }, not_understood: [] });
  for (const [question, name] of [
    ['leads in stage C#', 'C++'],
    ['leads in stage C#', 'C'],
    ['leads in stage C', 'C#'],
    ['leads in stage 50% off', '50 off'],
    ['leads in stage Q&A', 'Q+A'],
  ] as const)
    expect(asked(question, name)?.not_understood, question).not.toEqual([]);
  expect(asked('lead #20000001')).toMatchObject({ tool: 'get_lead', args: { id: 20000001 }, not_understood: [] });
});

test('leads that were created and closed are those of both, wherever the days stand', async () => {
  const { call, sandbox } = await setup({ toolsets: ['all'], now: () => NOW, maxTokens: 1_000_000 });
  const ends = (days: string) => {
    const [year = '', month] = days.split('-');
    return month
      ? [`${days}-01`, `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`]
      : [`${year}-01-01`, `${Number(year) + 1}-01-01`];
  };
  const got = new Set<number>();
  for (const { won, lost, days, forms } of CLOSED)
    for (const [status, state] of [
      [142, won],
      [143, lost],
    ] as const)
      for (const [span, said] of Object.entries(days))
        for (const [form, keys] of forms) {
          const question = form.replace('STATE', state).replace('DAYS', said);
          const { data, text } = await call('ask_kommo', { question });
          expect(data['answered'], `${question} ${text.slice(0, 300)}`).toBe(keys !== undefined);
          if (!keys) continue;
          const [from, to] = ends(span) as [string, string];
          const fits = [is('status_id', status), ...keys.map((key) => within(key, from, to))];
          const wanted = [...(sandbox.db.leads as Iterable<unknown>)].filter((row) =>
            fits.every((wants) => wants(row as Row) && (row as Row)['is_deleted'] !== true),
          );
          const { count, items } = data['result'] as { count?: number; items?: Row[] };
          const args = JSON.stringify(data['arguments']);
          expect(count ?? items?.length, `${question} ${args}`).toBe(
            Math.min(wanted.length, count === undefined ? 50 : Infinity),
          );
          got.add(wanted.length);
        }
  expect(got.size).toBeGreaterThan(5);
});

test('"or" in any place of a question declines it', () => {
  const known = {
    users: [{ id: 11087104, name: 'Diego Ramírez' }],
    pipelines: [{ id: 7000102, name: 'Vendas Brasil' }],
    stages: [{ id: 58220005, name: 'Negotiation', pipeline: 7000101 }],
  };
  const answers = (question: string) => route(question, TODAY, known)?.not_understood.length === 0;
  let plain = 0;
  for (const { or, questions } of OR)
    for (const parts of questions)
      for (let length = 2; length <= parts.length; length += 1) {
        const own = parts.slice(0, length);
        plain += Number(answers(own.join(' ')));
        for (const word of or)
          for (let at = 1; at <= length; at += 1) {
            const question = [...own.slice(0, at), word, ...own.slice(at)].join(' ');
            expect(answers(question), question).toBe(false);
          }
      }
  expect(plain).toBeGreaterThan(25);
  for (const question of [
    'leads open/mine',
    '¿Cuántos leads abiertos o los de Diego Ramírez?',
    'leads abiertos o mios',
  ])
    expect(answers(question), question).toBe(false);
  for (const question of [
    'Qual o total de vendas de março?',
    'Qual foi o faturamento deste mês?',
    'O que vence hoje?',
    'Vendas de março, qual foi o total?',
    'Quantas tarefas o Diego Ramírez tem?',
  ])
    if (!/Quantas|vence/.test(question)) expect(answers(question), question).toBe(true);
});

test('words of a name say nothing about the language of a date, and a name that is a word of a language needs its kind', () => {
  const known = {
    users: [
      { id: 1, name: 'Ana de Souza' },
      { id: 2, name: 'Will' },
      { id: 3, name: 'May' },
    ],
    pipelines: [{ id: 7, name: 'Ventas del Norte' }],
    stages: [{ id: 9, name: 'Dia de visita', pipeline: 7 }],
  };
  const asked = (question: string) => route(question, TODAY, known);
  for (const question of [
    'Sales of Ana de Souza on 03/04/2026',
    'Sales in the pipeline Ventas del Norte on 03/04/2026',
    'Sales of user Ana de Souza on 03/04/2026',
    'Will we have sales today?',
    'May sales',
    'Would sales of Will',
  ])
    expect(asked(question)?.not_understood, question).not.toEqual([]);
  const args = { dateFrom: '2026-04-03', dateTo: '2026-04-03', responsible_user_id: 1 };
  for (const question of ['Vendas de Ana de Souza de 03/04/2026', 'Ventas de Ana de Souza el 03/04/2026'])
    expect(asked(question), question).toMatchObject({ args, not_understood: [] });
  expect(asked('Sales of user Will today')).toMatchObject({ args: { responsible_user_id: 2 }, not_understood: [] });
  expect(asked('Sales in May')).toMatchObject({ args: { dateFrom: '2026-05-01' }, not_understood: [] });
});

test('a question about the win rate gets the report that has it, and one about tasks of a day says that they are open', async () => {
  const { call, sandbox } = await setup({ toolsets: ['all'], now: () => NOW });
  for (const question of ['conversion', 'Qual é a conversão?', 'conversión de ventas']) {
    const { data } = await call('ask_kommo', { question });
    expect(data, question).toMatchObject({
      answered: true,
      tool: 'get_sales_report',
      result: { win_rate: expect.any(Number) },
    });
  }
  const first = [...sandbox.db.tasks][0];
  for (const is_completed of [true, false])
    sandbox.db.tasks.add({ ...first, is_completed, complete_till: NOW / 1000 + 60 } as never);
  for (const question of ['How many tasks today?', 'tarefas de hoje', 'tareas de hoy', 'Overdue tasks']) {
    const { data } = await call('ask_kommo', { question });
    expect(data['note'], question).toBe('Ran get_tasks. Only open tasks are in it.');
  }
});

test('the dashboard counts overdue tasks and those of today as get_tasks does, at every hour', async () => {
  for (const hour of ['05:00', '15:00', '23:59']) {
    const { call, sandbox } = await setup({
      toolsets: ['all'],
      now: () => Date.parse(`2026-10-20T${hour}:00Z`),
      maxTokens: 1_000_000,
    });
    const first = [...sandbox.db.tasks][0];
    for (let i = 0; i < 48; i += 1)
      sandbox.db.tasks.add({ ...first, is_completed: false, complete_till: at(TODAY) - 43_200 + i * 3600 } as never);
    const count = async (due: string) =>
      ((await call('get_tasks', { due, limit: 250, fields: ['id'] })).data['items'] as Row[]).length;
    const { data } = await call('get_dashboard');
    expect(data['tasks'], hour).toEqual({ overdue: await count('overdue'), due_today: await count('today') });
  }
});
