import { type Call, type Handler, itemsOf } from '../http/call.js';
import { ok } from '../http/hal.js';
import { type FieldIssue, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { insertCompany } from './companies.js';
import { type ContactInput, insertContact } from './contacts.js';
import { type EntityInput, entityIssues } from './entity.js';
import { insertLead, type LeadInput, leadIssues } from './leads-write.js';
import { missingRef } from './references.js';
import { openUnsorted, unsortedStage } from './unsorted-write.js';

type ComplexInput = Omit<LeadInput, '_embedded'> & {
  _embedded?: Omit<NonNullable<LeadInput['_embedded']>, 'contacts' | 'companies'> & {
    contacts?: readonly ContactInput[];
    companies?: readonly EntityInput[];
    metadata?: Readonly<Record<string, unknown>> & { category: 'forms' | 'sip' };
  };
};

const MOST_FIELDS = 40;

/** A lead with a contact and a company, each new or by id; the two are linked with each other. */
export const createComplex: Handler = (call) => {
  const inputs = itemsOf<ComplexInput>(call);
  check(call, inputs, (input) => complexIssues(call, input));
  return { ...ok(inputs.map((input, i) => insertComplex(call, input, i))), type: 'application/json' };
};

function complexIssues(call: Call, input: ComplexInput): FieldIssue[] {
  const [contact] = input._embedded?.contacts ?? [];
  const [company] = input._embedded?.companies ?? [];
  return [
    ...leadIssues(call, leadPart(input), undefined),
    ...tooMany(input.custom_fields_values, ''),
    ...partIssues(call, 'contacts', contact),
    ...partIssues(call, 'companies', company),
  ];
}

function partIssues(call: Call, kind: 'contacts' | 'companies', input: EntityInput | undefined): FieldIssue[] {
  if (!input) return [];
  const path = `_embedded.${kind}.0.`;
  if (input.id !== undefined) return missingRef(call.db[kind], input.id, `${path}id`);
  const own = entityIssues(call, kind, input).map((issue) => ({ ...issue, path: `${path}${issue.path}` }));
  return [...own, ...tooMany(input.custom_fields_values, path)];
}

const tooMany = (fields: readonly unknown[] | null | undefined, path: string): FieldIssue[] =>
  (fields?.length ?? 0) > MOST_FIELDS
    ? [
        {
          code: 'TooMany',
          path: `${path}custom_fields_values`,
          detail: `This collection should contain ${MOST_FIELDS} elements or less.`,
        },
      ]
    : [];

// The lead without its new contact and company, which it is linked to once they have ids.
function leadPart(
  input: ComplexInput,
  ids: { contact?: number | undefined; company?: number | undefined } = {},
): LeadInput {
  const { contacts: _contacts, companies: _companies, metadata: _metadata, ...embedded } = input._embedded ?? {};
  return {
    ...input,
    _embedded: {
      ...embedded,
      ...(ids.contact !== undefined && { contacts: [{ id: ids.contact, is_main: true }] }),
      ...(ids.company !== undefined && { companies: [{ id: ids.company }] }),
    },
  };
}

function insertComplex(call: Call, input: ComplexInput, index: number): unknown {
  const [contact] = input._embedded?.contacts ?? [];
  const [company] = input._embedded?.companies ?? [];
  const metadata = input._embedded?.metadata;
  const companyId = company && (company.id ?? insertCompany(call, company, metadata !== undefined).id);
  const contactId =
    contact &&
    (contact.id ??
      insertContact(call, contact, { company_id: companyId ?? null, is_unsorted: metadata !== undefined }).id);
  const stage = metadata && unsortedStage(call, input.pipeline_id);
  const lead = insertLead(call, leadPart(input, { contact: contactId, company: companyId }), stage);
  if (metadata) openUnsorted(call, { lead, contactId, companyId, metadata });
  return {
    id: lead.id,
    contact_id: contactId ?? null,
    company_id: companyId ?? null,
    request_id: [requestIdOf(input, index)],
    merged: false,
  };
}
