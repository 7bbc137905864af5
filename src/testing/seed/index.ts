import { Db } from '../db.js';
import type { LeadRow } from '../rows.js';
import { seedAccount, seedRoles, seedUsers } from './account.js';
import { seedNotes, seedTasks } from './activity.js';
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
  for (const row of seedRoles) db.roles.set(row);
  for (const row of seedUsers) db.users.set(row);
  for (const row of seedPipelines) db.pipelines.set(row);
  for (const row of seedLossReasons) db.lossReasons.set(row);
  for (const row of seedTags) db.tags.set(row);
  for (const row of seedFields) db.customFields.set(row);
  for (const row of seedContacts(end)) db.contacts.set(row);
  for (const row of seedCompanies(end)) db.companies.set(row);
  for (const row of seedTasks(count, end)) db.tasks.set(row);
  for (const row of seedNotes(count, end)) db.notes.set(row);
  if (count > 0) for (const row of binned(source.at(0), count, end)) db.leads.set(row);
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
