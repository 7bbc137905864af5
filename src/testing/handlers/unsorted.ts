import type { UnsortedRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handler, type Handlers, itemOf, itemsOf, missing } from '../http/call.js';
import { list, ok, paginate, selfLinks } from '../http/hal.js';
import { type FieldIssue, notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { insertCompany } from './companies.js';
import { type ContactInput, insertContact } from './contacts.js';
import { type EntityInput, entityIssues } from './entity.js';
import { among, within } from './filters.js';
import { insertLead, type LeadInput, leadIssues } from './leads-write.js';
import { missingRef } from './references.js';
import { firstStage, WON } from './stages.js';
import { openUnsorted, unsortedStage } from './unsorted-write.js';

interface UnsortedInput {
  source_uid: string;
  source_name: string;
  pipeline_id?: number;
  created_at?: number;
  request_id?: string;
  metadata: Readonly<Record<string, unknown>>;
  _embedded?: { leads?: readonly LeadInput[]; contacts?: readonly ContactInput[]; companies?: readonly EntityInput[] };
}

/** Incoming leads. */
export const unsortedHandlers: Handlers = {
  'unsorted.list': (call) => {
    const [uid, category, pipeline] = ['uid', 'category', 'pipeline_id'].map((key) => filterOf(call, key));
    const rows = open(call).filter(
      (row) => among(uid, row.uid) && among(category, row.category) && among(pipeline, row.pipeline_id),
    );
    const direction = Object.values((call.query['order'] ?? {}) as Record<string, string>)[0];
    rows.sort((a, b) => a.created_at - b.created_at);
    if (direction === 'desc') rows.reverse();
    const page = paginate(call, rows);
    return list(call, 'unsorted', { items: page.items.map((row) => renderUnsorted(call, row)), total: page.total });
  },
  'unsorted.get': (call) => {
    const row = find(call);
    return row ? ok(renderUnsorted(call, row)) : missing(call, 'Incoming lead not found');
  },
  'unsorted.createForms': createUnsorted('forms'),
  'unsorted.createSip': createUnsorted('sip'),
  'unsorted.accept': (call) => {
    const row = find(call) ?? refuse(404, 'Incoming lead not found');
    const { user_id, status_id } = (call.body ?? {}) as { user_id?: number; status_id?: number };
    const pipeline = call.db.pipelines.get(row.pipeline_id);
    const knowsStatus = status_id === undefined || pipeline?.statuses.some(({ id }) => id === status_id);
    check(call, [{}], () => [
      ...missingRef(call.db.users, user_id, 'user_id'),
      ...(knowsStatus ? [] : [notSupportedChoice('status_id')]),
    ]);
    const status = status_id ?? (pipeline && firstStage(pipeline)?.id) ?? WON;
    call.db.leads.update(row.lead_id, {
      status_id: status,
      updated_at: call.now,
      ...(user_id && { created_by: user_id }),
    });
    if (row.contact_id !== null) call.db.contacts.update(row.contact_id, { is_unsorted: false });
    if (row.company_id !== null) call.db.companies.update(row.company_id, { is_unsorted: false });
    return sorted(call, row, 'accepted');
  },
  'unsorted.decline': (call) => {
    const row = find(call) ?? refuse(404, 'Incoming lead not found');
    call.db.leads.update(row.lead_id, { is_deleted: true, updated_at: call.now });
    if (row.contact_id !== null) call.db.contacts.update(row.contact_id, { is_deleted: true });
    if (row.company_id !== null) call.db.companies.update(row.company_id, { is_deleted: true });
    return sorted(call, row, 'declined');
  },
  'unsorted.link': linkUnsorted,
  'unsorted.summary': summary,
};

const open = (call: Call): UnsortedRow[] => [...call.db.unsorted.values()].filter((row) => row.state === 'open');

const find = (call: Call): UnsortedRow | undefined => open(call).find((row) => row.uid === call.params['uid']);

function createUnsorted(category: 'forms' | 'sip'): Handler {
  return (call) => {
    const inputs = itemsOf<UnsortedInput>(call);
    check(call, inputs, (input) => issuesOf(call, input));
    const items = inputs.map((input, i) => {
      const row = insert(call, input, category);
      return {
        uid: row.uid,
        account_id: call.db.account.id,
        request_id: requestIdOf(input, i),
        _links: selfLinks(call, unsortedPath(row)),
        _embedded: embedded(call, row),
      };
    });
    return ok({ _total_items: items.length, _links: selfLinks(call, call.pathname), _embedded: { unsorted: items } });
  };
}

function issuesOf(call: Call, input: UnsortedInput): FieldIssue[] {
  const under = (path: string, issues: FieldIssue[]): FieldIssue[] =>
    issues.map((issue) => ({ ...issue, path: `_embedded.${path}.0.${issue.path}` }));
  const { leads = [], contacts = [], companies = [] } = input._embedded ?? {};
  return [
    ...missingRef(call.db.pipelines, input.pipeline_id, 'pipeline_id'),
    ...under(
      'leads',
      leads.flatMap((lead) => leadIssues(call, lead, undefined)),
    ),
    ...under(
      'contacts',
      contacts.flatMap((contact) => entityIssues(call, 'contacts', contact)),
    ),
    ...under(
      'companies',
      companies.flatMap((company) => entityIssues(call, 'companies', company)),
    ),
  ];
}

function insert(call: Call, input: UnsortedInput, category: 'forms' | 'sip'): UnsortedRow {
  const { leads = [], contacts = [], companies = [] } = input._embedded ?? {};
  const stage = unsortedStage(call, input.pipeline_id);
  const company = companies[0] && insertCompany(call, companies[0], true);
  const contact =
    contacts[0] && insertContact(call, contacts[0], { is_unsorted: true, company_id: company?.id ?? null });
  const lead = insertLead(call, leads[0] ?? {}, stage);
  call.db.leads.update(lead.id, {
    company_id: company?.id ?? lead.company_id,
    contacts: contact ? [{ id: contact.id, is_main: true }] : lead.contacts,
  });
  return openUnsorted(call, {
    lead,
    contactId: contact?.id,
    companyId: company?.id,
    category,
    metadata: input.metadata,
    sourceUid: input.source_uid,
    sourceName: input.source_name,
    createdAt: input.created_at,
  });
}

function sorted(call: Call, row: UnsortedRow, state: 'accepted' | 'declined'): ReturnType<Handler> {
  call.db.unsorted.set(row.uid, { ...row, state, sorted_at: call.now });
  const { uid, category, pipeline_id, created_at } = row;
  return ok({ uid, category, pipeline_id, created_at, _embedded: embedded(call, row) });
}

// Only what came by a chat or a letter can join an entity that is there already.
function linkUnsorted(call: Call): ReturnType<Handler> {
  const row = find(call) ?? refuse(404, 'Incoming lead not found');
  if (row.category !== 'chats' && row.category !== 'mail') refuse(400, 'Only incoming leads from chats can be linked');
  const { link } = itemOf<{ link: { entity_id: number; entity_type: 'leads' | 'customers' } }>(call);
  check(call, [{}], () => missingRef(call.db[link.entity_type], link.entity_id, 'link.entity_id'));
  call.db.unsorted.set(row.uid, { ...row, state: 'accepted', sorted_at: call.now });
  call.db.leads.update(row.lead_id, { is_deleted: true });
  const target = { id: link.entity_id, _links: selfLinks(call, `/api/v4/${link.entity_type}/${link.entity_id}`) };
  return ok({ uid: row.uid, _embedded: { [link.entity_type]: [target] } });
}

function summary(call: Call): ReturnType<Handler> {
  const [uid, created, pipeline] = ['uid', 'created_at', 'pipeline_id'].map((key) => filterOf(call, key));
  const rows = [...call.db.unsorted.values()].filter(
    (row) => among(uid, row.uid) && within(created, row.created_at) && among(pipeline, row.pipeline_id),
  );
  const done = rows.filter((row) => row.sorted_at !== null);
  const waited = done.reduce((sum, row) => sum + ((row.sorted_at ?? 0) - row.created_at), 0);
  const count = (category: string): { total: number } => ({
    total: rows.filter((row) => row.category === category).length,
  });
  return ok({
    total: rows.length,
    accepted: rows.filter((row) => row.state === 'accepted').length,
    declined: rows.filter((row) => row.state === 'declined').length,
    average_sort_time: done.length === 0 ? 0 : Math.round(waited / done.length),
    categories: { sip: count('sip'), mail: count('mail'), forms: count('forms'), chats: count('chats') },
  });
}

const unsortedPath = ({ uid }: UnsortedRow): string => `/api/v4/leads/unsorted/${uid}`;

function embedded(call: Call, row: UnsortedRow): object {
  const of = (kind: string, id: number | null): object[] =>
    id === null ? [] : [{ id, _links: selfLinks(call, `/api/v4/${kind}/${id}`) }];
  return {
    contacts: of('contacts', row.contact_id),
    leads: of('leads', row.lead_id),
    companies: of('companies', row.company_id),
  };
}

function renderUnsorted(call: Call, row: UnsortedRow): object {
  const { uid, source_uid, source_name, category, pipeline_id, created_at, metadata } = row;
  return {
    uid,
    source_uid,
    source_name,
    category,
    pipeline_id,
    created_at,
    metadata: category === 'forms' ? { visitor_uid: null, ...metadata } : withoutWriteOnly(metadata),
    account_id: call.db.account.id,
    _links: selfLinks(call, unsortedPath(row)),
    _embedded: embedded(call, row),
  };
}

function withoutWriteOnly(metadata: Readonly<Record<string, unknown>>): object {
  const { is_call_event_needed: _writeOnly, ...shown } = metadata;
  return shown;
}
