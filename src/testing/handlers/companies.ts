import type { CompanyRow } from '../db/rows/index.js';
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

const companyPath = ({ id }: { id: number }): string => `/api/v4/companies/${id}`;

export const companyWrites = batch<EntityInput, CompanyRow>({
  key: 'companies',
  notFound: 'Company not found',
  table: (call) => call.db.companies,
  issues: (call, input) => entityIssues(call, 'companies', input),
  insert: (call, input) => insertCompany(call, input),
  change: changeCompany,
  path: companyPath,
  created: ({ is_deleted }) => ({ is_deleted }),
  updated: ({ name, updated_at, is_deleted }) => ({ name, updated_at, is_deleted }),
  wrapsOne: true,
});

const companyReads = entityReads<CompanyRow>({
  type: 'companies',
  notFound: 'Company not found',
  table: (call) => call.db.companies,
  filter: (call, closest) => {
    const deleted = asks(call, 'only_deleted');
    if (!deleted && !isFiltered(call)) return undefined;
    const common = entityFilter(call, closest);
    return (row) => row.is_deleted === deleted && !row.is_unsorted && common(row);
  },
  render: renderCompany,
});

export const companyHandlers: Handlers = {
  'companies.list': companyReads.list,
  'companies.get': companyReads.get,
  'companies.create': companyWrites.create,
  'companies.update': companyWrites.update,
  'companies.updateMany': companyWrites.updateMany,
};

/** Stores a new company that was found fine. */
export function insertCompany(call: Call, input: EntityInput, is_unsorted = false): Readonly<CompanyRow> {
  const id = call.db.companies.nextId();
  const row = call.db.companies.set({
    id,
    name: input.name ?? '',
    is_unsorted,
    ...entityColumns(call, 'companies', input),
  });
  record(call, { type: 'company_added', entity_type: 'company', entity_id: id });
  return row;
}

function changeCompany(call: Call, row: CompanyRow, input: EntityInput): Readonly<CompanyRow> {
  const after = call.db.companies.set({
    ...row,
    name: input.name ?? row.name,
    ...entityColumns(call, 'companies', input, row),
  });
  record(call, ...changesOf(call, 'companies', row, after));
  return after;
}

function renderCompany(call: Call, row: CompanyRow, closest: Map<number, number>): unknown {
  const links = (kind: string, ids: readonly number[] = []): unknown[] =>
    ids.map((id) => ({ id, _links: selfLinks(call, `/api/v4/${kind}/${id}`) }));
  const from = (): ReturnType<typeof relationsOf> => relationsOf(call.db);
  return {
    ...renderEntity(call, 'companies', row, closest),
    _links: selfLinks(call, companyPath(row)),
    _embedded: {
      tags: renderTags(call.db, row.tags),
      ...(asks(call, 'leads') && { leads: links('leads', from().leadsOfCompany.get(row.id)) }),
      ...(asks(call, 'contacts') && { contacts: links('contacts', from().contactsOfCompany.get(row.id)) }),
      ...(asks(call, 'customers') && { customers: links('customers', from().customersOfCompany.get(row.id)) }),
      ...embeddedElements(call, row),
    },
  };
}
