import type { ContactRow } from '../db/rows/index.js';
import { asks, type Call, type Handlers } from '../http/call.js';
import { selfLinks } from '../http/hal.js';
import { batch } from './batch.js';
import {
  type EntityInput,
  embeddedElements,
  entityColumns,
  entityFilter,
  entityIssues,
  isFiltered,
  renderEntity,
} from './entity.js';
import { entityReads } from './entity-reads.js';
import { changesOf, record } from './journal.js';
import { relationsOf } from './relations.js';
import { renderTags } from './tagging.js';

export interface ContactInput extends EntityInput {
  first_name?: string;
  last_name?: string;
}

const contactPath = ({ id }: { id: number }): string => `/api/v4/contacts/${id}`;

export const contactWrites = batch<ContactInput, ContactRow>({
  key: 'contacts',
  notFound: 'Contact not found',
  table: (call) => call.db.contacts,
  issues: (call, input) => entityIssues(call, 'contacts', input),
  insert: (call, input) => insertContact(call, input),
  change: changeContact,
  path: contactPath,
  created: ({ is_deleted, is_unsorted }) => ({ is_deleted, is_unsorted }),
  updated: ({ name, updated_at, is_deleted, is_unsorted }) => ({ name, updated_at, is_deleted, is_unsorted }),
  wrapsOne: true,
});

const contactReads = entityReads<ContactRow>({
  type: 'contacts',
  notFound: 'Contact not found',
  table: (call) => call.db.contacts,
  filter: contactFilter,
  render: renderContact,
});

export const contactHandlers: Handlers = {
  'contacts.list': contactReads.list,
  'contacts.get': contactReads.get,
  'contacts.create': contactWrites.create,
  'contacts.update': contactWrites.update,
  'contacts.updateMany': contactWrites.updateMany,
};

// Contacts of an incoming lead show up when it is accepted.
function contactFilter(call: Call, closest: Map<number, number>): ((row: ContactRow) => boolean) | undefined {
  const deleted = asks(call, 'only_deleted');
  if (!deleted && !isFiltered(call)) return undefined;
  const common = entityFilter(call, closest);
  return (row) => row.is_deleted === deleted && !row.is_unsorted && common(row);
}

/** Stores a new contact that was found fine. */
export function insertContact(
  call: Call,
  input: ContactInput,
  more: { company_id?: number | null; is_unsorted?: boolean } = {},
): Readonly<ContactRow> {
  const id = call.db.contacts.nextId();
  const row = call.db.contacts.set({
    id,
    ...names(input, { name: '', first_name: '', last_name: '' }),
    ...entityColumns(call, 'contacts', input),
    is_unsorted: more.is_unsorted ?? false,
    company_id: more.company_id ?? null,
  });
  record(call, { type: 'contact_added', entity_type: 'contact', entity_id: id });
  return row;
}

function changeContact(call: Call, row: ContactRow, input: ContactInput): Readonly<ContactRow> {
  const after = call.db.contacts.set({ ...row, ...names(input, row), ...entityColumns(call, 'contacts', input, row) });
  record(call, ...changesOf(call, 'contacts', row, after));
  return after;
}

type Names = Pick<ContactRow, 'name' | 'first_name' | 'last_name'>;

// First and last name make the whole one; a whole name alone is not taken apart.
function names(input: ContactInput, current: Names): Names {
  const { first_name, last_name, name } = input;
  if (first_name !== undefined || last_name !== undefined) {
    const first = first_name ?? current.first_name;
    const last = last_name ?? current.last_name;
    return { name: [first, last].filter(Boolean).join(' '), first_name: first, last_name: last };
  }
  return name === undefined ? { ...pickNames(current) } : { name, first_name: '', last_name: '' };
}

const pickNames = ({ name, first_name, last_name }: Names): Names => ({ name, first_name, last_name });

function renderContact(call: Call, row: ContactRow, closest: Map<number, number>): unknown {
  const links = (kind: string, ids: readonly number[]): unknown[] =>
    ids.map((id) => ({ id, _links: selfLinks(call, `/api/v4/${kind}/${id}`) }));
  return {
    ...renderEntity(call, 'contacts', row, closest),
    first_name: row.first_name,
    last_name: row.last_name,
    is_unsorted: row.is_unsorted,
    _links: selfLinks(call, contactPath(row)),
    _embedded: {
      tags: renderTags(call.db, row.tags),
      companies: row.company_id === null ? [] : links('companies', [row.company_id]),
      ...(asks(call, 'leads') && { leads: links('leads', relationsOf(call.db).leadsOfContact.get(row.id) ?? []) }),
      ...(asks(call, 'customers') && {
        customers: links('customers', relationsOf(call.db).customersOfContact.get(row.id) ?? []),
      }),
      ...embeddedElements(call, row),
      ...(asks(call, 'social_profiles') && { social_profiles: [] }),
    },
  };
}
