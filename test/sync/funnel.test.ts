import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { funnelFromApi } from '../../src/reports/funnel/from-api.js';
import { funnelFromMirror } from '../../src/reports/funnel/from-mirror.js';
import { funnelOf } from '../../src/reports/funnel/funnel.js';
import { createMirror, pgliteDatabase } from '../../src/sync/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';
import { sharedPglite } from './databases.js';
import { randomOf } from './model.js';
import { narrow } from './narrow.js';

const [WON, LOST] = [142, 143];
const START = Date.UTC(2026, 8, 1) / 1000;
const END = Date.UTC(2026, 8, 30) / 1000;

/** An account whose leads wander through the stages of all pipelines, with messages, deletions and leads of other periods. */
function wanderingAccount(seed: number): Sandbox {
  const random = randomOf(seed);
  const below = (max: number): number => Math.floor(random() * max);
  const sandbox = createSandbox({ leads: 0, rateLimit: false, now: () => (END + 40 * 86_400) * 1000 });
  const { db } = sandbox;
  const stages = [...db.pipelines].flatMap(({ id, statuses }) =>
    statuses.map((status) => ({ pipeline_id: id, status_id: status.id })),
  );
  const anyStage = () => stages[below(stages.length)] as (typeof stages)[number];
  const told: { at: number; row: Record<string, unknown> }[] = [];
  const tell = (at: number, type: string, lead: number, by: number, before: unknown[] = [], after: unknown[] = []) =>
    told.push({
      at,
      row: {
        type,
        entity_type: 'lead',
        entity_id: lead,
        created_by: by,
        created_at: at,
        value_before: before,
        value_after: after,
      },
    });
  for (let i = below(40); i > 0; i -= 1) {
    const created_at = START - 5 * 86_400 + below(40 * 86_400);
    let at = created_at;
    let place = anyStage();
    const id = 5_000_000 + i;
    for (let moves = below(5); moves > 0; moves -= 1) {
      // Some moves share their second.
      at += random() < 0.2 ? 0 : below(5 * 86_400);
      const to = anyStage();
      const status = ({ pipeline_id, status_id }: typeof to) => [{ lead_status: { id: status_id, pipeline_id } }];
      tell(at, 'lead_status_changed', id, 1, status(place), status(to));
      place = to;
    }
    for (let messages = below(4); messages > 0; messages -= 1) {
      const type = random() < 0.5 ? 'incoming_chat_message' : 'outgoing_chat_message';
      tell(created_at + below(86_400), type, id, below(2) * 11_087_101, [], [{ message: { id: `m${messages}` } }]);
    }
    const closed = place.status_id === WON || place.status_id === LOST;
    const times = { created_at, updated_at: at, closed_at: closed ? at : null };
    sandbox.seed({ leads: [{ id, name: `Lead ${i}`, price: below(1_000), ...place, ...times }] });
    if (random() < 0.1) db.leads.update(id, { is_deleted: true });
  }
  db.events.length = 0;
  told.sort((a, b) => a.at - b.at);
  for (const [i, { row }] of told.entries())
    db.events.push({ id: `01FUNNEL${String(i).padStart(18, '0')}`, ...row } as never);
  return sandbox;
}

const medianOf = (numbers: number[]): number | null => {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] as number) + (sorted[Math.ceil((sorted.length - 1) / 2)] as number)) /
    2
  );
};
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((1000 * part) / whole) / 1000;

