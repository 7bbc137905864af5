import type { BotRow, SourceRow, TalkMessageRow, TalkRow, WebhookRow, WidgetRow } from '../db/rows/index.js';
import { seedAccount } from './account.js';
import { FIRST_LEAD_ID } from './leads.js';
import { FIRST_CONTACT_ID } from './people.js';
import { seedPipelines } from './pipelines.js';
import { uuidOf } from './random.js';

export const seedSources: readonly SourceRow[] = [
  {
    id: 15_001,
    name: 'WhatsApp',
    external_id: 'wa-1',
    pipeline_id: seedPipelines[0]?.id ?? null,
    default: true,
    origin_code: 'sandbox.wa',
    services: [],
  },
  {
    id: 15_002,
    name: 'Site',
    external_id: 'site-1',
    pipeline_id: seedPipelines[1]?.id ?? null,
    default: false,
    origin_code: null,
    services: [],
  },
];

export const seedWebhooks: readonly WebhookRow[] = [
  {
    id: 839_001,
    destination: 'https://example.com/hooks/kommo',
    settings: ['add_lead', 'update_lead', 'status_lead'],
    sort: 1,
    disabled: false,
    created_by: seedAccount.current_user_id,
    created_at: 1_735_689_600,
    updated_at: 1_735_689_600,
  },
];

const bot = (id: number, name: string, type_functionality: BotRow['type_functionality']): BotRow => ({
  id,
  name,
  type_functionality,
  is_visual_editor: true,
  active: true,
  is_favorite: id % 2 === 1,
});

export const seedBots: readonly BotRow[] = [
  bot(5_001, 'Welcome', 'greeting'),
  bot(5_002, 'Qualify', 'regular'),
  bot(5_003, 'NPS', 'nps'),
];

const TALKS = [
  { origin: 'waba', in: 'Hello, how much is the yearly plan?', out: 'Hello! It is 490 dollars a year.' },
  { origin: 'telegram', in: 'Olá, vocês entregam em São Paulo?', out: 'Olá! Sim, em dois dias úteis.' },
  { origin: 'instagram_business', in: 'Hola, ¿puedo pagar a plazos?', out: '¡Hola! Sí, en tres cuotas.' },
] as const;

export const seedTalks: readonly TalkRow[] = TALKS.map(({ origin }, i) => ({
  id: 3_001 + i,
  contact_id: FIRST_CONTACT_ID + i,
  chat_id: uuidOf(50 + i),
  entity_id: FIRST_LEAD_ID + i,
  entity_type: 'lead',
  // The second is closed, as a test of the refusal needs one.
  is_in_work: i !== 1,
  is_read: true,
  origin,
  rate: 0,
  missed_at: null,
  created_at: 1_780_000_000,
  updated_at: 1_780_003_600,
}));

/** A question of the client and the answer to it, in English, Portuguese and Spanish. */
export const seedTalkMessages: readonly TalkMessageRow[] = seedTalks.flatMap((talk, i) =>
  (['in', 'out'] as const).map(
    (side): TalkMessageRow => ({
      id: uuidOf(80 + i * 2 + (side === 'out' ? 1 : 0)),
      talk_id: talk.id,
      chat_id: talk.chat_id,
      type: side === 'in' ? 'incoming' : 'outgoing',
      message_type: 'text',
      text: TALKS[i]?.[side] ?? '',
      author:
        side === 'in'
          ? { id: uuidOf(70 + i), type: 'external', name: 'Client', avatar_url: null }
          : { id: uuidOf(75), type: 'internal', name: 'Manager', avatar_url: null },
      attachment: null,
      delivery_status: side === 'in' ? null : 'read',
      origin: talk.origin,
      created_at: talk.created_at + (side === 'in' ? 0 : 3_600),
    }),
  ),
);

export const seedWidgets: readonly WidgetRow[] = ['sandbox_telephony', 'sandbox_forms'].map((code, i) => ({
  id: 601 + i,
  code,
  version: '1.0.0',
  // With a comma, as it is printed.
  rating: '4,5',
  settings_template: [{ key: 'api_key', name: 'settings.api_key', type: 'text', is_required: true }],
  is_lead_source: i === 1,
  is_work_with_dp: false,
  is_crm_template: false,
  client_uuid: uuidOf(60 + i),
  is_active_in_account: i === 0,
  pipeline_id: null,
  settings: i === 0 ? { api_key: 'x' } : null,
}));
