import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import type { EntityType } from './custom-fields.js';
import type { EntityPatched, EntityTagsChangeItem, TagCreate, TagCreated, Tags } from './tags.js';

const jobs = () => import('./tag-jobs.js');

/**
 * Bulk writes of tags: what {@link Tags.bulk} gives. Both can be repeated, so what ends as `unknown` is safe to send again.
 * @see https://developers.kommo.com/reference/tags
 */
export class TagBulk {
  readonly #tags: Tags;
  readonly #entityType: EntityType;

  /** @internal */
  constructor(tags: Tags, entityType: EntityType) {
    this.#tags = tags;
    this.#entityType = entityType;
  }

  /**
   * Creates all inputs. Outcomes are `created` (also where the name was there before, with the tag that has it), `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/add-tags
   */
  create(inputs: BulkInputs<TagCreate>, options?: BulkOptions): BulkRun<TagCreate, TagCreated> {
    return bulkRun(inputs, async () => (await jobs()).tagJob(this.#tags, this.#entityType), options);
  }

  /**
   * Changes the tags of all entities that the inputs name by their ids: `{ id: 42, tags_to_add: [{ name: 'vip' }] }`, or `tags` for all
   * that the entity shall have. Outcomes are `updated`, `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/update-tags
   */
  set(inputs: BulkInputs<EntityTagsChangeItem>, options?: BulkOptions): BulkRun<EntityTagsChangeItem, EntityPatched> {
    return bulkRun(inputs, async () => (await jobs()).taggingJob(this.#tags, this.#entityType), options);
  }
}
