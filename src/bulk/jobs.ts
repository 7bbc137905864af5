import { checkChanges, checkObject, checkPath, isId, MAX_BATCH } from '../util/check.js';
import { isRecord, textOf } from '../util/is-record.js';
import type { BulkJob, BulkTarget } from './types.js';

/** Throws if an input can't be sent. */
type Check<Input> = (input: Input, field: string) => unknown;

/** Creates by `createMany`, whose answers name the `request_id` of their item. */
export function createJob<Create extends object, Created>(
  target: Pick<BulkTarget<never, Create, Created, never, never>, 'createMany'>,
  check?: Check<Create>,
  maxChunk = MAX_BATCH,
): BulkJob<Create, Created> {
  return {
    verb: 'created',
    maxChunk,
    check: (input, field) => {
      checkObject(input, field);
      check?.(input, field);
    },
    // A result without an id does not say what was created.
    send: async (items, options) => (await target.createMany(items, options)).filter(hasId),
    answers: (result) => {
      // One result may answer several items, if duplicate control merged them.
      const { request_id } = result as { request_id?: readonly (string | number)[] | string | number | null };
      return request_id === undefined || request_id === null ? undefined : [request_id].flat().map(textOf);
    },
  };
}

/** Updates by `updateMany`, each item named by its id. */
export function updateJob<UpdateItem extends { id: number }, Updated extends { id: number }>(
  target: Pick<BulkTarget<never, never, never, UpdateItem, Updated>, 'updateMany'>,
  check?: Check<UpdateItem>,
): BulkJob<UpdateItem, Updated> {
  return {
    verb: 'updated',
    maxChunk: MAX_BATCH,
    check: (input, field) => {
      checkPath({ [`${field}.id`]: checkObject(input, field).id });
      checkChanges(input, field);
      check?.(input, field);
    },
    // An update's answer names ids only, and not always in the order of the items.
    send: async (items, options) => {
      const byId = new Map(
        (await target.updateMany(items, options)).filter(hasId).map((result) => [Number(result.id), result]),
      );
      return items.flatMap((item) => {
        const result = byId.get(Number(item.id));
        return result ? [{ ...result, request_id: (item as { request_id?: string }).request_id }] : [];
      });
    },
    answers: (result) => [String((result as { request_id?: string }).request_id)],
  };
}

const hasId = (result: unknown): boolean => isRecord(result) && isId(Number(textOf(result['id'])));
