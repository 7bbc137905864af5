import { placed } from '../http/in-place.js';
import { checkChanges, checkObject, checkPath, MAX_BATCH } from '../util/check.js';
import { textOf } from '../util/is-record.js';
import type { BulkJob, BulkTarget } from './types.js';

/** Throws if an input can't be sent. */
type Check<Input> = (input: Input, field: string) => unknown;

/** Creates by `createMany`, whose answers name the `request_id` of their item. */
export function createJob<Create extends object, Created>(
  of: string,
  target: Pick<BulkTarget<never, Create, Created, never, never>, 'createMany'>,
  check?: Check<Create>,
  maxChunk = MAX_BATCH,
): BulkJob<Create, Created> {
  return {
    name: `create ${of}`,
    verb: 'created',
    maxChunk,
    check: (input, field) => {
      checkObject(input, field);
      check?.(input, field);
    },
    send: (items, options) => target.createMany(items, options),
    answers: (result) => {
      // One result may answer several items, if duplicate control merged them.
      const { request_id } = result as { request_id?: readonly (string | number)[] | string | number | null };
      return request_id === undefined || request_id === null ? undefined : [request_id].flat().map(textOf);
    },
  };
}

/** Updates by `updateMany`, each item named by its id. */
export function updateJob<UpdateItem extends { id: number }, Updated extends { id: number }>(
  of: string,
  target: Pick<BulkTarget<never, never, never, UpdateItem, Updated>, 'updateMany'>,
  check?: Check<UpdateItem>,
): BulkJob<UpdateItem, Updated> {
  return {
    name: `update ${of}`,
    verb: 'updated',
    maxChunk: MAX_BATCH,
    check: (input, field) => {
      checkPath({ [`${field}.id`]: checkObject(input, field).id });
      checkChanges(input, field);
      check?.(input, field);
    },
    // An update's answer names ids, in any order. Without ids the `request_id` counts, as in `updateMany`.
    send: async (items, options) => {
      const found = placed(items, await target.updateMany(items, options), ['id']) as (Updated | undefined)[];
      return found.flatMap((result, at) =>
        result
          ? [
              {
                ...result,
                id: result.id ?? items[at]?.id,
                request_id: (items[at] as { request_id?: string }).request_id,
              },
            ]
          : [],
      );
    },
    answers: (result) => [String((result as { request_id?: string }).request_id)],
  };
}
