import type { EntityRow, EntityType } from '../db/rows/index.js';
import type { Table } from '../db/table.js';
import { asks, type Call, type Handler, idParam, missing } from '../http/call.js';
import { list, ok, selfLinks } from '../http/hal.js';
import { ENTITY_KEYS } from './entity.js';
import { closestTasks } from './filters.js';
import { mapListing } from './relations.js';
import { select } from './select.js';

/** Moments of the closest tasks, by the entities that have them. */
export type Closest = Map<number, number>;

/** How one kind of entity is read. */
interface Reads<R extends EntityRow> {
  readonly type: EntityType;
  /** Detail of the 404 for an unknown id. */
  readonly notFound: string;
  readonly table: (call: Call) => Table<R>;
  /** Which rows a list keeps; undefined where it keeps all, so that rows need no look. */
  readonly filter: (call: Call, closest: Closest) => ((row: R) => boolean) | undefined;
  readonly render: (call: Call, row: Readonly<R>, closest: Closest) => unknown;
}

/** Handlers of a list and of one. */
export function entityReads<R extends EntityRow>(reads: Reads<R>): { list: Handler; get: Handler } {
  const { type, notFound, table, filter, render } = reads;
  return {
    list: (call) => {
      const closest = closestTasks(call.db, type);
      const listing = select(call, table(call), { keep: filter(call, closest), keys: ENTITY_KEYS });
      return list(
        call,
        type,
        mapListing(listing, (row) =>
          asks(call, 'only_deleted') ? renderDeleted(call, type, row) : render(call, row, closest),
        ),
      );
    },
    get: (call) => {
      const row = table(call).get(idParam(call));
      return row ? ok(render(call, row, closestTasks(call.db, type))) : missing(call, notFound);
    },
  };
}

/** What is left of a deleted entity in a list with `only_deleted`. */
export function renderDeleted(call: Call, type: EntityType, row: EntityRow): object {
  const { id, updated_at, updated_by } = row;
  return { id, updated_at, updated_by, is_deleted: true, _links: selfLinks(call, `/api/v4/${type}/${id}`) };
}
