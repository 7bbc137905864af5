import type { EntityType } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, itemsOf } from '../http/call.js';
import { list, noContent, paginate, writtenWithTotal } from '../http/hal.js';
import { type FieldIssue, fieldMissing, notSupportedChoice, type Reply, refuse } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';
import { record, singular } from './journal.js';
import { type LinkTarget, linksOf, tie, untie } from './ties.js';

interface LinkInput {
  entity_id?: number;
  to_entity_id: number;
  to_entity_type: LinkTarget['to_entity_type'];
  metadata?: { catalog_id?: number; quantity?: number; is_main?: boolean; price_id?: number | null } | null;
}

// What may hang on what.
const MATRIX: Readonly<Record<EntityType, readonly string[]>> = {
  leads: ['contacts', 'companies', 'catalog_elements'],
  contacts: ['leads', 'companies', 'customers', 'catalog_elements'],
  companies: ['contacts', 'leads', 'customers', 'catalog_elements'],
  customers: ['contacts', 'companies', 'catalog_elements'],
};

export const linkHandlers: Handlers = {
  'links.list': (call) => {
    const { type, id } = owner(call);
    return page(call, linksOf(call.db, type, id));
  },
  'links.listMass': (call) => {
    const type = typeOf(call);
    const ids = [filterOf(call, 'entity_id')].flat() as number[];
    const all = ids
      .filter((id) => call.db[type].has(id))
      .flatMap((id) => linksOf(call.db, type, id).map((link) => ({ entity_id: id, entity_type: type, ...link })));
    return page(call, all);
  },
  'links.link': (call) => linkAll(call),
  'links.linkMass': (call) => linkAll(call),
  'links.unlink': (call) => unlinkAll(call),
  'links.unlinkMass': (call) => unlinkAll(call),
};

const typeOf = (call: Call): EntityType => call.params['entity'] as EntityType;

function owner(call: Call): { type: EntityType; id: number } {
  const [type, id] = [typeOf(call), Number(call.params['entity_id'])];
  if (!call.db[type].has(id)) refuse(404, 'Entity not found');
  return { type, id };
}

function page(call: Call, links: readonly LinkTarget[]): Reply {
  const [toId, toType, toCatalog] = ['to_entity_id', 'to_entity_type', 'to_catalog_id'].map((key) =>
    filterOf(call, key),
  );
  const kept = links.filter(
    (link) =>
      among(toId, link.to_entity_id) &&
      among(toType, link.to_entity_type) &&
      among(toCatalog, link.metadata?.catalog_id),
  );
  return list(call, 'links', paginate(call, kept), { totals: 'items', namesPage: false });
}

const ownId = (call: Call, input: LinkInput): number => Number(call.params['entity_id'] ?? input.entity_id);

function issuesOf(call: Call, input: LinkInput): FieldIssue[] {
  const { db } = call;
  const type = typeOf(call);
  const { to_entity_type: to, to_entity_id: id, metadata } = input;
  if (!db[type].has(ownId(call, input))) return [notSupportedChoice('entity_id')];
  if (!MATRIX[type].includes(to)) return [notSupportedChoice('to_entity_type')];
  if (to !== 'catalog_elements') return db[to].has(id) ? [] : [notSupportedChoice('to_entity_id')];
  if (metadata?.catalog_id === undefined) return [fieldMissing('metadata.catalog_id')];
  return db.elements.get(id)?.catalog_id === metadata.catalog_id ? [] : [notSupportedChoice('to_entity_id')];
}

function linkAll(call: Call): Reply {
  const inputs = itemsOf<LinkInput>(call);
  if (call.params['entity_id'] !== undefined) owner(call);
  check(call, inputs, (input) => issuesOf(call, input));
  const type = typeOf(call);
  const items = inputs.map((input) => {
    const id = ownId(call, input);
    tie(call.db, type, id, input);
    journal(call, 'linked', type, id, input);
    const made = linksOf(call.db, type, id).find(
      (link) => link.to_entity_type === input.to_entity_type && link.to_entity_id === input.to_entity_id,
    );
    return {
      entity_id: id,
      entity_type: type,
      to_entity_id: input.to_entity_id,
      to_entity_type: input.to_entity_type,
      metadata: made?.metadata ?? null,
    };
  });
  return writtenWithTotal(call, 'links', items);
}

function unlinkAll(call: Call): Reply {
  const inputs = itemsOf<LinkInput>(call);
  if (call.params['entity_id'] !== undefined) owner(call);
  check(call, inputs, (input) => issuesOf(call, input));
  for (const input of inputs) {
    untie(call.db, typeOf(call), ownId(call, input), input);
    journal(call, 'unlinked', typeOf(call), ownId(call, input), input);
  }
  return noContent();
}

function journal(call: Call, what: 'linked' | 'unlinked', type: EntityType, id: number, input: LinkInput): void {
  const target = { entity: { type: singular(input.to_entity_type), id: input.to_entity_id } };
  const name = what === 'linked' ? 'link' : 'unlink';
  record(call, {
    type: `entity_${what}`,
    entity_type: singular(type),
    entity_id: id,
    ...(what === 'linked' ? { after: [{ [name]: target }] } : { before: [{ [name]: target }] }),
  });
}
