import type { CatalogRow } from '../db/rows/index.js';
import { type Call, type Handlers, idParam, itemOf, itemsOf, missing } from '../http/call.js';
import { list, ok, paginate, selfLinks, written } from '../http/hal.js';
import { notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';

type CatalogInput = Partial<
  Pick<CatalogRow, 'name' | 'type' | 'sort' | 'can_add_elements' | 'can_link_multiple' | 'can_show_in_cards'> &
    Pick<CatalogRow, 'created_by' | 'updated_by' | 'created_at' | 'updated_at'>
> & {
  id?: number;
  request_id?: string;
};

const MOST_CATALOGS = 10;

/** Lists. Unlike entities, they are answered in full by every write. */
export const catalogHandlers: Handlers = {
  'catalogs.list': (call) => {
    const type = call.query['type'];
    const rows = [...call.db.catalogs]
      .filter((row) => type === undefined || row.type === type)
      .sort((a, b) => a.sort - b.sort || a.id - b.id);
    const page = paginate(call, rows);
    return list(call, 'catalogs', { items: page.items.map((row) => renderCatalog(call, row)), total: page.total });
  },
  'catalogs.get': (call) => {
    const row = call.db.catalogs.get(idParam(call));
    return row ? ok(renderCatalog(call, row)) : missing(call, 'List not found');
  },
  'catalogs.create': (call) => {
    const inputs = itemsOf<CatalogInput>(call);
    if (call.db.catalogs.size + inputs.length > MOST_CATALOGS) refuse(422, `Limit ${MOST_CATALOGS} lists per account`);
    check(call, inputs, (input) => (isOneOfAKind(call, input.type) ? [notSupportedChoice('type')] : []));
    const items = inputs.map((input, i) => ({
      ...renderCatalog(call, insert(call, input)),
      request_id: requestIdOf(input, i),
    }));
    return written(call, 'catalogs', items);
  },
  'catalogs.update': (call) => {
    const row = call.db.catalogs.get(idParam(call)) ?? refuse(404, 'List not found');
    return ok(renderCatalog(call, change(call, row, itemOf<CatalogInput>(call))));
  },
  'catalogs.updateMany': (call) => {
    const inputs = itemsOf<CatalogInput & { id: number }>(call);
    check(call, inputs, ({ id }) => (call.db.catalogs.has(id) ? [] : [notSupportedChoice('id')]));
    const items = inputs.map((input, i) => {
      const row = change(call, call.db.catalogs.get(input.id) as CatalogRow, input);
      return { ...renderCatalog(call, row), request_id: requestIdOf(input, i) };
    });
    return written(call, 'catalogs', items);
  },
  'products.getSettings': (call) => ok(productSettings(call)),
  'products.updateSettings': (call) => {
    const { is_enabled } = itemOf<{ is_enabled: boolean }>(call);
    call.db.account = { ...call.db.account, is_products_enabled: is_enabled };
    if (is_enabled && !productList(call)) insert(call, { name: 'Products', type: 'products' });
    return ok(productSettings(call));
  },
  'currencies.list': (call) => {
    const page = paginate(
      call,
      ['USD', 'BRL', 'EUR', 'MXN'].map((code) => ({ code })),
    );
    return list(call, 'currencies', page, { totals: 'pages' });
  },
};

// An account has one list of each kind but the regular one.
const isOneOfAKind = (call: Call, type: string | undefined): boolean =>
  type !== undefined && type !== 'regular' && call.db.catalogs.find((row) => row.type === type) !== undefined;

const productList = (call: Call): Readonly<CatalogRow> | undefined =>
  call.db.catalogs.find((row) => row.type === 'products');

function productSettings(call: Call): object {
  const { is_products_enabled } = call.db.account;
  return { is_enabled: is_products_enabled, catalog_id: is_products_enabled ? (productList(call)?.id ?? null) : null };
}

function insert(call: Call, input: CatalogInput): Readonly<CatalogRow> {
  return call.db.catalogs.add({
    name: input.name ?? '',
    type: input.type ?? 'regular',
    sort: input.sort ?? (call.db.catalogs.size + 1) * 10,
    can_add_elements: input.can_add_elements ?? false,
    can_show_in_cards: input.can_show_in_cards ?? false,
    can_link_multiple: input.can_link_multiple ?? false,
    can_be_deleted: (input.type ?? 'regular') === 'regular',
    sdk_widget_code: null,
    created_by: input.created_by ?? call.userId,
    updated_by: input.updated_by ?? call.userId,
    created_at: input.created_at ?? call.now,
    updated_at: input.updated_at ?? call.now,
  });
}

function change(call: Call, row: CatalogRow, input: CatalogInput): Readonly<CatalogRow> {
  const { id: _id, request_id: _requestId, type: _type, ...rest } = input;
  return call.db.catalogs.set({ ...row, updated_by: call.userId, updated_at: call.now, ...rest });
}

const renderCatalog = (call: Call, row: CatalogRow): Record<string, unknown> => ({
  ...row,
  account_id: call.db.account.id,
  _links: selfLinks(call, `/api/v4/catalogs/${row.id}`),
});
