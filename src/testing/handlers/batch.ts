import type { Table } from '../db/table.js';
import { type Call, type Handler, idParam, itemOf, itemsOf } from '../http/call.js';
import { ok, selfLinks, written } from '../http/hal.js';
import { type FieldIssue, Issues, notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';

/** How one kind of rows is created and updated in batches. */
export interface Kind<I, R> {
  /** HAL key, for example `leads`. */
  key: string;
  /** Detail of the 404 for one unknown id. */
  notFound: string;
  table: (call: Call) => Table<R & { readonly id: number }>;
  /** What is wrong with an item. `row` is set if the item changes one. */
  issues: (call: Call, input: I, row: Readonly<R> | undefined) => FieldIssue[];
  insert: (call: Call, input: I) => Readonly<R>;
  change: (call: Call, row: Readonly<R>, input: I) => Readonly<R>;
  /** Path of a row below the origin. */
  path: (row: Readonly<R>) => string;
  /** What an answer to a create holds beside id, request_id and link. */
  created?: (row: Readonly<R>) => object;
  /** What an answer to an update holds beside id and link. */
  updated: (row: Readonly<R>, requestId: string) => object;
  /** Whether the update of one is answered as a list of one; else at the root. */
  wrapsOne: boolean;
  /** HAL key of answers to updates, if it differs. */
  updatedKey?: string;
}

/** Handlers of the three writes. A request with anything wrong changes nothing. */
export function batch<I extends object, R extends { readonly id: number }>(
  kind: Kind<I, R>,
): { create: Handler; update: Handler; updateMany: Handler } {
  const updatedItem = (call: Call, row: Readonly<R>, requestId: string): object => ({
    id: row.id,
    ...kind.updated(row, requestId),
    _links: selfLinks(call, kind.path(row)),
  });
  return {
    create: (call) => {
      const inputs = itemsOf<I>(call);
      check(call, inputs, (input) => kind.issues(call, input, undefined));
      const items = inputs.map((input, i) => {
        const row = kind.insert(call, input);
        return {
          id: row.id,
          ...kind.created?.(row),
          request_id: requestIdOf(input, i),
          _links: selfLinks(call, kind.path(row)),
        };
      });
      return written(call, kind.key, items);
    },
    update: (call) => {
      const input = itemOf<I>(call);
      const row = kind.table(call).get(idParam(call)) ?? refuse(404, kind.notFound);
      check(call, [input], () => kind.issues(call, input, row));
      const item = updatedItem(call, kind.change(call, row, input), requestIdOf(input, 0));
      if (!kind.wrapsOne) return ok(item);
      const path = call.pathname.replace(/\/\d+$/, '');
      return ok({ _links: selfLinks(call, path), _embedded: { [kind.updatedKey ?? kind.key]: [item] } });
    },
    updateMany: (call) => {
      const inputs = itemsOf<I & { id: number }>(call);
      const table = kind.table(call);
      check(call, inputs, (input) => {
        const row = table.get(input.id);
        return row ? kind.issues(call, input, row) : [notSupportedChoice('id')];
      });
      const items = inputs.map((input, i) => {
        const row = kind.change(call, table.get(input.id) as R, input);
        return updatedItem(call, row, requestIdOf(input, i));
      });
      return written(call, kind.updatedKey ?? kind.key, items);
    },
  };
}

/** Throws a refusal that lists what is wrong with any of the items. */
export function check<I>(
  call: Call,
  inputs: readonly I[],
  issuesOf: (input: I, index: number, call: Call) => FieldIssue[],
): void {
  const issues = new Issues();
  inputs.forEach((input, i) => {
    issues.add(i, input, ...issuesOf(input, i, call));
  });
  issues.check();
}
