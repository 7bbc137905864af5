import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch } from '../util/check.js';
import { isRecord } from '../util/is-record.js';
import type { EntityType } from './custom-fields.js';
import type { EntityLinked } from './link-jobs.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

/** A link between two entities. What a write calls `is_main`, a read calls `main_contact`. */
export interface EntityLink extends Schema<'EntityLink'> {}
/** What can be linked to an entity. */
export type LinkTargetType = Schemas['LinkTargetType'];
/** What to link to a named entity; elements of lists need `metadata.catalog_id`. */
export interface EntityLinkCreate extends Schema<'EntityLinkCreate'> {}
/** What to link, together with the id of the entity to link it to. */
export interface EntityLinkMassCreate extends Schema<'EntityLinkMassCreate'> {}
/** What to unlink from a named entity. */
export interface EntityUnlink extends Schema<'EntityUnlink'> {}
/** What to unlink, together with the id of the entity to unlink it from. */
export interface EntityMassUnlink extends Schema<'EntityMassUnlink'> {}
/** Parameters of {@link Links.list}. */
export type EntityLinkListParams = Query<'links.list'>;
/** Parameters of {@link Links.listMass}; `filter.entity_id` is required. */
export type EntityLinkMassListParams = Query<'links.listMass'>;

export type { EntityLinked } from './link-jobs.js';

// What a link and its result name alike.
const TARGET = ['to_entity_type', 'to_entity_id'];

// Loaded with the first bulk run.
const jobs = () => import('./link-jobs.js');

/** Options of {@link LinkBulk}. */
export interface LinkBulkOptions extends BulkOptions {
  /**
   * Links of many entities in one call, 250 at most, in place of a call for each entity. Default false: amoCRM documents such calls,
   * Kommo does not.
   */
  mass?: boolean | undefined;
}

/**
 * Links between entities, products included.
 * @see https://developers.kommo.com/reference/link-entities
 */
export class Links extends Resource {
  /** Bulk writes of the links of a type of entity, from any iterable: link, unlink; each input ends with its own outcome. */
  bulk(entityType: EntityType): LinkBulk {
    return new LinkBulk(this, entityType);
  }

  /**
   * Lists what is linked to one entity. `filter.to_entity_id` needs `filter.to_entity_type`, and the other way round.
   * @see https://developers.kommo.com/reference/linked-entities
   */
  list(
    entityType: EntityType,
    entityId: number,
    params: EntityLinkListParams = {},
    options?: ListOptions,
  ): PagePromise<EntityLink> {
    const path = { entity: entityType, entity_id: entityId };
    return this.http.list('/api/v4/{entity}/{entity_id}/links', {
      path,
      query: params,
      options,
    });
  }

  /**
   * Links up to 250 things to one entity: `link('leads', 42, [{ to_entity_id: 7, to_entity_type: 'contacts' }])`.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/linking-entities
   */
  link(
    entityType: EntityType,
    entityId: number,
    links: readonly EntityLinkCreate[],
    options?: RequestOptions,
  ): ApiPromise<EntityLink[]> {
    const spec = { path: { entity: entityType, entity_id: entityId }, body: checkBatch(links, 'links'), options };
    return this.http.many('POST', '/api/v4/{entity}/{entity_id}/link', spec, undefined, { by: TARGET });
  }

  /**
   * Unlinks up to 250 things from one entity.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/unlinking-entities
   */
  unlink(
    entityType: EntityType,
    entityId: number,
    links: readonly EntityUnlink[],
    options?: RequestOptions,
  ): ApiPromise<void> {
    const spec = { path: { entity: entityType, entity_id: entityId }, body: checkBatch(links, 'links'), options };
    return this.http.run('POST', '/api/v4/{entity}/{entity_id}/unlink', spec);
  }

  /**
   * Lists what is linked to several entities of a type (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/entity-links-api
   */
  listMass(entityType: EntityType, params: EntityLinkMassListParams, options?: ListOptions): PagePromise<EntityLink> {
    const spec = { path: { entity: entityType }, query: params, options };
    return this.http.list('/api/v4/{entity}/links', spec);
  }

  /**
   * Links things to several entities of a type, up to 250 links in one call (amoCRM only).
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/entity-links-api
   */
  linkMass(
    entityType: EntityType,
    links: readonly EntityLinkMassCreate[],
    options?: RequestOptions,
  ): ApiPromise<EntityLink[]> {
    const spec = { path: { entity: entityType }, body: checkBatch(links, 'links'), options };
    return this.http.many('POST', '/api/v4/{entity}/link', spec, undefined, { by: ['entity_id', ...TARGET] });
  }

  /**
   * Unlinks things from several entities of a type, up to 250 links in one call (amoCRM only).
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/entity-links-api
   */
  unlinkMass(entityType: EntityType, links: readonly EntityMassUnlink[], options?: RequestOptions): ApiPromise<void> {
    const spec = { path: { entity: entityType }, body: checkBatch(links, 'links'), options };
    return this.http.run('POST', '/api/v4/{entity}/unlink', spec);
  }
}

/**
 * Bulk writes of links: what {@link Links.bulk} returns. Neighbours with the same `entity_id` share a call, so pass them together.
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
   * Links all inputs. Outcomes are `created` (also if the link was there before, which Kommo does not report), `failed` or `unknown`.
   * If an entity does not exist, only its own inputs fail.
   * @see https://developers.kommo.com/reference/linking-entities
   */
  link(
    inputs: BulkInputs<EntityLinkMassCreate>,
    options: LinkBulkOptions = {},
  ): BulkRun<EntityLinkMassCreate, EntityLinked> {
    const { mass, own } = split(options);
    return bulkRun(inputs, async () => (await jobs()).linkJob(this.#links, this.#entityType, mass), own);
  }

  /**
   * Unlinks all inputs. Outcomes are `updated` with the input for their result, `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/unlinking-entities
   */
  unlink(
    inputs: BulkInputs<EntityMassUnlink>,
    options: LinkBulkOptions = {},
  ): BulkRun<EntityMassUnlink, EntityMassUnlink> {
    const { mass, own } = split(options);
    return bulkRun(inputs, async () => (await jobs()).unlinkJob(this.#links, this.#entityType, mass), own);
  }
}

// What is no object is refused by the run, which knows the other options.
function split(options: LinkBulkOptions): { readonly mass: boolean; readonly own: BulkOptions } {
  if (!isRecord(options)) return { mass: false, own: options };
  const { mass = false, ...own } = options as LinkBulkOptions;
  return { mass, own };
}
