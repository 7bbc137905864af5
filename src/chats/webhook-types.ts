/**
 * What Kommo sends to a channel, with ids named from your side.
 * @see https://developers.kommo.com/reference/receiving-chat-webhooks
 */
import type { ChatUser } from './answers.js';
import type { Json } from './wire.js';

/** Ids of a chat. */
export interface ChatConversation {
  /** Your id; a chat that the account began has none until you answer with its `ref_id`. */
  id?: string;
  /** Kommo's id. */
  ref_id: string;
}

/** A message that a reply quotes or a forward carries. */
export interface ChatQuotedMessage {
  msgid?: string;
  msg_ref_id: string;
  type?: string;
  text?: string;
  media?: string;
  thumbnail?: string;
  file_name?: string;
  file_size?: number;
  /** Unix seconds. */
  timestamp?: number;
  msec_timestamp?: number;
  sender?: ChatUser;
  receiver?: ChatUser;
}

/** A message that a user wrote in Kommo. It may hold media, text and buttons at the same time. */
export interface ChatOutgoingMessage {
  /** Kommo's id: for delivery statuses. */
  msg_ref_id: string;
  /** `text`, `file`, `video`, `picture`, `voice`, `audio`, `sticker`. */
  type: string;
  text?: string;
  media?: string;
  thumbnail?: string;
  file_name?: string;
  /** Bytes. */
  file_size?: number;
  /** Shared by the parts of one message with several files. */
  media_group_id?: string;
  /** Buttons (`mode`, `buttons`) or a WhatsApp list (`list_message`). */
  markup?: {
    mode?: string;
    buttons?: { text: string; url?: string }[][];
    list_message?: Json;
  };
  template?: { id: number; external_id?: string; content: string; params?: { key: string; value: string }[] };
  /** Makes the message an answer to a comment. */
  post?: { id: string };
  reply_to?: { message: ChatQuotedMessage };
  forwards?: { messages: ChatQuotedMessage[]; conversation_ref_id?: string };
}

interface WebhookBase {
  /** `amojo_id` of the account. */
  readonly account_id: string;
  /** Unix seconds. */
  readonly time: number;
  /** The body as Kommo sent it. */
  readonly raw: Json;
}

/** A message for a client. */
export interface ChatMessageWebhook extends WebhookBase {
  readonly type: 'message';
  readonly conversation: ChatConversation;
  readonly sender: ChatUser;
  readonly receiver: ChatUser;
  readonly source: { external_id?: string } | undefined;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly msec_timestamp: number;
  readonly message: ChatOutgoingMessage;
}

/** A user of the account is typing. Kommo's support switches these on for a channel. */
export interface ChatTypingWebhook extends WebhookBase {
  readonly type: 'typing';
  readonly conversation: ChatConversation;
  readonly user: ChatUser;
  /** Unix seconds until which they are typing. */
  readonly expired_at: number;
  /** Your id of the post, where they answer a comment. */
  readonly post_id: string | undefined;
}

/** A user of the account set a reaction, or took it back. */
export interface ChatReactionWebhook extends WebhookBase {
  readonly type: 'reaction';
  readonly conversation: ChatConversation;
  readonly user: ChatUser;
  readonly reaction: 'react' | 'unreact';
  readonly emoji: string | undefined;
  /** The message by both ids, where Kommo sends it so. */
  readonly message: { msgid?: string; msg_ref_id: string } | undefined;
  /** The bare id that Kommo's sample has instead; its docs don't mention whose it is. */
  readonly msgid: string | undefined;
}

/** A message of the retired version 1, in which all ids are yours. */
export interface ChatMessageV1Webhook {
  readonly type: 'message_v1';
  readonly conversation_id: string;
  /** Your id of the client. */
  readonly receiver_id: string;
  readonly message: {
    type: string;
    text?: string;
    media?: string;
    thumbnail?: string;
    file_name?: string;
    file_size?: number;
  };
  readonly msec_timestamp: number | undefined;
  readonly raw: Json;
}

/** What the docs don't know. */
export interface UnknownChatWebhook {
  readonly type: 'unknown';
  readonly raw: Json;
}

/** An inbound webhook of the Chats API; `type` says which kind it is. */
export type ChatWebhook =
  | ChatMessageWebhook
  | ChatTypingWebhook
  | ChatReactionWebhook
  | ChatMessageV1Webhook
  | UnknownChatWebhook;
