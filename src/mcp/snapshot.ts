import { place } from '../reports/reports.js';
import { LOST, plus, priceOf, WON } from '../reports/tally.js';
import { iso } from '../util/zone.js';
import { tokens } from './budget.js';
import type { Args, Env } from './env.js';
import { unsent } from './texts.js';

const MOST = 10_000;
const PAGE = 250;
/** What stands around the pipelines in an answer. */
const RESERVE = 500;
/** Stages in one query. Each takes a hundred characters of the address, and servers refuse long ones. */
const STAGES = 60;

/** Open leads and their value by stage. */
export async function snapshot(env: Env, args: Args): Promise<Args & { complete: boolean }> {
  const { names, signal } = env;
  const { pipeline_id: only, responsible_user_id: user } = args as Record<string, number | undefined>;
  const [{ zone, currency }, pipelines] = await Promise.all([place(env), names.need('pipelines')]);
  if (only !== undefined && !pipelines.has(only)) throw unsent('no_pipeline');
  const chosen = [...pipelines].filter(([id]) => only === undefined || id === only);
  const open = (id: number): boolean => id !== WON && id !== LOST;
  const statuses = chosen.flatMap(([pipeline_id, { stages }]) =>
    [...stages.keys()].filter(open).map((status_id) => ({ pipeline_id, status_id })),
  );
  const sums = new Map<string, { count: number; value: number }>();
  let read = 0;
  for (let i = 0; i < statuses.length && read < MOST; i += STAGES) {
    const some = statuses.slice(i, i + STAGES);
    const filter = { statuses: some, ...(user !== undefined && { responsible_user_id: [user] }) };
    const query = { filter, limit: PAGE, order: { id: 'asc' as const } };
    for await (const page of names.kommo.leads.list(query, { signal }).pages()) {
      for (const lead of page.data) {
        const key = `${lead.pipeline_id} ${lead.status_id}`;
        const sum = sums.get(key) ?? { count: 0, value: 0 };
        sums.set(key, { count: sum.count + 1, value: plus(sum.value, priceOf(lead)) });
      }
      read += page.data.length;
      env.progress?.(read);
      if (read >= MOST) break;
    }
  }
  const of = (pipeline: number, stage: number) => sums.get(`${pipeline} ${stage}`) ?? { count: 0, value: 0 };
  const add = (list: readonly { count: number; value: number }[]) =>
    list.reduce((sum, one) => ({ count: sum.count + one.count, value: plus(sum.value, one.value) }), {
      count: 0,
      value: 0,
    });
  const isHidden = names.hides('pipelines');
  const shown = (name: string): Args => (isHidden ? {} : { name });
  const rows = chosen.map(([id, { name, stages }]) => {
    const own = [...stages]
      .filter(([stage]) => open(stage))
      .map(([stage, title]) => ({ id: stage, ...shown(title), ...of(id, stage) }));
    return { id, ...shown(name), ...add(own), stages: own };
  });
  const now = iso(zone, Math.floor(env.now() / 1000));
  const found = { now, currency, total: add(rows), complete: read < MOST };
  return { ...found, ...fitting(rows, env.maxTokens - RESERVE) };
}

type Pipeline = { count: number; value: number; stages: { count: number }[] };

// What is empty goes first if all of it does not fit, then the pipelines with the least value.
function fitting(all: readonly Pipeline[], room: number): Args {
  if (tokens(all) <= room) return { pipelines: all };
  const full = all.map((one) => ({ ...one, stages: one.stages.filter(({ count }) => count > 0) }));
  const kept = full.filter(({ count }) => count > 0).sort((a, b) => b.value - a.value || b.count - a.count);
  let left = room;
  const fits = kept.filter((one) => {
    left -= tokens(one);
    return left > 0;
  });
  return { pipelines: fits, left_out: all.length - fits.length };
}
