import type { BulkJob } from '../bulk/types.js';
import { ForbiddenError, InputError, IpBlockedError, type KommoError, NotFoundError } from '../errors.js';
import type { RequestOptions } from '../transport/options.js';
import { checkObject, isId, MAX_BATCH } from '../util/check.js';
import { textOf } from '../util/is-record.js';
import type { EntityType } from './custom-fields.js';
import type { Schemas } from './schemas.js';

type EntityLink = Schemas['EntityLink'];
type LinkCreate = Schemas['EntityLinkMassCreate'];
type Unlink = Schemas['EntityMassUnlink'];
type LinkInput = LinkCreate | Unlink;
type Made<T> = T & { request_id: string };

/** A link that was made; both of its ends are named. */
export type EntityLinked = EntityLink & { entity_id: number };

/** The calls that make links; `kommo.links` has them. */
interface LinkCalls {
  link(
    type: EntityType,
    id: number,
    links: readonly Schemas['EntityLinkCreate'][],
    options?: RequestOptions,
  ): PromiseLike<EntityLink[]>;
  linkMass(type: EntityType, links: readonly LinkCreate[], options?: RequestOptions): PromiseLike<EntityLink[]>;
}

/** The calls that take links away. */
interface UnlinkCalls {
  unlink(
    type: EntityType,
    id: number,
    links: readonly Schemas['EntityUnlink'][],
    options?: RequestOptions,
  ): PromiseLike<void>;
  unlinkMass(type: EntityType, links: readonly Unlink[], options?: RequestOptions): PromiseLike<void>;
}

/** Links things to entities: all of one entity in a call, or with `mass` of any. */
export function linkJob(
  links: LinkCalls,
  entityType: EntityType,
  mass: boolean,
): BulkJob<LinkCreate, EntityLinked & { request_id?: string }> {
  return {
    ...common(mass),
    name: `link ${textOf(entityType)}`,
    verb: 'created',
    send: async (items, options) => {
      const { own, id } = bodies(items);
      const made = await (mass
        ? links.linkMass(entityType, own, options)
        : links.link(entityType, id, own.map(bare), options));
      // There are no names to go by; what a link is between tells it from the others.
      const byEnds = new Map(made.map((link) => [ends(link, mass ? undefined : id), link]));
      return items.flatMap((item, at) => {
        const link = byEnds.get(ends(item));
        return link ? [{ entity_type: entityType, ...link, entity_id: item.entity_id, request_id: String(at) }] : [];
      });
    },
    answers: (link) => [String(link.request_id)],
  };
}

/** Unlinks things from entities. The answer is empty, so what was sent stands for it. */
export function unlinkJob(
  links: UnlinkCalls,
  entityType: EntityType,
  mass: boolean,
): BulkJob<Unlink, Unlink & { request_id?: string }> {
  return {
    ...common(mass),
    name: `unlink ${textOf(entityType)}`,
    verb: 'updated',
    send: async (items, options) => {
      const { own, id } = bodies(items);
      await (mass ? links.unlinkMass(entityType, own, options) : links.unlink(entityType, id, own.map(bare), options));
      return items;
    },
    answers: ({ request_id }) => [String(request_id)],
  };
}

const common = (mass: boolean) => ({
  maxChunk: MAX_BATCH,
  check: checkLink,
  // A call about one entity fails for that entity.
  ...(!mass && { group: ownerOf, isOwn: isOfEntity }),
});

const ownerOf = (input: LinkInput | null | undefined): unknown => input?.entity_id;

const isOfEntity = (error: KommoError): boolean =>
  error instanceof NotFoundError || (error instanceof ForbiddenError && !(error instanceof IpBlockedError));

// The run's names stay here: links have none on the wire.
function bodies<T extends LinkInput>(items: readonly T[]): { own: T[]; id: number } {
  const own = items.map((item) => {
    const { request_id: _, ...link } = item as Made<T>;
    return link as unknown as T;
  });
  return { own, id: (items[0] as T).entity_id };
}

const bare = <T extends LinkInput>({ entity_id: _, ...link }: T): Omit<T, 'entity_id'> => link;

const ends = (link: LinkInput | EntityLink, owner = link.entity_id): string =>
  [owner, link.to_entity_type, link.to_entity_id].map(textOf).join(' ');

const TARGETS: readonly Schemas['LinkTargetType'][] = [
  'leads',
  'contacts',
  'companies',
  'customers',
  'catalog_elements',
];

function checkLink(input: LinkInput, field: string): void {
  const { entity_id, to_entity_id, to_entity_type, metadata } = checkObject(input, field);
  checkId(entity_id, `${field}.entity_id`);
  checkId(to_entity_id, `${field}.to_entity_id`);
  if (!TARGETS.includes(to_entity_type))
    throw new InputError(`${field}.to_entity_type`, `must be one of ${TARGETS.join(', ')}, got ${to_entity_type}`);
  if (to_entity_type === 'catalog_elements') checkId(metadata?.catalog_id, `${field}.metadata.catalog_id`);
}

function checkId(id: unknown, field: string): void {
  if (isId(id)) return;
  throw new InputError(field, `must be an id (a whole number above 0), got ${JSON.stringify(id)}`);
}
