import type { CustomerRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, idParam, itemOf } from '../http/call.js';
import { ok, selfLinks } from '../http/hal.js';
import { type FieldIssue, fieldMissing, refuse } from '../http/problems.js';
import { batch } from './batch.js';
import {
  type EntityInput,
  embeddedElements,
  entityColumns,
  entityFilter,
  entityIssues,
  isFiltered,
  renderEntity,
} from './entity.js';
import { entityReads } from './entity-reads.js';
import { among, within } from './filters.js';
import { changesOf, record } from './journal.js';
import { groupOf, missingRef } from './references.js';
import { renderTags } from './tagging.js';

interface CustomerInput extends EntityInput {
  next_price?: number;
  next_date?: number;
  status_id?: number;
  periodicity?: number;
  _embedded?: NonNullable<EntityInput['_embedded']> & { segments?: readonly { id: number }[] | null };
}

const customerPath = ({ id }: { id: number }): string => `/api/v4/customers/${id}`;

const writes = batch<CustomerInput, CustomerRow>({
  key: 'customers',
  notFound: 'Customer not found',
  table: (call) => call.db.customers,
  issues: customerIssues,
  insert: insertCustomer,
  change: changeCustomer,
  path: customerPath,
  updated: ({ updated_at }, request_id) => ({ updated_at, request_id }),
  wrapsOne: true,
  // The printed answer of an update names the key of another resource.
  updatedKey: 'leads',
});

const reads = entityReads<CustomerRow>({
  type: 'customers',
  notFound: 'Customer not found',
  table: (call) => call.db.customers,
  filter: customerFilter,
  render: renderCustomer,
});

export const customerHandlers: Handlers = {
  'customers.list': reads.list,
  'customers.get': reads.get,
  'customers.create': writes.create,
  'customers.update': writes.update,
  'customers.updateMany': writes.updateMany,
  'customers.setMode': (call) => {
    const { mode, is_enabled } = itemOf<{ mode: 'segments' | 'periodicity'; is_enabled: boolean }>(call);
    call.db.account = { ...call.db.account, customers_mode: is_enabled ? mode : 'disabled' };
    return ok({ mode, is_enabled });
  },
  'customers.changeBonusPoints': (call) => {
    const row = call.db.customers.get(idParam(call)) ?? refuse(404, 'Customer not found');
    const { earn = 0, redeem = 0 } = itemOf<{ earn?: number; redeem?: number }>(call);
    const bonus_points = row.bonus_points + earn - redeem;
    if (bonus_points < 0) refuse(400, 'Not enough bonus points');
    call.db.customers.update(row.id, { bonus_points });
    return ok({ bonus_points });
  },
};

/** Throws 422 unless the account works with customers the way that the operation needs. */
export function needMode(call: Call, mode: 'segments' | 'periodicity'): void {
  if (call.db.account.customers_mode !== mode) refuse(422, `Customers mode is not ${mode}`);
}

function customerFilter(call: Call, closest: Map<number, number>): ((row: CustomerRow) => boolean) | undefined {
  if (!isFiltered(call)) return undefined;
  const common = entityFilter(call, closest);
  const [status, price, date] = ['status_id', 'next_price', 'next_date'].map((key) => filterOf(call, key));
  return (row) =>
    !row.is_deleted &&
    among(status, row.status_id) &&
    within(price, row.next_price) &&
    within(date, row.next_date) &&
    common(row);
}

function customerIssues(call: Call, input: CustomerInput, row: CustomerRow | undefined): FieldIssue[] {
  const periodic = !row && call.db.account.customers_mode === 'periodicity';
  return [
    ...(periodic && input.name === undefined ? [fieldMissing('name')] : []),
    ...(periodic && input.next_date === undefined ? [fieldMissing('next_date')] : []),
    ...missingRef(call.db.customerStatuses, input.status_id, 'status_id'),
    ...entityIssues(call, 'customers', input),
    ...(input._embedded?.segments ?? []).flatMap(({ id }, i) =>
      missingRef(call.db.segments, id, `_embedded.segments.${i}.id`),
    ),
  ];
}

function columns(call: Call, input: CustomerInput, row?: CustomerRow): Omit<CustomerRow, 'id' | 'name'> {
  const segments = input._embedded?.segments;
  return {
    ...entityColumns(call, 'customers', input, row),
    next_price: input.next_price ?? row?.next_price ?? null,
    next_date: input.next_date ?? row?.next_date ?? null,
    status_id: input.status_id ?? row?.status_id ?? null,
    periodicity: input.periodicity ?? row?.periodicity ?? null,
    bonus_points: row?.bonus_points ?? 0,
    segments: segments === undefined ? (row?.segments ?? []) : (segments ?? []).map(({ id }) => id),
    contacts: row?.contacts ?? [],
    company_id: row?.company_id ?? null,
  };
}

function insertCustomer(call: Call, input: CustomerInput): Readonly<CustomerRow> {
  const id = call.db.customers.nextId();
  const row = call.db.customers.set({ id, name: input.name ?? `Customer #${id}`, ...columns(call, input) });
  record(call, { type: 'customer_added', entity_type: 'customer', entity_id: id });
  return row;
}

function changeCustomer(call: Call, row: CustomerRow, input: CustomerInput): Readonly<CustomerRow> {
  const after = call.db.customers.set({ ...row, name: input.name ?? row.name, ...columns(call, input, row) });
  record(call, ...changesOf(call, 'customers', row, after));
  if (row.status_id !== after.status_id && after.status_id !== null) {
    const status = (id: number | null): unknown[] => (id === null ? [] : [{ customer_status: { id } }]);
    const subject = { entity_type: 'customer', entity_id: row.id };
    record(call, {
      ...subject,
      type: 'customer_status_changed',
      before: status(row.status_id),
      after: status(after.status_id),
    });
  }
  return after;
}

function renderCustomer(call: Call, row: CustomerRow, closest: Map<number, number>): unknown {
  const { group_id: _group, ...common } = renderEntity(call, 'customers', row, closest);
  const { db } = call;
  const purchases = db.transactions.filter((item) => item.customer_id === row.id && !item.is_deleted);
  const ltv = Math.trunc(purchases.reduce((sum, item) => sum + item.price, 0));
  const link = (kind: string, id: number): object => ({ id, _links: selfLinks(call, `/api/v4/${kind}/${id}`) });
  return {
    ...common,
    next_price: row.next_price,
    next_date: row.next_date,
    status_id: row.status_id,
    periodicity: row.periodicity,
    ltv,
    purchases_count: purchases.length,
    average_check: purchases.length === 0 ? 0 : Math.round(ltv / purchases.length),
    ...(asks(call, 'group_id') && { group_id: groupOf(db, row.responsible_user_id) }),
    _links: selfLinks(call, customerPath(row)),
    _embedded: {
      segments: row.segments.map((id) => link('customers/segments', id)),
      tags: renderTags(db, row.tags),
      ...(asks(call, 'contacts') && {
        contacts: row.contacts.map(({ id, is_main }) => ({ ...link('contacts', id), is_main })),
      }),
      ...(asks(call, 'companies') && { companies: row.company_id === null ? [] : [link('companies', row.company_id)] }),
      ...embeddedElements(call, row),
    },
  };
}
