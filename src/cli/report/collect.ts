import type { Kommo } from '../../client/kommo.js';
import { ForbiddenError } from '../../errors.js';
import { LOST, plus, priceOf } from '../../reports/tally.js';
import type { RequestOptions } from '../../transport/options.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { dayOf } from '../../util/zone.js';
import { type SpanOptions, spanOf } from '../span.js';
import type { LossCell, LossReport } from './data.js';
import { type Language, textsOf } from './texts.js';

/** What to look at. */
export interface LossReportOptions extends RequestOptions {
  readonly period: SpanOptions;
  readonly language: (userId: number) => Promise<Language>;
  /** The clock, in milliseconds. */
  readonly now: number;
  readonly onProgress?: ((leads: number) => void) | undefined;
}

/** Reads every lost lead and counts it. */
export async function collectLosses(kommo: Kommo, options: LossReportOptions): Promise<LossReport> {
  const { period, language: languageOf, now, onProgress, ...request } = options;
  const [account, pipelines, users] = await Promise.all([
    kommo.account.get({ with: ['datetime_settings'] }),
    kommo.pipelines.list(request).all(),
    kommo.users.list({}, request).all().catch(noUsers),
  ]);
  const nameOf = {
    pipeline: distinctNames(pipelines),
    user: distinctNames(users),
  };
  const zone = account._embedded.datetime_settings?.timezone ?? 'UTC';
  const { from, to, start, end } = spanOf(period, zone, now);
  const language = await languageOf(account.current_user_id);
  const say = textsOf(language);
  const cells = new Cells();
  const closed = start === undefined && end === undefined ? {} : { closed_at: range(start, end) };
  const filter = { statuses: pipelines.map(({ id }) => ({ pipeline_id: id, status_id: LOST })), ...closed };
  let seen = 0;
  for await (const lead of kommo.leads.list({ with: ['loss_reason'], filter }, { ...request, concurrency: 4 })) {
    cells.add(
      [
        lead._embedded.loss_reason[0]?.name ?? say('noReason'),
        nameOf.pipeline.get(lead.pipeline_id) ?? `${say('pipeline')} ${lead.pipeline_id}`,
        dayOf(zone, lead.closed_at ?? lead.updated_at).slice(0, 7),
        nameOf.user.get(lead.responsible_user_id) ?? `${say('user')} ${lead.responsible_user_id}`,
      ],
      priceOf(lead),
    );
    onProgress?.(++seen);
  }
  const currency = account.currency ?? 'USD';
  const { name, country } = account;
  const madeOn = dayOf(zone, Math.floor(now / 1000));
  return { account: name, currency, country, language, zone, from, to, madeOn, ...cells.lists() };
}

// Users take an admin's token; without them the page shows ids.
function noUsers(error: unknown): [] {
  if (error instanceof ForbiddenError) return [];
  throw error;
}

/** Names by id. Two of one name carry their ids, so that their figures stay apart. */
function distinctNames(items: readonly { id: number; name?: string }[]): Map<number, string> {
  const names = items.map(({ id, name = String(id) }) => ({ id, name: stripInvisible(name) }));
  const isTaken = (name: string): boolean => names.filter((other) => other.name === name).length > 1;
  return new Map(names.map(({ id, name }) => [id, isTaken(name) ? `${name} (${id})` : name]));
}

const range = (from: number | undefined, to: number | undefined): { from?: number; to?: number } => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

class Cells {
  readonly #sums = new Map<string, { names: readonly string[]; leads: number; value: number }>();

  add(names: readonly [reason: string, pipeline: string, month: string, user: string], value: number): void {
    const key = JSON.stringify(names);
    const sum = this.#sums.get(key) ?? { names, leads: 0, value: 0 };
    sum.leads++;
    sum.value = plus(sum.value, value);
    this.#sums.set(key, sum);
  }

  lists(): Pick<LossReport, 'reasons' | 'pipelines' | 'months' | 'users' | 'cells'> {
    const sums = [...this.#sums.values()];
    const distinct = (at: number): string[] => [...new Set(sums.map(({ names }) => names[at] as string))].sort();
    const axes = [distinct(0), distinct(1), withoutGaps(distinct(2)), distinct(3)] as const;
    const index = axes.map((names) => new Map(names.map((name, i) => [name, i])));
    const cells = sums.map(
      ({ names, leads, value }) =>
        [...names.map((name, at) => index[at]?.get(name) ?? 0), leads, value] as unknown as LossCell,
    );
    const [reasons, pipelines, months, users] = axes;
    return { reasons, pipelines, months, users, cells };
  }
}

function withoutGaps(months: readonly string[]): string[] {
  const first = months[0];
  const last = months.at(-1);
  const all: string[] = [];
  if (first === undefined || last === undefined) return all;
  for (let date = new Date(`${first}-01T00:00:00Z`); date.toISOString().slice(0, 7) <= last; ) {
    all.push(date.toISOString().slice(0, 7));
    date = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
  }
  return all;
}
