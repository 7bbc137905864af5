import type { EntityType, Seconds } from './entities.js';

/** A channel that leads come from, registered by an integration. */
/** An AI agent of amoCRM. */
export interface AiAgentRow {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly system_prompt: string;
  readonly ai_instructions: string | null;
  readonly avatar: string | null;
  readonly model_size: 'S' | 'M' | 'L';
  readonly mcp: {
    readonly url: string;
    readonly transport: 'streamable-http' | 'sse';
    readonly headers: Readonly<Record<string, string>>;
  } | null;
  readonly is_active: boolean;
  readonly created_by: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly external_id: string;
  readonly pipeline_id: number | null;
  readonly default: boolean;
  readonly origin_code: string | null;
  readonly services: readonly unknown[];
}

/** An incoming lead. */
export interface UnsortedRow {
  readonly uid: string;
  readonly source_uid: string | null;
  readonly source_name: string | null;
  readonly category: 'sip' | 'mail' | 'forms' | 'chats';
  readonly pipeline_id: number;
  readonly created_at: Seconds;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly lead_id: number;
  readonly contact_id: number | null;
  readonly company_id: number | null;
  readonly state: 'open' | 'accepted' | 'declined';
  /** When it was accepted or declined. */
  readonly sorted_at: Seconds | null;
}

/** A subscription to webhooks. */
export interface WebhookRow {
  readonly id: number;
  readonly destination: string;
  readonly settings: readonly string[];
  readonly sort: number;
  readonly disabled: boolean;
  readonly created_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface TemplateReviewRow {
  readonly id: number;
  readonly source_id: number;
  readonly status: string;
  readonly reject_reason: string;
}

/** A chat template. */
export interface TemplateRow {
  readonly id: number;
  readonly name: string;
  readonly content: string;
  readonly type: string;
  readonly is_editable: boolean;
  readonly buttons: readonly unknown[];
  readonly attachment: unknown;
  readonly external_id: string | null;
  readonly waba_header: string | null;
  readonly waba_header_type: string | null;
  readonly waba_footer: string;
  readonly waba_category: string | null;
  readonly waba_language: string;
  readonly waba_examples: Readonly<Record<string, string>>;
  readonly reviews: readonly TemplateReviewRow[];
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface BotRow {
  readonly id: number;
  readonly name: string;
  readonly type_functionality: 'regular' | 'greeting' | 'marketing' | 'nps';
  readonly is_visual_editor: boolean;
  readonly active: boolean;
  readonly is_favorite: boolean;
}

/** A launch of a bot that was asked for. */
export interface BotRunRow {
  readonly bot_id: number;
  readonly entity_id: number;
  readonly entity_type: EntityType;
  readonly state: 'running' | 'stopped';
  readonly created_at: Seconds;
}

/** A conversation. */
export interface TalkRow {
  readonly id: number;
  readonly contact_id: number;
  readonly chat_id: string;
  readonly entity_id: number | null;
  readonly entity_type: 'lead' | null;
  readonly is_in_work: boolean;
  readonly is_read: boolean;
  readonly origin: string;
  readonly rate: number;
  readonly missed_at: Seconds | null;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

/** A message of a conversation. */
export interface TalkMessageRow {
  readonly id: string;
  readonly talk_id: number;
  readonly chat_id: string;
  readonly type: 'incoming' | 'outgoing';
  readonly message_type: string;
  readonly text: string;
  readonly author: {
    readonly id: string;
    readonly type: 'internal' | 'external' | 'bot';
    readonly name: string;
    readonly avatar_url: string | null;
  };
  readonly attachment: {
    readonly type: string;
    readonly link: string;
    readonly file_name: string;
  } | null;
  readonly delivery_status: 'sent' | 'delivered' | 'read' | 'error' | null;
  readonly origin: string;
  readonly created_at: Seconds;
}

export interface WidgetRow {
  readonly id: number;
  readonly code: string;
  readonly version: string;
  readonly rating: string;
  readonly settings_template: readonly {
    readonly key: string;
    readonly name: string;
    readonly type: string;
    readonly is_required: boolean;
  }[];
  readonly is_lead_source: boolean;
  readonly is_work_with_dp: boolean;
  readonly is_crm_template: boolean;
  readonly client_uuid: string | null;
  readonly is_active_in_account: boolean;
  readonly pipeline_id: number | null;
  readonly settings: Readonly<Record<string, unknown>> | null;
}

/** A tie between a contact and a chat. */
export interface ContactChatRow {
  readonly id: number;
  readonly contact_id: number;
  readonly chat_id: string;
}

export interface WebsiteButtonRow {
  readonly id: number;
  readonly pipeline_id: number;
  readonly name: string;
  readonly trusted_websites: readonly string[];
  readonly is_pending: boolean;
}