/** The same figures, by asking for each stage and each lead what happened. Slow and plain. */
function bruteForce({ db }: Sandbox) {
  const leads = db.leads.filter((lead) => !lead.is_deleted && lead.created_at >= START && lead.created_at <= END);
  const events = [...db.events].sort((a, b) => (a.id < b.id ? -1 : 1));
  const of = (lead: number, ...types: string[]) =>
    events.filter((event) => event.entity_id === lead && types.includes(event.type));
  const place = (side: readonly unknown[]): string => {
    const status = (side[0] as { lead_status: { id: number; pipeline_id: number } }).lead_status;
    return `${status.pipeline_id}/${status.id}`;
  };
  /** Places of a lead in turn; those that it left have the seconds it stayed. */
  const path = (lead: (typeof leads)[number]): [place: string, seconds: number | null][] => {
    const moves = of(lead.id, 'lead_status_changed');
    const places = moves[0] ? [place(moves[0].value_before), ...moves.map((move) => place(move.value_after))] : [];
    if (places.length === 0) return [[`${lead.pipeline_id}/${lead.status_id}`, null]];
    const moments = [lead.created_at, ...moves.map((move) => move.created_at)];
    return places.map((name, i) => [
      name,
      i < moves.length ? (moments[i + 1] as number) - (moments[i] as number) : null,
    ]);
  };
  const sums = (visitors: typeof leads, current: typeof leads) => {
    const won = current.filter((lead) => lead.status_id === WON);
    const lost = current.filter((lead) => lead.status_id === LOST).length;
    const value = won.reduce((sum, lead) => sum + lead.price, 0);
    const cycle = medianOf(won.map((lead) => (lead.closed_at as number) - lead.created_at));
    const days = (cycle ?? 0) / 86_400;
    return {
      leads: visitors.length,
      won: won.length,
      lost,
      win_rate: share(won.length, won.length + lost),
      won_value: value,
      median_cycle_seconds: cycle,
      velocity_per_day:
        won.length === 0 || days === 0
          ? null
          : Math.round((visitors.length * (won.length / (won.length + lost)) * (value / won.length)) / days),
    };
  };
  const pipelines = [...db.pipelines]
    .sort((a, b) => a.sort - b.sort)
    .map(({ id, name, statuses }) => {
      const visitors = leads.filter((lead) => path(lead).some(([at]) => at.startsWith(`${id}/`)));
      const steps = [...statuses].filter((status) => status.id !== LOST).sort((a, b) => a.sort - b.sort);
      const reached = steps.map((_, i) => {
        const these = steps.slice(i).map((step) => `${id}/${step.id}`);
        return visitors.filter((lead) => path(lead).some(([at]) => these.includes(at))).length;
      });
      const current = leads.filter((lead) => lead.pipeline_id === id);
      return {
        id,
        name,
        ...sums(visitors, current),
        stages: steps.map((step, i) => ({
          id: step.id,
          name: step.name,
          reached: reached[i],
          conversion: i === steps.length - 1 ? null : share(reached[i + 1] as number, reached[i] as number),
          now: current.filter((lead) => lead.status_id === step.id).length,
          median_seconds: medianOf(
            visitors.flatMap((lead) =>
              path(lead).flatMap(([at, seconds]) => (at === `${id}/${step.id}` && seconds !== null ? [seconds] : [])),
            ),
          ),
        })),
      };
    })
    .filter((pipeline) => pipeline.leads > 0);
  const asked = leads.flatMap((lead) => {
    const talk = of(lead.id, 'incoming_chat_message', 'outgoing_chat_message');
    const first = talk.find((message) => message.type === 'incoming_chat_message');
    if (!first) return [];
    const answer = talk.find(
      (message) => message.id > first.id && message.type === 'outgoing_chat_message' && message.created_by !== 0,
    );
    return [answer ? answer.created_at - first.created_at : null];
  });
  const waits = asked.filter((wait) => wait !== null);
  return {
    ...sums(leads, leads),
    first_response:
      asked.length === 0 ? null : { leads: asked.length, answered: waits.length, median_seconds: medianOf(waits) },
    pipelines,
    complete: true,
  };
}

test('the funnel of a mirror and that of the account equal brute force over generated histories', async () => {
  const database = pgliteDatabase(await sharedPglite());
  let moved = 0;
  let answered = 0;
  for (let seed = 0; seed < 8; seed += 1) {
    const sandbox = wanderingAccount(seed);
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
    const schema = `funnel_${seed}`;
    const mirror = await createMirror(kommo, { to: database, schema });
    await mirror.sync({ only: ['leads', 'events', 'pipelines', 'stages', 'users'] });
    const span = { start: START, end: END };
    const expected = bruteForce(sandbox);
    const direct = funnelFromApi(kommo);
    const mirrored = funnelFromMirror(mirror.query.bind(mirror), schema);
    expect(funnelOf(await direct.read(span)), `seed ${seed}, from the account`).toEqual(expected);
    expect(funnelOf(await mirrored.read(span)), `seed ${seed}, from the mirror`).toEqual(expected);
    expect(await mirrored.account()).toEqual(await direct.account());
    moved += expected.pipelines.length;
    answered += expected.first_response?.answered ?? 0;
  }
  // The histories hold what they are for.
  expect(moved).toBeGreaterThan(8);
  expect(answered).toBeGreaterThan(3);
});

test('a mirror that does not reach back to the period says so', async () => {
  const sandbox = wanderingAccount(3);
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const mirror = await createMirror(kommo, { to: pgliteDatabase(await sharedPglite()), schema: 'funnel_since' });
  await mirror.sync({ since: END });
  const { complete } = await funnelFromMirror(mirror.query.bind(mirror), 'funnel_since').read({
    start: START,
    end: END,
  });
  expect(complete).toBe(false);
});

