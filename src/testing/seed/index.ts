import { Db } from '../db/db.js';
import type { LeadRow } from '../db/rows/index.js';
import type { Table } from '../db/table.js';
import { seedAccount, seedRoles, seedUsers } from './account.js';
import { seedNotes, seedTasks } from './activity.js';
import { seedCatalogs, seedElements } from './catalogs.js';
import { seedBots, seedSources, seedTalkMessages, seedTalks, seedWebhooks, seedWidgets } from './channels.js';
import { seedCustomerStatuses, seedCustomers, seedSegments, seedTransactions } from './customers.js';
import { seedEvents } from './events.js';
import { seedFields } from './fields.js';
import { FIRST_LEAD_ID, leadSource } from './leads.js';
import { seedCompanies, seedContacts } from './people.js';
import { seedLossReasons, seedPipelines, seedTags } from './pipelines.js';

/** How many leads the default seed has. */
export const SEED_LEADS = 600;

/** Moment that the seeded history ends at, unless the options say otherwise: 1 November 2026. */
export const SEED_END = 1_793_491_200;

/** An account with users, one pipeline, the predefined fields and nothing else. */
export function emptyDb(): Db {
  const db = new Db(seedAccount);
  for (const row of seedRoles) db.roles.set(row);
  for (const row of seedUsers.slice(0, 1)) db.users.set(row);
  for (const row of seedPipelines.slice(0, 1)) db.pipelines.set(row);
  for (const row of seedFields.filter((field) => field.is_predefined && field.entity_type !== 'catalogs'))
    db.customFields.set(row);
  return db;
}

/** The default account; `count` leads, whose history ends at `end` (unix seconds). */
export function smallDb(count = SEED_LEADS, end = SEED_END): Db {
  const source = leadSource(count, end);
  const db = new Db(seedAccount, source);
  put(db.roles, seedRoles);
  put(db.users, seedUsers);
  put(db.pipelines, seedPipelines);
  put(db.lossReasons, seedLossReasons);
  put(db.tags, seedTags);
  put(db.customFields, seedFields);
  put(db.catalogs, seedCatalogs);
  put(db.elements, seedElements);
  put(db.contacts, seedContacts(end));
  put(db.companies, seedCompanies(end));
  put(db.tasks, seedTasks(count, end));
  put(db.notes, seedNotes(count, end));
  put(db.segments, seedSegments);
  put(db.customerStatuses, seedCustomerStatuses);
  put(db.customers, seedCustomers(end));
  put(db.transactions, seedTransactions(end));
  put(db.sources, seedSources);
  put(db.webhooks, seedWebhooks);
  put(db.bots, seedBots);
  put(db.talks, seedTalks);
  db.talkMessages = [...seedTalkMessages];
  put(db.widgets, seedWidgets);
  db.events.push(...seedEvents(source, count));
  if (count > 0) put(db.leads, binned(source.at(0), count, end));
  return db;
}

// Leads in the bin: `with=only_deleted` shows them, lists do not.
function binned(model: LeadRow, count: number, end: number): LeadRow[] {
  return [0, 1, 2].map((i) => ({
    ...model,
    id: FIRST_LEAD_ID + count + i,
    name: `Test ${i + 1}`,
    contacts: [],
    company_id: null,
    updated_at: end - i * 3600,
    is_deleted: true,
  }));
}

function put<R extends { readonly id: number }>(table: Table<R>, rows: readonly R[]): void {
  for (const row of rows) table.set(row);
}
