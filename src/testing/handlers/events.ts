import type { EventRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, missing } from '../http/call.js';
import { everything, list, ok, paginate, selfLinks } from '../http/hal.js';
import { resolveSchema } from '../http/schemas.js';
import { among, within } from './filters.js';

/** What happened in the account, newest first. */
export const eventHandlers: Handlers = {
  'events.list': (call) => {
    const page = paginate(call, call.db.events.filter(eventFilter(call)).reverse());
    return list(call, 'events', { items: page.items.map((row) => renderEvent(call, row)), total: page.total });
  },
  'events.get': (call) => {
    const row = call.db.events.find(({ id }) => id === call.params['id']);
    return row ? ok(renderEvent(call, row)) : missing(call, 'Event not found');
  },
  'events.listTypes': (call) => {
    const known = resolveSchema({ $ref: '#/$defs/KnownEventType' })['enum'] as readonly string[];
    const items = known.map((key, i) => ({ key, type: i + 1, lang: key.replaceAll('_', ' ') }));
    return list(call, 'events_types', everything(items), { totals: 'items', paged: false });
  },
};

interface ValueFilter {
  leads_statuses?: readonly { pipeline_id: number; status_id: number }[];
  customers_statuses?: readonly { status_id: number }[];
  responsible_user_id?: unknown;
  custom_field_values?: unknown;
  value?: unknown;
}

function eventFilter(call: Call): (row: EventRow) => boolean {
  const f = (key: string): unknown => filterOf(call, key);
  const [id, created, author, entity, entityId, type] = [
    'id',
    'created_at',
    'created_by',
    'entity',
    'entity_id',
    'type',
  ].map(f);
  const [before, after] = [f('value_before') as ValueFilter | undefined, f('value_after') as ValueFilter | undefined];
  return (row) =>
    among(id, row.id) &&
    within(created, row.created_at, 'after') &&
    among(author, row.created_by) &&
    among(entity, row.entity_type) &&
    among(entityId, row.entity_id) &&
    among(type, row.type) &&
    hasValue(before, row.value_before) &&
    hasValue(after, row.value_after);
}

function hasValue(filter: ValueFilter | undefined, values: readonly unknown[]): boolean {
  if (!filter) return true;
  return values.some((value) => valueFits(filter, value as Record<string, Record<string, unknown>>));
}

function valueFits(filter: ValueFilter, value: Record<string, Record<string, unknown>>): boolean {
  const status = value['lead_status'];
  const onStage =
    !filter.leads_statuses ||
    filter.leads_statuses.some((s) => s.pipeline_id === status?.['pipeline_id'] && s.status_id === status['id']);
  const ofCustomer =
    !filter.customers_statuses ||
    filter.customers_statuses.some((s) => s.status_id === value['customer_status']?.['id']);
  const plain = Object.values(value)
    .flatMap((inner) => Object.values(inner))
    .map(String);
  return (
    onStage &&
    ofCustomer &&
    among(filter.responsible_user_id, filter.responsible_user_id && value['responsible_user']?.['id']) &&
    among(filter.custom_field_values, filter.custom_field_values && value['custom_field_value']?.['enum_id']) &&
    (filter.value === undefined || plain.includes(String(filter.value)))
  );
}

const PLURAL: Record<string, 'leads' | 'contacts' | 'companies' | 'customers'> = {
  lead: 'leads',
  contact: 'contacts',
  company: 'companies',
  customer: 'customers',
};

function renderEvent(call: Call, row: EventRow): object {
  const plural = PLURAL[row.entity_type];
  const path = plural ? `/api/v4/${plural}/${row.entity_id}` : `/api/v4/${row.entity_type}s/${row.entity_id}`;
  const name = plural && asks(call, `${row.entity_type}_name`) ? call.db[plural].get(row.entity_id)?.name : undefined;
  return {
    ...row,
    account_id: call.db.account.id,
    _links: selfLinks(call, `/api/v4/events/${row.id}`),
    _embedded: { entity: { id: row.entity_id, ...(name !== undefined && { name }), _links: selfLinks(call, path) } },
  };
}
