import type { ContactLink, LeadRow } from '../db/rows/index.js';
import type { Call } from '../http/call.js';
import type { FieldIssue } from '../http/problems.js';
import { notSupportedChoice } from '../http/problems.js';
import { batch } from './batch.js';
import { type EntityInput, entityColumns, entityIssues } from './entity.js';
import { changesOf, type Happening, record } from './journal.js';
import { missingRef } from './references.js';
import { isClosed, LOST, type Stage, stageFor } from './stages.js';
import type { TagInput } from './tagging.js';

export interface LeadInput extends EntityInput {
  price?: number;
  status_id?: number;
  pipeline_id?: number;
  closed_at?: number;
  loss_reason_id?: number | null;
  _embedded?: NonNullable<TagInput['_embedded']> & {
    contacts?: readonly { id: number; is_main?: boolean }[];
    companies?: readonly { id: number }[];
    source?: { external_id: string | number };
  };
}

/** Path of a lead below the origin. */
export const leadPath = ({ id }: { id: number }): string => `/api/v4/leads/${id}`;

export const leadWrites = batch<LeadInput, LeadRow>({
  key: 'leads',
  notFound: 'Lead not found',
  table: (call) => call.db.leads,
  issues: leadIssues,
  insert: insertLead,
  change: changeLead,
  path: leadPath,
  updated: ({ updated_at }) => ({ updated_at }),
  wrapsOne: false,
});

/** What is wrong with a lead of a request, apart from its shape. */
export function leadIssues(call: Call, input: LeadInput, row: LeadRow | undefined): FieldIssue[] {
  const { db } = call;
  const { contacts = [], companies = [], source } = input._embedded ?? {};
  return [
    ...stageFor(db, withSource(call, input), row).issues,
    ...missingRef(db.lossReasons, input.loss_reason_id, 'loss_reason_id'),
    ...entityIssues(call, 'leads', input),
    ...contacts.flatMap(({ id }, i) => missingRef(db.contacts, id, `_embedded.contacts.${i}.id`)),
    ...companies.flatMap(({ id }, i) => missingRef(db.companies, id, `_embedded.companies.${i}.id`)),
    ...(source && !sourceOf(call, input) ? [notSupportedChoice('_embedded.source.external_id')] : []),
  ];
}

/** Stores a new lead that was found fine; `at` puts it into a stage of its own choice. */
export function insertLead(call: Call, input: LeadInput, at?: Stage): Readonly<LeadRow> {
  const { db, now } = call;
  const stage = at ?? stageFor(db, withSource(call, input), undefined).stage;
  const id = db.leads.nextId();
  const row = db.leads.set({
    id,
    name: input.name || `Lead #${id}`,
    price: input.price ?? 0,
    ...stage,
    ...entityColumns(call, 'leads', input),
    loss_reason_id: input.loss_reason_id ?? null,
    source_id: sourceOf(call, input)?.id ?? null,
    closed_at: closedAt(input, stage.status_id, null, now),
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
  // A lead that is taken up again was not lost after all.
  const kept = stage.status_id === LOST ? row.loss_reason_id : null;
  const after = db.leads.set({
    ...row,
    ...stage,
    ...entityColumns(call, 'leads', input, row),
    name: input.name ?? row.name,
    price: input.price ?? row.price,
    loss_reason_id: input.loss_reason_id === undefined ? kept : input.loss_reason_id,
    closed_at: closedAt(input, stage.status_id, row.closed_at, now),
  });
  record(call, ...changesOf(call, 'leads', row, after), ...leadChanges(row, after));
  return after;
}

function leadChanges(before: LeadRow, after: LeadRow): Happening[] {
  const subject = { entity_type: 'lead', entity_id: after.id };
  const stage = (row: LeadRow): unknown[] => [{ lead_status: { id: row.status_id, pipeline_id: row.pipeline_id } }];
  const sale = (row: LeadRow): unknown[] => [{ sale_field_value: { sale: Math.trunc(row.price) } }];
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
