import type { LeadRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, idParam, missing } from '../http/call.js';
import { list, ok, selfLinks } from '../http/hal.js';
import { ENTITY_KEYS, embeddedElements, entityFilter, isFiltered, renderEntity } from './entity.js';
import { renderDeleted } from './entity-reads.js';
import { among, closestTasks, within } from './filters.js';
import { createComplex } from './leads-complex.js';
import { leadPath, leadWrites } from './leads-write.js';
import { renderLossReason } from './loss-reasons.js';
import { select } from './select.js';
import { renderTags } from './tagging.js';

export const leadHandlers: Handlers = {
  'leads.list': (call) => {
    const closest = closestTasks(call.db, 'leads');
    const listing = select(call, call.db.leads, { keep: leadFilter(call, closest), keys: ENTITY_KEYS });
    const items = listing.items.map((row) =>
      asks(call, 'only_deleted') ? renderDeleted(call, 'leads', row) : renderLead(call, row, closest),
    );
    return list(call, 'leads', { items, total: listing.total });
  },
  'leads.get': (call) => {
    const row = call.db.leads.get(idParam(call));
    return row ? ok(renderLead(call, row, closestTasks(call.db, 'leads'))) : missing(call, 'Lead not found');
  },
  'leads.create': leadWrites.create,
  'leads.update': leadWrites.update,
  'leads.updateMany': leadWrites.updateMany,
  'leads.createComplex': createComplex,
};

function leadFilter(call: Call, closest: Map<number, number>): ((row: LeadRow) => boolean) | undefined {
  const deleted = asks(call, 'only_deleted');
  if (!deleted && !isFiltered(call)) return undefined;
  const common = entityFilter(call, closest);
  const [price, pipeline, closed] = ['price', 'pipeline_id', 'closed_at'].map((key) => filterOf(call, key));
  const stages = filterOf(call, 'statuses') as readonly { pipeline_id: number; status_id: number }[] | undefined;
  const inStages = (row: LeadRow): boolean =>
    stages === undefined ||
    stages.some((stage) => stage.pipeline_id === row.pipeline_id && stage.status_id === row.status_id);
  return (row) =>
    row.is_deleted === deleted &&
    within(price, row.price) &&
    among(pipeline, row.pipeline_id) &&
    inStages(row) &&
    within(closed, row.closed_at) &&
    common(row);
}

function renderLead(call: Call, row: LeadRow, closest: Map<number, number>): unknown {
  return {
    ...renderEntity(call, 'leads', row, closest),
    price: Math.trunc(row.price),
    price_with_minor_units: row.price,
    status_id: row.status_id,
    pipeline_id: row.pipeline_id,
    loss_reason_id: row.loss_reason_id,
    ...(asks(call, 'source_id') && { source_id: row.source_id }),
    closed_at: row.closed_at,
    score: row.score,
    labor_cost: row.labor_cost,
    is_price_computed: false,
    ...(asks(call, 'is_price_modified_by_robot') && { is_price_modified_by_robot: false }),
    _links: selfLinks(call, leadPath(row)),
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
    ...embeddedElements(call, row),
    ...(asks(call, 'source') && { source: sourceOf(call, row) }),
  };
}

function sourceOf(call: Call, row: LeadRow): unknown {
  const source = row.source_id === null ? undefined : call.db.sources.get(row.source_id);
  return source ? { id: source.id, name: source.name } : null;
}