test('a funnel has the leads of the first and the last second, whether the ends of a filter belong to it or not', async () => {
  const sandbox = wanderingAccount(4);
  const moments = [...sandbox.db.leads].map(({ created_at }) => created_at).toSorted((a, b) => a - b);
  const span = { start: moments[3] as number, end: moments.at(-3) as number };
  const read = async (fetch: typeof sandbox.options.fetch) => {
    const rows = await funnelFromApi(new Kommo({ ...sandbox.options, fetch, rateLimit: false })).read(span);
    return [rows.leads.map(({ id }) => id), rows.moves.length, rows.messages.length];
  };
  const [leads, ...counts] = await read(sandbox.options.fetch);
  expect(leads).toEqual(
    [...sandbox.db.leads]
      .filter(({ created_at, is_deleted }) => !is_deleted && created_at >= span.start && created_at <= span.end)
      .map(({ id }) => id)
      .toSorted((a, b) => a - b),
  );
  expect(await read(narrow(sandbox.options.fetch as never) as never)).toEqual([leads, ...counts]);
});

test('report funnel: text, JSON and a page, from the account and from a mirror', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'kommo-funnel-'));
  try {
    const sandbox = wanderingAccount(5);
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const io = { cwd, env, fetch: sandbox.fetch, now: () => (END + 40 * 86_400) * 1000 };
    const days = ['--from', '2026-09-01', '--to', '2026-09-28'];
    const direct = await runCli(['report', 'funnel', ...days, '--json'], io);
    expect(direct).toMatchObject({ code: 0, stderr: '' });
    const missing = await runCli(['report', 'funnel', '--mirror', 'crm', ...days], { ...io, env: {} });
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holds no mirror yet. Run a sync first'),
    });

    expect((await runCli(['sync', '--to', 'crm'], io)).code).toBe(0);
    // A mirror needs no account.
    const offline = { ...io, env: {}, fetch: () => Promise.reject(new Error('no request is needed')) };
    const mirrored = await runCli(['report', 'funnel', '--mirror', 'crm', ...days, '--json'], offline);
    expect(mirrored.stderr).toBe('');
    expect(JSON.parse(mirrored.stdout)).toEqual(JSON.parse(direct.stdout));

    const shown = await runCli(['report', 'funnel', '--mirror', 'crm', ...days, '--lang', 'es'], offline);
    expect(shown.stdout).toMatch(/^2026-09-01 a 2026-09-28, America\/New_York\n\nleads creados +\d/);
    expect(shown.stdout).toMatch(/\nSales +Llegaron +A la siguiente etapa +Aquí ahora +Tiempo mediano\n/);

    const page = await runCli(['report', 'funnel', '--mirror', 'crm', ...days, '--html', 'f.html'], offline);
    expect(page.stdout).toMatch(/f\.html: \d+ leads created\n$/);
    const html = readFileSync(join(cwd, 'f.html'), 'utf8');
    expect(html).toMatch(/<h1>Sales funnel<\/h1>/);
    const bars = JSON.parse(direct.stdout).pipelines.map(({ stages }: { stages: [] }) => 2 * stages.length - 1);
    expect(html.match(/<div class="bar"/g)?.length).toBe(bars.reduce((sum: number, count: number) => sum + count, 0));
    expect(html).not.toMatch(/<script|src=|href=|undefined|NaN/);

    const empty = await runCli(['report', 'funnel', '--from', '2031-01-01', '--to', '2031-01-31'], io);
    expect(empty.stdout).toContain('No leads were created: 2031-01-01 to 2031-01-31.');
    // The last day is today by default, before the first.
    const ahead = await runCli(['report', 'funnel', '--from', '2031-01-01'], io);
    expect(ahead.stdout).toContain('No leads were created: 2031-01-01 to 2031-01-01.');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});

test('names that hold markup or drive a terminal do neither', async () => {
  const sandbox = createSandbox({ leads: 30, rateLimit: false });
  const [pipeline] = [...sandbox.db.pipelines];
  if (!pipeline) throw new Error('the sandbox has no pipeline');
  sandbox.db.pipelines.update(pipeline.id, { name: '<img src=x onerror=alert(1)>\u001b[2J' });
  const cwd = mkdtempSync(join(tmpdir(), 'kommo-funnel-'));
  try {
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const argv = ['report', 'funnel', '--from', '2020-01-01'];
    const { stdout } = await runCli(argv, { cwd, env, fetch: sandbox.fetch });
    expect(stdout).toContain('<img src=x onerror=alert(1)>[2J');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for.
    expect(stdout).not.toMatch(/\u001b/);
    await runCli([...argv, '--html', 'f.html'], { cwd, env, fetch: sandbox.fetch });
    const html = readFileSync(join(cwd, 'f.html'), 'utf8');
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
