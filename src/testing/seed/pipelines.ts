import type { LossReasonRow, PipelineRow, StatusRow, TagRow } from '../db/rows/index.js';

const COLORS = ['#fffeb2', '#ffeab2', '#d6eaff', '#c1e0ff', '#ebffb1'];

function pipeline(
  index: number,
  name: string,
  incoming: string,
  stages: readonly string[],
  won: string,
  lost: string,
): PipelineRow {
  const base = 58_220_001 + index * 20;
  const status = (
    id: number,
    title: string,
    sort: number,
    color: string,
    more: Partial<StatusRow> = {},
  ): StatusRow => ({
    id,
    name: title,
    sort,
    color,
    is_editable: false,
    type: 0,
    descriptions: [],
    ...more,
  });
  return {
    id: 7_000_101 + index,
    name,
    sort: index + 1,
    is_main: index === 0,
    is_unsorted_on: true,
    is_archive: false,
    statuses: [
      status(base, incoming, 10, '#c1c1c1', { type: 1 }),
      ...stages.map((title, i) =>
        status(base + 1 + i, title, 20 + i * 10, COLORS[i % COLORS.length] as string, { is_editable: true }),
      ),
      status(142, won, 10_000, '#CCFF66'),
      status(143, lost, 11_000, '#D5D8DB'),
    ],
  };
}

export const seedPipelines: readonly PipelineRow[] = [
  pipeline(
    0,
    'Sales',
    'Incoming leads',
    ['Initial contact', 'Qualification', 'Proposal', 'Negotiation'],
    'Closed - won',
    'Closed - lost',
  ),
  pipeline(
    1,
    'Vendas Brasil',
    'Leads de entrada',
    ['Primeiro contato', 'Proposta enviada', 'Negociação'],
    'Ganho',
    'Perdido',
  ),
  pipeline(
    2,
    'Ventas LATAM',
    'Leads entrantes',
    ['Contacto inicial', 'Propuesta enviada', 'Negociación'],
    'Ganado',
    'Perdido',
  ),
];

const REASONS = [
  'Price too high',
  'Chose a competitor',
  'No budget',
  'No reply',
  'Bad timing',
  'Missing feature',
  'Not a fit',
  'Duplicate',
  'Preço alto',
  'Sem resposta',
  'Precio alto',
  'Eligió a un competidor',
];

export const seedLossReasons: readonly LossReasonRow[] = REASONS.map((name, i) => ({
  id: 4_203_701 + i,
  name,
  sort: i,
  created_at: 1_704_067_200,
  updated_at: 1_704_067_200,
}));

const TAGS: readonly [name: string, color: string | null][] = [
  ['website', 'DDEBB5'],
  ['referral', null],
  ['whatsapp', '90CDB0'],
  ['instagram', 'F2DDF7'],
  ['webinar', null],
  ['vip', 'FF8F92'],
  ['renewal', '86C0FC'],
  ['cold', null],
];

const PERSON_TAGS = ['newsletter', 'decision maker', 'partner'];

export const seedTags: readonly TagRow[] = [
  ...TAGS.map(([name, color], i): TagRow => ({ id: 263_801 + i, name, color, entity_type: 'leads' })),
  ...PERSON_TAGS.map((name, i): TagRow => ({ id: 263_901 + i, name, color: null, entity_type: 'contacts' })),
  ...['key account', 'reseller'].map(
    (name, i): TagRow => ({ id: 263_951 + i, name, color: null, entity_type: 'companies' }),
  ),
];
