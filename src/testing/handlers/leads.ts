import { asks, type Call, filterOf, type Handlers, idParam } from '../call.js';
import { list, noContent, ok, selfLinks } from '../hal.js';
import type { LeadRow } from '../rows.js';
import { renderFields } from './custom-values.js';
import { among, closestTasks, matchesFields, matchesText, within } from './filters.js';
import { createComplex } from './leads-complex.js';
import { createLeads, updateLead, updateLeads } from './leads-write.js';
import { renderLossReason } from './loss-reasons.js';
import { groupOf } from './references.js';
import { select } from './select.js';
import { renderTags } from './tagging.js';

export const leadHandlers: Handlers = {
  'leads.list': (call) => {
    const keys = { created_at: (row: LeadRow) => row.created_at, updated_at: (row: LeadRow) => row.updated_at };
    const closest = closestTasks(call.db, 'leads');
    const listing = select(call, call.db.leads, { keep: leadFilter(call, closest), keys });
    const items = listing.items.map((row) =>
      asks(call, 'only_deleted') ? renderDeleted(call, row) : renderLead(call, row, closest),
    );
    return list(call, 'leads', { items, total: listing.total });
  },
  'leads.get': (call) => {
    const row = call.db.leads.get(idParam(call));
    return row ? ok(renderLead(call, row, closestTasks(call.db, 'leads'))) : noContent();
  },
  'leads.create': createLeads,
  'leads.update': updateLead,
  'leads.updateMany': updateLeads,
  'leads.createComplex': createComplex,
};

/** Path of a lead below the origin. */
export const leadPath = (id: number): string => `/api/v4/leads/${id}`;

function leadFilter(call: Call, closest: Map<number, number>): ((row: LeadRow) => boolean) | undefined {
  const deleted = asks(call, 'only_deleted');
  const text = call.query['query'];
  if (!deleted && text === undefined && call.query['filter'] === undefined) return undefined;
  const f = (key: string): unknown => filterOf(call, key);
  const stages = f('statuses') as readonly { pipeline_id: number; status_id: number }[] | undefined;
  const inStages = (row: LeadRow): boolean =>
    stages === undefined ||
    stages.some((stage) => stage.pipeline_id === row.pipeline_id && stage.status_id === row.status_id);
  return (row) =>
    row.is_deleted === deleted &&
    among(f('id'), row.id) &&
    among(f('name'), row.name) &&
    within(f('price'), row.price) &&
    among(f('pipeline_id'), row.pipeline_id) &&
    inStages(row) &&
    among(f('responsible_user_id'), row.responsible_user_id) &&
    among(f('created_by'), row.created_by) &&
    among(f('updated_by'), row.updated_by) &&
    within(f('created_at'), row.created_at) &&
    within(f('updated_at'), row.updated_at) &&
    within(f('closed_at'), row.closed_at) &&
    within(f('closest_task_at'), closest.get(row.id) ?? null) &&
    matchesFields(f('custom_fields_values'), row.custom_fields) &&
    matchesText(text, row);
}

function renderDeleted(call: Call, row: LeadRow): unknown {
  const { id, updated_at, updated_by } = row;
  return { id, updated_at, updated_by, is_deleted: true, _links: selfLinks(call, leadPath(id)) };
}

function renderLead(call: Call, row: LeadRow, closest: Map<number, number>): unknown {
  return {
    id: row.id,
    name: row.name,
    price: row.price,
    responsible_user_id: row.responsible_user_id,
    group_id: groupOf(call.db, row.responsible_user_id),
    status_id: row.status_id,
    pipeline_id: row.pipeline_id,
    loss_reason_id: row.loss_reason_id,
    ...(asks(call, 'source_id') && { source_id: row.source_id }),
    created_by: row.created_by,
    updated_by: row.updated_by,
    created_at: row.created_at,
    updated_at: row.updated_at,
    closed_at: row.closed_at,
    closest_task_at: closest.get(row.id) ?? null,
    is_deleted: row.is_deleted,
    custom_fields_values: renderFields(call.db, row.custom_fields, { entityType: 'leads' }),
    score: row.score,
    account_id: call.db.account.id,
    labor_cost: row.labor_cost,
    is_price_computed: false,
    ...(asks(call, 'is_price_modified_by_robot') && { is_price_modified_by_robot: false }),
    _links: selfLinks(call, leadPath(row.id)),
    _embedded: embedded(call, row),
  };
}

function embedded(call: Call, row: LeadRow): unknown {
  const { db } = call;
  const reason = row.loss_reason_id === null ? undefined : db.lossReasons.get(row.loss_reason_id);
  return {
    tags: renderTags(db, row.tags),
    companies:
      row.company_id === null
        ? []
        : [{ id: row.company_id, _links: selfLinks(call, `/api/v4/companies/${row.company_id}`) }],
    ...(asks(call, 'contacts') && {
      contacts: row.contacts.map(({ id, is_main }) => ({
        id,
        is_main,
        _links: selfLinks(call, `/api/v4/contacts/${id}`),
      })),
    }),
    ...(asks(call, 'loss_reason') && { loss_reason: reason ? [renderLossReason(call, reason)] : [] }),
    ...(asks(call, 'catalog_elements') && { catalog_elements: row.elements.map(renderElementLink) }),
    ...(asks(call, 'source') && { source: sourceOf(call, row) }),
  };
}

function sourceOf(call: Call, row: LeadRow): unknown {
  const source = row.source_id === null ? undefined : call.db.sources.get(row.source_id);
  return source ? { id: source.id, name: source.name } : null;
}

/** A list element as an entity embeds it. */
export const renderElementLink = (link: LeadRow['elements'][number]): unknown => ({
  id: link.id,
  metadata: { quantity: link.quantity, catalog_id: link.catalog_id, price_id: link.price_id },
});
