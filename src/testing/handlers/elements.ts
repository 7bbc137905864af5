import type { ElementRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, idParam, itemOf, itemsOf, missing } from '../http/call.js';
import { list, ok, selfLinks, written } from '../http/hal.js';
import { notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { type FieldInput, type FieldScope, mergeFields, renderFields } from './custom-values.js';
import { among } from './filters.js';
import { mapListing } from './relations.js';
import { select } from './select.js';

interface ElementInput {
  id?: number;
  name?: string;
  custom_fields_values?: readonly FieldInput[] | null;
  created_by?: number;
  updated_by?: number;
  created_at?: number;
  updated_at?: number;
  request_id?: string;
}

/** Elements of lists; answered in full by every write. */
export const elementHandlers: Handlers = {
  'catalogs.listElements': (call) => {
    const { catalogId } = scopeOf(call);
    const id = filterOf(call, 'id');
    const text = call.query['query'] === undefined ? '' : String(call.query['query']).toLowerCase();
    const keep = (row: ElementRow): boolean =>
      row.catalog_id === catalogId && !row.is_deleted && among(id, row.id) && matches(row, text);
    return list(
      call,
      'elements',
      mapListing(select(call, call.db.elements, { keep }), (row) => renderElement(call, row)),
    );
  },
  'catalogs.getElement': (call) => {
    const row = find(call, idParam(call, 'element_id'));
    return row ? ok(renderElement(call, row)) : missing(call, 'Element not found');
  },
  'catalogs.createElements': (call) => {
    const scope = scopeOf(call);
    const inputs = itemsOf<ElementInput>(call);
    check(call, inputs, (input) => mergeFields(call.db, scope, [], input.custom_fields_values).issues);
    const items = inputs.map((input, i) => {
      const row = call.db.elements.add({
        catalog_id: scope.catalogId,
        name: input.name ?? '',
        custom_fields: mergeFields(call.db, scope, [], input.custom_fields_values).fields,
        is_deleted: false,
        created_by: input.created_by ?? call.userId,
        updated_by: input.updated_by ?? call.userId,
        created_at: input.created_at ?? call.now,
        updated_at: input.updated_at ?? call.now,
      });
      return { ...renderElement(call, row), request_id: requestIdOf(input, i) };
    });
    return written(call, 'elements', items);
  },
  'catalogs.updateElement': (call) => {
    const row = find(call, idParam(call, 'element_id')) ?? refuse(404, 'Element not found');
    const input = itemOf<ElementInput>(call);
    check(call, [input], () => mergeFields(call.db, scopeOf(call), [], input.custom_fields_values).issues);
    return ok(renderElement(call, change(call, row, input)));
  },
  'catalogs.updateElements': (call) => {
    const inputs = itemsOf<ElementInput & { id: number }>(call);
    check(call, inputs, (input) =>
      find(call, input.id)
        ? mergeFields(call.db, scopeOf(call), [], input.custom_fields_values).issues
        : [notSupportedChoice('id')],
    );
    const items = inputs.map((input, i) => {
      const row = change(call, find(call, input.id) as ElementRow, input);
      return { ...renderElement(call, row), request_id: requestIdOf(input, i) };
    });
    return written(call, 'elements', items);
  },
};

function scopeOf(call: Call): FieldScope & { catalogId: number } {
  const catalogId = idParam(call, 'list_id');
  if (!call.db.catalogs.has(catalogId)) refuse(404, 'List not found');
  return { entityType: 'catalogs', catalogId };
}

function find(call: Call, id: number): Readonly<ElementRow> | undefined {
  const row = call.db.elements.get(id);
  return row?.catalog_id === idParam(call, 'list_id') ? row : undefined;
}

function matches(row: ElementRow, text: string): boolean {
  if (text === '' || row.name.toLowerCase().includes(text)) return true;
  return row.custom_fields.some((field) =>
    field.values.some((item) => String(item['value']).toLowerCase().includes(text)),
  );
}

function change(call: Call, row: ElementRow, input: ElementInput): Readonly<ElementRow> {
  return call.db.elements.set({
    ...row,
    name: input.name ?? row.name,
    custom_fields: mergeFields(call.db, scopeOf(call), row.custom_fields, input.custom_fields_values).fields,
    created_by: input.created_by ?? row.created_by,
    created_at: input.created_at ?? row.created_at,
    updated_by: input.updated_by ?? call.userId,
    updated_at: input.updated_at ?? call.now,
  });
}

function renderElement(call: Call, row: ElementRow): Record<string, unknown> {
  const { custom_fields, ...columns } = row;
  return {
    ...columns,
    custom_fields_values: renderFields(call.db, custom_fields, { entityType: 'catalogs', catalogId: row.catalog_id }),
    account_id: call.db.account.id,
    ...(asks(call, 'invoice_link') && { invoice_link: null }),
    _links: selfLinks(call, `/api/v4/catalogs/${row.catalog_id}/elements/${row.id}`),
  };
}
