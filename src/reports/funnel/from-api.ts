import type { Kommo } from '../../client/kommo.js';
import type { Lead } from '../../resources/leads.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { priceOf } from '../tally.js';
import { FUNNEL_EVENTS, type FunnelSource, inOrder, sorted } from './source.js';

/** Leads and events of one report: some 800 requests, two minutes under the limit. */
const MAX_LEADS = 50_000;
const MAX_EVENTS = 60_000;
const PAGE = 250;

/** Reads a funnel straight from the account, for small ones. `onProgress` gets the rows that were read. */
export function funnelFromApi(
  kommo: Kommo,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ((rows: number) => void) | undefined } = {},
): FunnelSource {
  return {
    async account() {
      const { name, country, currency, current_user_id, _embedded } = await kommo.account.get(
        { with: ['datetime_settings'] },
        { signal },
      );
      // Users can be read by administrators only.
      const user = await kommo.users.get(current_user_id, {}, { signal }).catch(() => undefined);
      const zone = _embedded?.datetime_settings?.timezone ?? 'UTC';
      return { name: name ?? '', country, currency: currency ?? '', zone, language: user?.lang };
    },
    async read({ start, end }) {
      let rows = 0;
      const gather = async <T>(list: AsyncIterable<T>, max: number): Promise<{ items: T[]; complete: boolean }> => {
        const items: T[] = [];
        for await (const item of list) {
          if (items.length === max) return { items, complete: false };
          items.push(item);
          onProgress?.(++rows);
        }
        return { items, complete: true };
      };
      const options = { signal, concurrency: 4 };
      // The ends may not belong to the range.
      const filter = { created_at: { from: start - 1, to: end + 1 } };
      const [pipelines, leads, events] = await Promise.all([
        kommo.pipelines.list({ signal }).all(),
        gather(kommo.leads.list({ filter, limit: PAGE, order: { id: 'asc' } }, options), MAX_LEADS),
        // Nothing happens to a lead before it is created. Messages of leads are not found by `entity: ['lead']`.
        gather(
          kommo.events.list({ filter: { type: [...FUNNEL_EVENTS], created_at: { from: start - 1 } } }, options),
          MAX_EVENTS,
        ),
      ]);
      const isWanted = ({ is_deleted, created_at }: Lead): boolean =>
        !is_deleted && created_at >= start && created_at <= end;
      const wanted = leads.items.filter(isWanted);
      const ids = new Set(wanted.map(({ id }) => id));
      return {
        pipelines: inOrder(
          pipelines.map(({ id, name, sort, _embedded }) => ({
            id,
            name: stripInvisible(name ?? String(id)),
            sort,
            stages: (_embedded?.statuses ?? []).map((stage) => ({
              ...stage,
              name: stripInvisible(stage.name ?? String(stage.id)),
            })),
          })),
        ),
        // An account without API filtering sends all its leads.
        leads: wanted.map((lead) => ({ ...lead, price: priceOf(lead) })),
        ...sorted(events.items.filter(({ entity_type, entity_id }) => entity_type === 'lead' && ids.has(entity_id))),
        complete: leads.complete && events.complete,
      };
    },
  };
}
