import type { CustomerRow, TransactionRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, idParam, itemsOf, missing } from '../http/call.js';
import { list, noContent, ok, selfLinks, written } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';
import { record } from './journal.js';
import { missingRef } from './references.js';
import { mapListing } from './relations.js';
import { select } from './select.js';

interface TransactionInput {
  price: number;
  comment?: string | null;
  completed_at?: number;
  next_price?: number;
  next_date?: number;
  created_by?: number;
  request_id?: string;
  _embedded?: { catalog_elements?: readonly { id: number; metadata?: { catalog_id?: number; quantity?: number } }[] };
}

/** Purchases of customers. */
export const transactionHandlers: Handlers = {
  'transactions.list': (call) => listTransactions(call),
  'transactions.listByCustomer': (call) => listTransactions(call, customerOf(call).id),
  'transactions.get': (call) => {
    const row = call.db.transactions.get(idParam(call));
    return row && !row.is_deleted ? ok(renderTransaction(call, row)) : missing(call, 'Transaction not found');
  },
  'transactions.create': (call) => {
    const customer = customerOf(call);
    const inputs = itemsOf<TransactionInput>(call);
    check(call, inputs, ({ _embedded }) =>
      (_embedded?.catalog_elements ?? []).flatMap(({ id }, i) =>
        missingRef(call.db.elements, id, `_embedded.catalog_elements.${i}.id`),
      ),
    );
    const items = inputs.map((input, i) => {
      const row = insert(call, customer, input);
      return { id: row.id, request_id: requestIdOf(input, i), _links: selfLinks(call, `/api/v4/customers/${row.id}`) };
    });
    // The printed answer names the key of the customers.
    return written(call, 'customers', items);
  },
  'transactions.delete': (call) => {
    const row = call.db.transactions.get(idParam(call)) ?? refuse(404, 'Transaction not found');
    call.db.transactions.update(row.id, { is_deleted: true });
    return noContent();
  },
};

function customerOf(call: Call): Readonly<CustomerRow> {
  return call.db.customers.get(idParam(call, 'customer_id')) ?? refuse(404, 'Customer not found');
}

function listTransactions(call: Call, customerId?: number): ReturnType<Handlers[string]> {
  const id = filterOf(call, 'id');
  const keep = (row: TransactionRow): boolean =>
    !row.is_deleted && among(customerId, row.customer_id) && among(id, row.id);
  return list(
    call,
    'transactions',
    mapListing(select(call, call.db.transactions, { keep }), (row) => renderTransaction(call, row)),
  );
}

function insert(call: Call, customer: CustomerRow, input: TransactionInput): Readonly<TransactionRow> {
  const author = input.created_by ?? call.userId;
  const row = call.db.transactions.add({
    customer_id: customer.id,
    price: input.price,
    comment: input.comment ?? null,
    completed_at: input.completed_at ?? call.now,
    elements: (input._embedded?.catalog_elements ?? []).map(({ id, metadata }) => ({
      id,
      catalog_id: metadata?.catalog_id ?? call.db.elements.get(id)?.catalog_id ?? 0,
      quantity: metadata?.quantity ?? 1,
      price_id: null,
    })),
    is_deleted: false,
    created_by: author,
    updated_by: author,
    created_at: call.now,
    updated_at: call.now,
  });
  const { next_price = customer.next_price, next_date = customer.next_date } = input;
  call.db.customers.update(customer.id, { next_price, next_date, updated_at: call.now });
  record(call, {
    type: 'transaction_added',
    entity_type: 'customer',
    entity_id: customer.id,
    after: [{ transaction: { id: row.id } }],
  });
  return row;
}

function renderTransaction(call: Call, row: TransactionRow): object {
  const { elements, ...columns } = row;
  const items = elements.map(({ id, quantity, catalog_id, price_id }) => ({
    id,
    metadata: { quantity, catalog_id, price_id },
  }));
  return {
    ...columns,
    price: Math.trunc(row.price),
    price_with_minor_units: row.price,
    account_id: call.db.account.id,
    _links: selfLinks(call, `/api/v4/customers/transactions/${row.id}`),
    _embedded: {
      customer: { id: row.customer_id, _links: selfLinks(call, `/api/v4/customers/${row.customer_id}`) },
      ...(items.length > 0 && { catalog_elements: items }),
    },
  };
}
