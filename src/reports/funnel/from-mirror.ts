import { stripInvisible } from '../../util/strip-invisible.js';
import type { FunnelLead } from './funnel.js';
import { FUNNEL_EVENTS, type FunnelEvent, type FunnelSource, inOrder, sorted } from './source.js';

/** Runs one statement over a mirror. */
type Query = <R extends object>(sql: string, params?: readonly unknown[]) => Promise<R[]>;

interface AccountFields {
  readonly name: string | null;
  readonly country: string | null;
  readonly currency: string | null;
  readonly zone: string | null;
  readonly language: string | null;
}

interface Step {
  readonly id: number;
  readonly name: string | null;
  readonly sort: number | null;
  readonly pipeline_id?: number;
}

const seconds = (column: string): string => `extract(epoch FROM ${column})::bigint AS ${column}`;

/** Reads a funnel from a mirror, without one request. */
export function funnelFromMirror(query: Query, schema: string): FunnelSource {
  const s = `"${schema.replaceAll('"', '""')}"`;
  return {
    async account() {
      const [account] = await query<AccountFields>(
        `SELECT a.name, a.country, a.currency, a.raw->'_embedded'->'datetime_settings'->>'timezone' AS zone,
           (SELECT u.lang FROM ${s}.users u WHERE u.id = a.current_user_id) AS language
         FROM ${s}.account a LIMIT 1`,
      );
      return {
        name: account?.name ?? '',
        country: account?.country ?? undefined,
        currency: account?.currency ?? '',
        zone: account?.zone ?? 'UTC',
        language: account?.language ?? undefined,
      };
    },
    async read({ start, end }) {
      const params = [String(start), String(end)];
      const created = `NOT l.is_deleted AND l.created_at BETWEEN to_timestamp($1::text::bigint) AND to_timestamp($2::text::bigint)`;
      const pipelines = await query<Step>(`SELECT id, name, sort FROM ${s}.pipelines WHERE NOT is_deleted`);
      const stages = await query<Step>(`SELECT id, name, sort, pipeline_id FROM ${s}.stages WHERE NOT is_deleted`);
      const leads = await query<FunnelLead>(
        `SELECT id, pipeline_id, status_id, coalesce(price_with_minor_units, price, 0)::float8 AS price, ${seconds('created_at')}, ${seconds('closed_at')}
         FROM ${s}.leads l WHERE ${created}`,
        params,
      );
      const events = await query<FunnelEvent>(
        `SELECT e.id, e.type, e.entity_id, e.created_by, extract(epoch FROM e.created_at)::bigint AS created_at,
           e.value_before, e.value_after
         FROM ${s}.events e JOIN ${s}.leads l ON l.id = e.entity_id
         WHERE e.entity_type = 'lead' AND e.type IN (${FUNNEL_EVENTS.map((type) => `'${type}'`).join(', ')})
           AND e.created_at >= to_timestamp($1::text::bigint) AND ${created}`,
        params,
      );
      return {
        pipelines: inOrder(
          pipelines.map((pipeline) => ({
            ...named(pipeline),
            stages: stages.filter(({ pipeline_id }) => pipeline_id === pipeline.id).map(named),
          })),
        ),
        leads,
        ...sorted(events),
        complete: await holds(start),
      };
    },
  };

  /** Whether the mirror has everything since a moment. */
  async function holds(start: number): Promise<boolean> {
    const states = await query<{
      key: string;
      value: { cursor?: number; since?: number; history?: object; top?: number };
    }>(`SELECT key, value FROM ${s}._state WHERE key = 'leads' OR key LIKE 'events%'`);
    const leads = states.find(({ key }) => key === 'leads')?.value;
    // A sync of some tables has a state of its own, for example `events:events,leads`. Without `events` it keeps those of stages only.
    const hasEvents = states.some(
      ({ key, value }) =>
        (key === 'events' || /[:,]events(,|$)/.test(key)) && value.top !== undefined && value.history === undefined,
    );
    return leads?.cursor !== undefined && (leads.since ?? 0) <= start && hasEvents;
  }
}

const named = ({ id, name, sort }: Step) => ({ id, name: stripInvisible(name ?? String(id)), sort });
