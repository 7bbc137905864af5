import type { EntityType, TagRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, itemsOf } from '../http/call.js';
import { list, writtenWithTotal } from '../http/hal.js';
import { requestIdOf } from '../http/problems.js';
import { among } from './filters.js';
import { mapListing } from './relations.js';
import { select } from './select.js';
import { tagFor } from './tagging.js';

interface TagInput {
  name: string;
  color?: string | null;
  request_id?: string;
}

/** Tags are set through the updates of their entities, which own those paths. */
export const tagHandlers: Handlers = {
  'tags.list': (call) => {
    const type = typeOf(call);
    const [id, name] = [filterOf(call, 'id'), filterOf(call, 'name')];
    const text = call.query['query'] === undefined ? '' : String(call.query['query']).toLowerCase();
    const keep = (row: TagRow): boolean =>
      row.entity_type === type && among(id, row.id) && among(name, row.name) && row.name.toLowerCase().includes(text);
    return list(call, 'tags', mapListing(select(call, call.db.tags, { keep }), renderTag));
  },
  // A name that is there already gives the tag that has it.
  'tags.create': (call) => {
    const items = itemsOf<TagInput>(call).map((input, i) => {
      const row = tagFor(call.db, typeOf(call), { name: input.name }, input.color ?? null);
      return { ...renderTag(row), request_id: requestIdOf(input, i) };
    });
    return writtenWithTotal(call, 'tags', items);
  },
};

const typeOf = (call: Call): EntityType => call.params['entity_type'] as EntityType;

const renderTag = ({ id, name, color }: TagRow): object => ({ id, name, color });
