import { type Call, type Handler, idParam, itemOf, itemsOf } from '../call.js';
import { ok, selfLinks, written } from '../hal.js';
import { type FieldIssue, Issues, notSupportedChoice, refuse, requestIdOf } from '../problems.js';
import type { ContactLink, LeadRow } from '../rows.js';
import { type FieldInput, mergeFields } from './custom-values.js';
import { changesOf, type Happening, record } from './journal.js';
import { missingRef, type UserRefs, userIssues } from './references.js';
import { isClosed, LOST, stageFor } from './stages.js';
import { applyTags, type TagInput, tagIssues } from './tagging.js';

export interface LeadInput extends UserRefs, TagInput {
  id?: number;
  name?: string;
  price?: number;
  status_id?: number;
  pipeline_id?: number;
  created_at?: number;
  updated_at?: number;
  closed_at?: number;
  loss_reason_id?: number | null;
  custom_fields_values?: readonly FieldInput[] | null;
  request_id?: string;
  _embedded?: NonNullable<TagInput['_embedded']> & {
    contacts?: readonly { id: number; is_main?: boolean }[];
    companies?: readonly { id: number }[];
    source?: { external_id: string | number };
  };
}

export const createLeads: Handler = (call) => {
  const inputs = itemsOf<LeadInput>(call);
  const issues = new Issues();
  inputs.forEach((input, i) => {
    issues.add(i, input, ...leadIssues(call, input, undefined));
  });
  issues.check();
  const items = inputs.map((input, i) => {
    const row = insertLead(call, input);
    return { id: row.id, request_id: requestIdOf(input, i), _links: selfLinks(call, `/api/v4/leads/${row.id}`) };
  });
  return written(call, 'leads', items);
};

export const updateLead: Handler = (call) => {
  const input = itemOf<LeadInput>(call);
  const row = call.db.leads.get(idParam(call)) ?? refuse(404, 'Lead not found');
  const issues = new Issues();
  issues.add(0, input, ...leadIssues(call, input, row));
  issues.check();
  const after = changeLead(call, row, input);
  return ok({ id: after.id, updated_at: after.updated_at, _links: selfLinks(call, `/api/v4/leads/${after.id}`) });
};

export const updateLeads: Handler = (call) => {
  const inputs = itemsOf<LeadInput & { id: number }>(call);
  const issues = new Issues();
  inputs.forEach((input, i) => {
    const row = call.db.leads.get(input.id);
    issues.add(i, input, ...(row ? leadIssues(call, input, row) : [notSupportedChoice('id')]));
  });
  issues.check();
  const items = inputs.map((input) => {
    const after = changeLead(call, call.db.leads.get(input.id) as LeadRow, input);
    return { id: after.id, updated_at: after.updated_at, _links: selfLinks(call, `/api/v4/leads/${after.id}`) };
  });
  return written(call, 'leads', items);
};

/** What is wrong with a lead of a request, apart from its shape. */
export function leadIssues(call: Call, input: LeadInput, row: LeadRow | undefined): FieldIssue[] {
  const { db } = call;
  const { contacts, companies } = input._embedded ?? {};
  return [
    ...stageFor(db, withSource(call, input), row).issues,
    ...missingRef(db.lossReasons, input.loss_reason_id, 'loss_reason_id'),
    ...userIssues(db, input),
    ...(contacts ?? []).flatMap(({ id }, i) => missingRef(db.contacts, id, `_embedded.contacts.${i}.id`)),
    ...(companies ?? []).flatMap(({ id }, i) => missingRef(db.companies, id, `_embedded.companies.${i}.id`)),
    ...(input._embedded?.source && !sourceOf(call, input) ? [notSupportedChoice('_embedded.source.external_id')] : []),
    ...tagIssues(db, 'leads', input),
    ...mergeFields(db, { entityType: 'leads' }, [], input.custom_fields_values).issues,
  ];
}

