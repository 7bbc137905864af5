import type { Db } from '../db/db.js';
import type { Listing } from '../http/hal.js';

/** Who hangs on whom, read from the other side: leads of contacts and companies, contacts of companies. */
export interface Relations {
  readonly leadsOfContact: ReadonlyMap<number, readonly number[]>;
  readonly leadsOfCompany: ReadonlyMap<number, readonly number[]>;
  readonly contactsOfCompany: ReadonlyMap<number, readonly number[]>;
  readonly customersOfContact: ReadonlyMap<number, readonly number[]>;
  readonly customersOfCompany: ReadonlyMap<number, readonly number[]>;
}

// Leads know their contacts, not the other way round; the way back is found once and kept until something changes.
const known = new WeakMap<Db, { version: number; relations: Relations }>();

export function relationsOf(db: Db): Relations {
  const entry = known.get(db);
  if (entry?.version === db.version) return entry.relations;
  const leadsOfContact = new Map<number, number[]>();
  const leadsOfCompany = new Map<number, number[]>();
  const contactsOfCompany = new Map<number, number[]>();
  const customersOfContact = new Map<number, number[]>();
  const customersOfCompany = new Map<number, number[]>();
  for (const lead of db.leads) {
    if (lead.is_deleted) continue;
    for (const { id } of lead.contacts) push(leadsOfContact, id, lead.id);
    if (lead.company_id !== null) push(leadsOfCompany, lead.company_id, lead.id);
  }
  for (const contact of db.contacts) {
    if (contact.company_id !== null && !contact.is_deleted) push(contactsOfCompany, contact.company_id, contact.id);
  }
  for (const customer of db.customers) {
    if (customer.is_deleted) continue;
    for (const { id } of customer.contacts) push(customersOfContact, id, customer.id);
    if (customer.company_id !== null) push(customersOfCompany, customer.company_id, customer.id);
  }
  const relations = { leadsOfContact, leadsOfCompany, contactsOfCompany, customersOfContact, customersOfCompany };
  known.set(db, { version: db.version, relations });
  return relations;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Maps the items of a listing. */
export const mapListing = <A, B>(listing: Listing<A>, map: (item: A) => B): Listing<B> => ({
  items: listing.items.map(map),
  total: listing.total,
});
