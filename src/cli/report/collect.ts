import type { Kommo } from '../../client/kommo.js';
import { LOST, plus, priceOf } from '../../reports/tally.js';
import type { RequestOptions } from '../../transport/options.js';
import { distinctNames } from '../../util/distinct-names.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { dayOf } from '../../util/zone.js';
import { isNotAllowed } from '../failure.js';
import { type SpanOptions, spanOf } from '../span.js';
import type { LossCell, LossReport } from './data.js';
import { type Language, textsOf } from './texts.js';

/** What a report of lost leads covers. */
export interface LossReportOptions extends RequestOptions {
  readonly period: SpanOptions;
  readonly language: (userId: number) => Promise<Language>;
  /** The clock, in milliseconds. */
  readonly now: number;
  readonly onProgress?: ((leads: number) => void) | undefined;
  /** Hears that the token may not read users: their names are left out. */
  readonly onNoUsers?: (() => void) | undefined;
}

/** Reads the lost leads of a period, and sums them by reason, pipeline, month and user. */
export async function collectLosses(kommo: Kommo, options: LossReportOptions): Promise<LossReport> {
  const { period, language: languageOf, now, onProgress, onNoUsers, ...request } = options;
  const [account, pipelines, users] = await Promise.all([
    kommo.account.get({ with: ['datetime_settings'] }),
    kommo.pipelines.list(request).all(),
    kommo.users
      .list({}, request)
      .all()
      .catch((error: unknown): [] => {
        // Only administrators can read users. Without them the report shows ids.
        if (!isNotAllowed(error)) throw error;
        onNoUsers?.();
        return [];
      }),
  ]);
  const zone = account._embedded?.datetime_settings?.timezone ?? 'UTC';
  const { from, to, start, end } = spanOf(period, { zone, country: account.country }, now);
  const language = await languageOf(account.current_user_id);
  const say = textsOf(language);
  const reasons = new Map<number, string>();
  const cells = new Cells();
  const closed = start === undefined && end === undefined ? {} : { closed_at: range(start, end) };
  const filter = { statuses: pipelines.map(({ id }) => ({ pipeline_id: id, status_id: LOST })), ...closed };
  const isInside = (at: number): boolean => at >= (start ?? 0) && at <= (end ?? Number.POSITIVE_INFINITY);
  let seen = 0;
  for await (const lead of kommo.leads.list({ with: ['loss_reason'], filter }, { ...request, concurrency: 4 })) {
    onProgress?.(++seen);
    const at = lead.closed_at ?? lead.updated_at;
    // An account without API filtering sends all its leads.
    if (lead.status_id !== LOST || !isInside(at)) continue;
    const reason = lead._embedded?.loss_reason?.[0];
    if (reason) reasons.set(reason.id, stripInvisible(reason.name ?? String(reason.id)));
    const month = dayOf(zone, at).slice(0, 7);
    cells.add([reason?.id ?? 0, lead.pipeline_id, month, lead.responsible_user_id], priceOf(lead));
  }
  const nameOf = {
    reason: distinctNames(reasons, { isTaken: (name) => name === say('noReason') }),
    pipeline: namesOf(pipelines),
    user: namesOf(users),
  };
  const lists = cells.lists(
    (id) => nameOf.reason.get(id) ?? say('noReason'),
    (id) => nameOf.pipeline.get(id) ?? `${say('pipeline')} ${id}`,
    (id) => nameOf.user.get(id) ?? `${say('user')} ${id}`,
  );
  const currency = account.currency ?? 'USD';
  const { name, country } = account;
  const madeOn = dayOf(zone, Math.floor(now / 1000));
  return { account: name ?? '', currency, country, language, zone, from, to, madeOn, ...lists };
}

/** Names by id. If two share a name, both get their ids, so that their figures stay apart. */
const namesOf = (items: readonly { id: number; name?: string | null }[]): Map<number, string> =>
  distinctNames(items.map(({ id, name }) => [id, stripInvisible(name ?? String(id))] as const));

/** A second wider on each side: the ends may not belong to the range. */
const range = (from: number | undefined, to: number | undefined): { from?: number; to?: number } => ({
  ...(from !== undefined && { from: from - 1 }),
  ...(to !== undefined && { to: to + 1 }),
});

type Place = readonly [reason: number, pipeline: number, month: string, user: number];
type NameOf = (id: number) => string;

/** Leads that have the same reason, pipeline, month and user, with their sum. */
class Cells {
  readonly #sums = new Map<string, { place: Place; leads: number; value: number }>();

  add(place: Place, value: number): void {
    const key = JSON.stringify(place);
    const sum = this.#sums.get(key) ?? { place, leads: 0, value: 0 };
    sum.leads++;
    sum.value = plus(sum.value, value);
    this.#sums.set(key, sum);
  }

  lists(
    reasonOf: NameOf,
    pipelineOf: NameOf,
    userOf: NameOf,
  ): Pick<LossReport, 'reasons' | 'pipelines' | 'months' | 'users' | 'cells'> {
    const sums = [...this.#sums.values()].map(({ place: [reason, pipeline, month, user], ...sum }) => ({
      names: [reasonOf(reason), pipelineOf(pipeline), month, userOf(user)],
      ...sum,
    }));
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