/** Stores a new lead that was found fine. */
export function insertLead(call: Call, input: LeadInput): Readonly<LeadRow> {
  const { db, now } = call;
  const { stage } = stageFor(db, withSource(call, input), undefined);
  const id = db.leads.nextId();
  const author = input.created_by ?? call.userId;
  const row = db.leads.set({
    id,
    name: input.name || `Lead #${id}`,
    price: input.price ?? 0,
    ...stage,
    loss_reason_id: input.loss_reason_id ?? null,
    responsible_user_id: input.responsible_user_id ?? call.userId,
    source_id: sourceOf(call, input)?.id ?? null,
    created_by: author,
    updated_by: input.updated_by ?? author,
    created_at: input.created_at ?? now,
    updated_at: input.updated_at ?? now,
    closed_at: closedAt(input, stage.status_id, null, now),
    is_deleted: false,
    custom_fields: mergeFields(db, { entityType: 'leads' }, [], input.custom_fields_values).fields,
    tags: applyTags(db, 'leads', [], input),
    elements: [],
    contacts: contactLinks(input._embedded?.contacts ?? []),
    company_id: input._embedded?.companies?.[0]?.id ?? null,
    score: null,
    labor_cost: null,
  });
  record(call, { type: 'lead_added', entity_type: 'lead', entity_id: id });
  return row;
}

function changeLead(call: Call, row: LeadRow, input: LeadInput): Readonly<LeadRow> {
  const { db, now } = call;
  const { stage } = stageFor(db, input, row);
  const reason = input.loss_reason_id === undefined ? row.loss_reason_id : input.loss_reason_id;
  const after = db.leads.set({
    ...row,
    name: input.name ?? row.name,
    price: input.price ?? row.price,
    ...stage,
    loss_reason_id: stage.status_id === LOST || input.loss_reason_id !== undefined ? reason : null,
    responsible_user_id: input.responsible_user_id ?? row.responsible_user_id,
    created_by: input.created_by ?? row.created_by,
    updated_by: input.updated_by ?? call.userId,
    created_at: input.created_at ?? row.created_at,
    updated_at: input.updated_at ?? now,
    closed_at: closedAt(input, stage.status_id, row.closed_at, now),
    custom_fields: mergeFields(db, { entityType: 'leads' }, row.custom_fields, input.custom_fields_values).fields,
    tags: applyTags(db, 'leads', row.tags, input),
  });
  record(call, ...changesOf(call, 'leads', row, after), ...leadChanges(row, after));
  return after;
}

function leadChanges(before: LeadRow, after: LeadRow): Happening[] {
  const subject = { entity_type: 'lead', entity_id: after.id };
  const stage = (row: LeadRow): unknown[] => [{ lead_status: { id: row.status_id, pipeline_id: row.pipeline_id } }];
  const sale = (row: LeadRow): unknown[] => [{ sale_field_value: { sale: row.price } }];
  const moved = before.status_id !== after.status_id || before.pipeline_id !== after.pipeline_id;
  return [
    ...(moved ? [{ ...subject, type: 'lead_status_changed', before: stage(before), after: stage(after) }] : []),
    ...(before.price === after.price
      ? []
      : [{ ...subject, type: 'sale_field_changed', before: sale(before), after: sale(after) }]),
  ];
}

function closedAt(input: LeadInput, statusId: number, current: number | null, now: number): number | null {
  if (!isClosed(statusId)) return null;
  return input.closed_at ?? current ?? now;
}

/** Exactly one contact is the main one: the one that says so, else the first. */
export function contactLinks(contacts: readonly { id: number; is_main?: boolean }[]): ContactLink[] {
  const main = contacts.find((contact) => contact.is_main) ?? contacts[0];
  return contacts.map((contact) => ({ id: contact.id, is_main: contact === main }));
}

const sourceOf = (call: Call, input: LeadInput): { id: number; pipeline_id: number | null } | undefined => {
  const external = input._embedded?.source?.external_id;
  return external === undefined ? undefined : call.db.sources.find((source) => source.external_id === String(external));
};

// A lead that names a source and no pipeline goes to the source's pipeline.
function withSource(call: Call, input: LeadInput): LeadInput {
  const pipeline = sourceOf(call, input)?.pipeline_id;
  return input.pipeline_id === undefined && pipeline ? { ...input, pipeline_id: pipeline } : input;
}
