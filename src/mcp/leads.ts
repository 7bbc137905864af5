import type { OperationInput } from '../operations/table.js';
import { LOST, priceOf, WON } from '../reports/tally.js';
import { type Args, type Env, send } from './env.js';
import { unsent } from './texts.js';

const PAGE = 250;
const MOST = 2500;
/** A query of more stages is refused: each is two of the 1,000 variables that a server reads. */
const STAGES = 400;

type Query = { filter?: Args; order?: Args };

/**
 * Adds state, stage and order to the query of get_leads. A stage is filtered together with its pipeline, since 142 and 143 stand in
 * every pipeline: without one, all pipelines that have it. Answers true if no lead can fit.
 */
export async function leadQuery(env: Env, args: Args, outgoing: OperationInput): Promise<boolean> {
  const query: Query = { ...outgoing.query };
  (outgoing as Args)['query'] = query;
  query.order = { [args['order'] === 'created' ? 'created_at' : 'updated_at']: 'desc' };
  const { state, status_id: stage, pipeline_id: pipeline } = args;
  if (state === undefined && stage === undefined) return false;
  const pipelines = await env.names.need('pipelines');
  if (pipeline !== undefined && !pipelines.has(pipeline as number)) throw unsent('no_pipeline');
  const fits = (id: number): boolean =>
    (stage === undefined || id === stage) &&
    (state === undefined ||
      (state === 'won' ? id === WON : state === 'lost' ? id === LOST : id !== WON && id !== LOST));
  const statuses = [...pipelines]
    .filter(([id]) => pipeline === undefined || id === pipeline)
    .flatMap(([pipeline_id, { stages }]) =>
      [...stages.keys()].filter(fits).map((status_id) => ({ pipeline_id, status_id })),
    );
  if (statuses.length > STAGES) throw unsent('many_stages', { count: statuses.length });
  const { pipeline_id: _, ...filter } = query.filter ?? {};
  query.filter = { ...filter, statuses };
  return statuses.length === 0;
}

/** Leads by price, the highest first. Kommo has no such order, so all that fit are read. @throws if there are too many */
export async function leadsByPrice(env: Env, { query }: OperationInput): Promise<unknown[]> {
  const all: { price: number; price_with_minor_units?: number | null; id: number }[] = [];
  for (let page = 1; ; page += 1) {
    const data = await send(env, 'GET', '/api/v4/leads', {
      query: { ...query, order: { id: 'asc' }, limit: PAGE, page },
    });
    const rows = (data?._embedded?.['leads'] ?? []) as typeof all;
    all.push(...rows);
    env.progress?.(all.length);
    if (rows.length === 0 || !data?._links?.next) break;
    if (all.length >= MOST) throw unsent('too_many', { max: MOST });
  }
  return all.sort((a, b) => priceOf(b) - priceOf(a) || a.id - b.id);
}
