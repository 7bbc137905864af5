import type { OperationInput } from '../operations/table.js';
import { place } from '../reports/reports.js';
import { shiftDay, startOfDay } from '../util/zone.js';
import { type Args, type Env, send } from './env.js';
import { unsent } from './texts.js';

const PAGE = 250;
const MOST = 5000;

/** Open tasks that are due, by the day of the account. Kommo has no filter by date, but an order: the rest is not due yet. */
export async function dueTasks(
  env: Env,
  { due, due_days, is_completed }: Args,
  outgoing: OperationInput,
): Promise<unknown[] | undefined> {
  const span = due_days as { from: number; to: number } | undefined;
  if (due === undefined && !span) return undefined;
  // What is done is not due.
  if (is_completed === true) return [];
  const { zone, today } = await place(env);
  const day = startOfDay(zone, today);
  const now = Math.floor(env.now() / 1000);
  const days = due === 'week' ? 7 : 1;
  const last =
    due === undefined
      ? Number.POSITIVE_INFINITY
      : due === 'overdue'
        ? now
        : startOfDay(zone, shiftDay(today, { days }));
  const end = span ? Math.min(span.to + 1, last) : last;
  const start = Math.max(due === undefined || due === 'overdue' ? 0 : day, span?.from ?? 0);
  const { filter, ...query } = (outgoing.query ?? {}) as { filter?: Args };
  const found: unknown[] = [];
  for (let page = 1, read = 0; ; page += 1) {
    const asked = { ...query, filter: { ...filter, is_completed: false }, limit: PAGE, page };
    const data = await send(env, 'GET', '/api/v4/tasks', { query: asked });
    const rows = (data?._embedded?.['tasks'] ?? []) as { complete_till: number }[];
    found.push(...rows.filter(({ complete_till: till }) => till >= start && till < end));
    read += rows.length;
    env.progress?.(read);
    if (rows.length === 0 || !data?._links?.next || (rows.at(-1)?.complete_till ?? 0) >= end) return found;
    if (read >= MOST) throw unsent('too_many', { max: MOST });
  }
}
