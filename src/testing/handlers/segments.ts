import type { CustomerStatusRow, SegmentRow } from '../db/rows/index.js';
import { type Call, type Handlers, idParam, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { type FieldInput, mergeFields, renderFields } from './custom-values.js';
import { needMode } from './customers.js';

interface SegmentInput {
  name?: string;
  color?: string;
  available_products_price_types?: readonly number[] | null;
  custom_fields_values?: readonly FieldInput[] | null;
}

interface StatusInput {
  name?: string;
  sort?: number;
  color?: string;
  request_id?: string;
}

const SEGMENTS = { entityType: 'segments' } as const;

/** Segments of customers, in the segments mode. */
export const segmentHandlers: Handlers = {
  'segments.list': (call) => {
    needMode(call, 'segments');
    const page = paginate(call, [...call.db.segments]);
    return list(
      call,
      'segments',
      { items: page.items.map((row) => renderSegment(call, row)), total: page.total },
      { totals: 'pages' },
    );
  },
  'segments.get': (call) => ok(renderSegment(call, segmentOf(call))),
  'segments.create': (call) => {
    needMode(call, 'segments');
    const row = {
      name: '',
      color: '10599d',
      available_products_price_types: null,
      custom_fields: [],
      created_at: call.now,
      updated_at: call.now,
    };
    return ok(
      renderSegment(call, call.db.segments.add({ ...row, ...segmentColumns(call, itemOf<SegmentInput>(call)) })),
    );
  },
  'segments.update': (call) => {
    const row = segmentOf(call);
    const columns = segmentColumns(call, itemOf<SegmentInput>(call), row);
    return ok(renderSegment(call, call.db.segments.set({ ...row, ...columns, updated_at: call.now })));
  },
  'segments.delete': (call) => {
    const { id } = segmentOf(call);
    call.db.segments.delete(id);
    const inside = call.db.customers.filter((row) => row.segments.includes(id));
    for (const row of inside)
      call.db.customers.update(row.id, { segments: row.segments.filter((other) => other !== id) });
    return noContent();
  },
};

function segmentOf(call: Call): Readonly<SegmentRow> {
  needMode(call, 'segments');
  return call.db.segments.get(idParam(call)) ?? refuse(404, 'Segment not found');
}

function segmentColumns(call: Call, input: SegmentInput, row?: SegmentRow): Partial<SegmentRow> {
  const { fields, issues } = mergeFields(call.db, SEGMENTS, row?.custom_fields ?? [], input.custom_fields_values);
  check(call, [input], () => issues);
  return {
    custom_fields: fields,
    ...(input.name !== undefined && { name: input.name }),
    ...(input.color !== undefined && { color: input.color }),
    ...(input.available_products_price_types !== undefined && {
      available_products_price_types: input.available_products_price_types,
    }),
  };
}

function renderSegment(call: Call, row: SegmentRow): object {
  const { custom_fields, ...columns } = row;
  return {
    ...columns,
    account_id: call.db.account.id,
    customers_count: call.db.customers.filter((customer) => !customer.is_deleted && customer.segments.includes(row.id))
      .length,
    custom_fields_values: renderFields(call.db, custom_fields, SEGMENTS),
    _links: selfLinks(call, `/api/v4/customers/segments/${row.id}`),
  };
}

/** Statuses of customers, in the periodicity mode. */
export const customerStatusHandlers: Handlers = {
  'customerStatuses.list': (call) => {
    needMode(call, 'periodicity');
    const page = paginate(
      call,
      [...call.db.customerStatuses].sort((a, b) => a.sort - b.sort || a.id - b.id),
    );
    const items = page.items.map((row) => renderStatus(call, row));
    return list(call, 'statuses', { items, total: page.total }, { totals: 'items', namesPage: false });
  },
  'customerStatuses.get': (call) => ok(renderStatus(call, statusOf(call))),
  'customerStatuses.create': (call) => {
    needMode(call, 'periodicity');
    const items = itemsOf<StatusInput>(call).map((input, i) => {
      const { name = '', sort = 0, color = '#fffeb2' } = input;
      const row = call.db.customerStatuses.add({ name, sort, color, is_default: false, type: 0 });
      return {
        id: row.id,
        request_id: requestIdOf(input, i),
        _links: selfLinks(call, `/api/v4/customers/statuses/${row.id}`),
      };
    });
    return writtenWithTotal(call, 'statuses', items);
  },
  'customerStatuses.update': (call) => {
    const row = statusOf(call);
    const { name = row.name, sort = row.sort, color = row.color } = itemOf<StatusInput>(call);
    return ok({ ...renderStatus(call, call.db.customerStatuses.set({ ...row, name, sort, color })), request_id: '0' });
  },
  'customerStatuses.delete': (call) => {
    const row = statusOf(call);
    if (row.is_default) refuse(400, 'A default status can not be deleted');
    call.db.customerStatuses.delete(row.id);
    return noContent();
  },
};

function statusOf(call: Call): Readonly<CustomerStatusRow> {
  needMode(call, 'periodicity');
  return call.db.customerStatuses.get(idParam(call)) ?? refuse(404, 'Status not found');
}

const renderStatus = (call: Call, row: CustomerStatusRow): object => ({
  ...row,
  conditions: [],
  account_id: call.db.account.id,
  _links: selfLinks(call, `/api/v4/customers/statuses/${row.id}`),
});
