import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import type { EntityType } from './custom-fields.js';
import type { EntityLink, EntityLinkMassCreate, EntityMassUnlink, Links } from './links.js';

/** A link that was made; both of its ends are named. */
export type EntityLinked = EntityLink & { entity_id: number };

/** Options of {@link LinkBulk}. */
export interface LinkBulkOptions extends BulkOptions {
  /**
   * Links of many entities in one call, 250 at most, in place of a call for each entity. Default false: amoCRM documents such calls,
   * Kommo does not.
   */
  mass?: boolean | undefined;
}

const jobs = () => import('./link-jobs.js');

/**
 * Bulk writes of links: what {@link Links.bulk} gives. Neighbours with the same `entity_id` share a call, so give them together.
 * A link is made once however often it is sent, so what ends as `unknown` is safe to send again.
 * @see https://developers.kommo.com/reference/link-entities
 */
export class LinkBulk {
  readonly #links: Links;
  readonly #entityType: EntityType;

  /** @internal */
  constructor(links: Links, entityType: EntityType) {
    this.#links = links;
    this.#entityType = entityType;
  }

  /**
   * Links all inputs. Outcomes are `created` (also where the link was there before, which Kommo does not tell), `failed` or `unknown`.
   * An entity that is not there fails its own inputs only.
   * @see https://developers.kommo.com/reference/linking-entities
   */
  link(
    inputs: BulkInputs<EntityLinkMassCreate>,
    { mass = false, ...options }: LinkBulkOptions = {},
  ): BulkRun<EntityLinkMassCreate, EntityLinked> {
    return bulkRun(inputs, async () => (await jobs()).linkJob(this.#links, this.#entityType, mass), options);
  }

  /**
   * Unlinks all inputs. Outcomes are `updated` with the input for their result, `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/unlinking-entities
   */
  unlink(
    inputs: BulkInputs<EntityMassUnlink>,
    { mass = false, ...options }: LinkBulkOptions = {},
  ): BulkRun<EntityMassUnlink, EntityMassUnlink> {
    return bulkRun(inputs, async () => (await jobs()).unlinkJob(this.#links, this.#entityType, mass), options);
  }
}
