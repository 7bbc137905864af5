import type { Db } from '../db/db.js';
import type { CatalogElementLink, ContactLink, EntityType } from '../db/rows/index.js';
import { relationsOf } from './relations.js';

/** One end of a link. */
export interface LinkTarget {
  to_entity_id: number;
  to_entity_type: EntityType | 'catalog_elements';
  metadata?: { catalog_id?: number; [key: string]: unknown } | null;
}

interface TieInput {
  to_entity_id: number;
  to_entity_type: EntityType | 'catalog_elements';
  metadata?: { catalog_id?: number; quantity?: number; is_main?: boolean; price_id?: number | null } | null;
}

type Holder = 'leads' | 'customers';

/** Everything that hangs on an entity. */
export function linksOf(db: Db, type: EntityType, id: number): LinkTarget[] {
  const row = db[type].get(id);
  if (!row) return [];
  const elements = row.elements.map(
    (link): LinkTarget => ({
      to_entity_id: link.id,
      to_entity_type: 'catalog_elements',
      metadata: { quantity: link.quantity, catalog_id: link.catalog_id, price_id: link.price_id },
    }),
  );
  const plain = (kind: EntityType, ids: readonly number[] = []): LinkTarget[] =>
    ids.map((to) => ({ to_entity_id: to, to_entity_type: kind, metadata: null }));
  const relations = relationsOf(db);
  const company = 'company_id' in row && row.company_id !== null ? plain('companies', [row.company_id as number]) : [];
  if ('contacts' in row) {
    const contacts = (row.contacts as readonly ContactLink[]).map(
      (link): LinkTarget => ({
        to_entity_id: link.id,
        to_entity_type: 'contacts',
        metadata: { main_contact: link.is_main },
      }),
    );
    return [...elements, ...contacts, ...company];
  }
  if (type === 'contacts') {
    return [
      ...elements,
      ...plain('leads', relations.leadsOfContact.get(id)),
      ...plain('customers', relations.customersOfContact.get(id)),
      ...company,
    ];
  }
  return [
    ...elements,
    ...plain('contacts', relations.contactsOfCompany.get(id)),
    ...plain('leads', relations.leadsOfCompany.get(id)),
    ...plain('customers', relations.customersOfCompany.get(id)),
  ];
}

/** Links two entities; a link that is there already takes the new metadata. */
export function tie(db: Db, type: EntityType, id: number, input: TieInput): void {
  const { to_entity_id: to, to_entity_type: kind, metadata } = input;
  if (kind === 'catalog_elements')
    setElements(db, type, id, (links) => [...without(links, to), elementLink(to, metadata)]);
  else if (kind === 'companies') db[type as Holder | 'contacts'].update(id, { company_id: to });
  else if (kind === 'contacts' && type === 'companies') db.contacts.update(to, { company_id: id });
  else if (kind === 'contacts')
    setContacts(db, type as Holder, id, (links) => addContact(links, to, metadata?.is_main));
  else if (type === 'contacts') setContacts(db, kind as Holder, to, (links) => addContact(links, id, undefined));
  else db[kind as Holder].update(to, { company_id: id });
}

/** Removes a link, if it exists. */
export function untie(db: Db, type: EntityType, id: number, input: TieInput): void {
  const { to_entity_id: to, to_entity_type: kind } = input;
  if (kind === 'catalog_elements') setElements(db, type, id, (links) => without(links, to));
  else if (kind === 'companies') dropCompany(db, type as Holder | 'contacts', id, to);
  else if (kind === 'contacts' && type === 'companies') dropCompany(db, 'contacts', to, id);
  else if (kind === 'contacts') setContacts(db, type as Holder, id, (links) => dropContact(links, to));
  else if (type === 'contacts') setContacts(db, kind as Holder, to, (links) => dropContact(links, id));
  else dropCompany(db, kind as Holder, to, id);
}

const without = <T extends { id: number }>(links: readonly T[], id: number): T[] =>
  links.filter((link) => link.id !== id);

const elementLink = (id: number, metadata: TieInput['metadata']): CatalogElementLink => ({
  id,
  catalog_id: metadata?.catalog_id ?? 0,
  quantity: metadata?.quantity ?? 1,
  price_id: metadata?.price_id ?? null,
});

function setElements(
  db: Db,
  type: EntityType,
  id: number,
  change: (links: readonly CatalogElementLink[]) => CatalogElementLink[],
): void {
  const row = db[type].get(id);
  if (row) db[type].update(id, { elements: change(row.elements) });
}

function setContacts(db: Db, type: Holder, id: number, change: (links: readonly ContactLink[]) => ContactLink[]): void {
  const row = db[type].get(id);
  if (row) db[type].update(id, { contacts: change(row.contacts) });
}

function addContact(links: readonly ContactLink[], id: number, isMain: boolean | undefined): ContactLink[] {
  const others = without(links, id);
  const main = isMain ?? (links.find((link) => link.id === id)?.is_main || !others.some((link) => link.is_main));
  return [...others.map((link) => (main ? { ...link, is_main: false } : link)), { id, is_main: main }];
}

function dropContact(links: readonly ContactLink[], id: number): ContactLink[] {
  const others = without(links, id);
  return others.some((link) => link.is_main) ? others : others.map((link, i) => ({ ...link, is_main: i === 0 }));
}

function dropCompany(db: Db, type: Holder | 'contacts', id: number, companyId: number): void {
  if (db[type].get(id)?.company_id === companyId) db[type].update(id, { company_id: null });
}
