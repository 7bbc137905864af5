import type { FieldValuesRow, LeadRow } from '../db/rows/index.js';
import type { RowSource } from '../db/table.js';
import { seedUsers } from './account.js';
import { choice, FIELD } from './fields.js';
import { COMPANY_COUNT, CONTACT_COUNT, companyName, companyOf, FIRST_CONTACT_ID } from './people.js';
import { seedLossReasons, seedPipelines } from './pipelines.js';
import { between, noise, pick } from './random.js';

export const FIRST_LEAD_ID = 20_000_001;

const DAY = 86_400;
const SPAN_DAYS = 540;
const PRODUCTS = ['CRM rollout', 'Chat automation', 'Annual licence', 'Integration', 'Training', 'Renewal'];

/**
 * Leads that are made when they are read, each out of its index alone: created evenly over a year and a half that ends at
 * `end` (unix seconds), a third won, two fifths lost (a tenth of those without a reason), the rest open.
 * The first 900 have a contact.
 */
export function leadSource(count: number, end: number): RowSource<LeadRow> {
  return { count, firstId: FIRST_LEAD_ID, at: (index) => leadAt(index, count, end) };
}

function leadAt(i: number, count: number, end: number): LeadRow {
  const created = createdAt(i, count, end);
  const pipeline = seedPipelines[i % 5 < 3 ? 0 : (i % 5) - 2] as (typeof seedPipelines)[number];
  const fate = noise(i, 21);
  const days = between(2, 60, i, 22);
  const closing = created + days * DAY + between(0, DAY - 1, i, 23);
  const closed = closing <= end && fate < 0.73;
  const won = closed && fate < 0.33;
  const open = pipeline.statuses.filter((status) => status.is_editable);
  const responsible = seedUsers[Math.floor(noise(i, 24) * seedUsers.length)]?.id ?? 0;
  const contactIndex = i < CONTACT_COUNT * 3 ? i % CONTACT_COUNT : null;
  const company = contactIndex === null ? null : companyOf(contactIndex);
  return {
    id: FIRST_LEAD_ID + i,
    name: `${companyName(contactIndex ?? i % COMPANY_COUNT)}: ${pick(PRODUCTS, i, 25)}`,
    price: between(2, 400, i, 26) * 50,
    pipeline_id: pipeline.id,
    status_id: closed ? (won ? 142 : 143) : pick(open, i, 27).id,
    loss_reason_id: closed && !won && noise(i, 28) < 0.9 ? reasonFor(i, pipeline.id) : null,
    responsible_user_id: responsible,
    source_id: null,
    created_by: i % 6 === 0 ? 0 : responsible,
    updated_by: responsible,
    created_at: created,
    updated_at: closed ? closing : Math.min(end, created + between(0, days, i, 29) * DAY),
    closed_at: closed ? closing : null,
    is_deleted: false,
    custom_fields: fieldsOf(i, created),
    tags: noise(i, 30) < 0.5 ? [263_801 + between(0, 7, i, 31)] : [],
    elements: [],
    contacts: contactIndex === null ? [] : [{ id: FIRST_CONTACT_ID + contactIndex, is_main: true }],
    company_id: company,
    score: null,
    labor_cost: null,
  };
}

function createdAt(i: number, count: number, end: number): number {
  const start = end - SPAN_DAYS * DAY;
  const step = (SPAN_DAYS * DAY) / Math.max(1, count);
  return Math.floor(start + step * (i + noise(i, 20)));
}

// The reasons in a language go with its pipeline; price is the one that is named most.
function reasonFor(i: number, pipelineId: number): number {
  const local = pipelineId === seedPipelines[1]?.id ? [8, 9] : pipelineId === seedPipelines[2]?.id ? [10, 11] : [];
  const weighted = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 6, 7, ...local, ...local, ...local];
  return seedLossReasons[pick(weighted, i, 32)]?.id as number;
}

function fieldsOf(i: number, created: number): FieldValuesRow[] {
  const fields: FieldValuesRow[] = [];
  if (noise(i, 33) < 0.8)
    fields.push({ field_id: FIELD.channel, values: [choice(FIELD.channel, between(0, 4, i, 34))] });
  if (noise(i, 35) < 0.5) fields.push({ field_id: FIELD.plan, values: [choice(FIELD.plan, between(0, 2, i, 36))] });
  if (noise(i, 37) < 0.4) fields.push({ field_id: FIELD.seats, values: [{ value: String(between(1, 80, i, 38)) }] });
  if (noise(i, 39) < 0.2) fields.push({ field_id: FIELD.renewal, values: [{ value: created + 365 * DAY }] });
  if (noise(i, 40) < 0.15) {
    fields.push({ field_id: FIELD.interests, values: [choice(FIELD.interests, i), choice(FIELD.interests, i + 1)] });
  }
  return fields;
}
