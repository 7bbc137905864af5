import type { components } from '../generated/chats-schema.js';
import type { Chat, ChatAccepted, ChatHistoryMessage, ChatUser } from './answers.js';
import type {
  ChatDeliveryStatus,
  ChatEditParams,
  ChatMessage,
  ChatMessageChange,
  ChatQuote,
  ChatSendParams,
} from './messages.js';

type Schemas = components['schemas'];

/** Plain JSON. */
export type Json = { readonly [key: string]: unknown };

const STATUS_CODES = { delivered: 1, read: 2, failed: -1 } as const;

/** Body of `new_message`. */
export function newMessage(params: ChatSendParams): Schemas['ChatNewMessageEvent'] {
  const { message, at, reply_to, forwards, ...rest } = params;
  return {
    event_type: 'new_message',
    payload: {
      ...momentOf(at ?? new Date()),
      silent: false,
      ...rest,
      message: contentOf(message),
      ...(reply_to && { reply_to: { message: quoteOf(reply_to) } }),
      ...(forwards && { forwards: { ...forwards, messages: forwards.messages.map(quoteOf) } }),
    },
  };
}

/** Body of `edit_message`. */
export function editMessage({ message, at, msg_ref_id, ...rest }: ChatEditParams): Schemas['ChatEditMessageEvent'] {
  const id = msg_ref_id === undefined ? {} : { id: msg_ref_id };
  return {
    event_type: 'edit_message',
    payload: { ...momentOf(at ?? new Date()), ...id, ...rest, message: contentOf(message) },
  };
}

/** Delivery status in Kommo's codes. */
export function deliveryStatus(status: ChatDeliveryStatus): Schemas['ChatDeliveryStatus'] {
  const { status: name, ...rest } = status;
  return { status_code: STATUS_CODES[name], ...rest };
}

function contentOf({ delivery_status, ...message }: ChatMessage | ChatMessageChange): Schemas['ChatMessageInput'] {
  return delivery_status === undefined ? message : { ...message, delivery_status: deliveryStatus(delivery_status) };
}

function quoteOf({ msg_ref_id, at, ...rest }: ChatQuote): Schemas['ChatQuotedMessage'] {
  return { ...(msg_ref_id !== undefined && { id: msg_ref_id }), ...(at && momentOf(at)), ...rest };
}

function momentOf(at: Date): { timestamp: number; msec_timestamp: number } {
  return { timestamp: Math.floor(at.getTime() / 1000), msec_timestamp: at.getTime() };
}

/** Turns `id` (Kommo's) and `client_id` (yours) round; empty texts are left out. */
export function userOf(value: unknown): ChatUser {
  const { id, client_id, ...rest } = record(value);
  return { ...(client_id !== undefined && { id: String(client_id) }), ref_id: String(id), ...withoutEmpty(rest) };
}

/** The created chat. */
export function chatOf(value: unknown, conversation_id: string): Chat {
  const { id, user } = record(value);
  return { conversation_id, conversation_ref_id: String(id), user: userOf(user) };
}

/** The answer to a message, in which `msgid` is Kommo's and `ref_id` yours. */
export function acceptedOf(
  value: unknown,
  sent: { readonly conversation_id: string; readonly msgid?: string; readonly msg_ref_id?: string },
): ChatAccepted {
  const { msgid, sender_id, receiver_id } = record(record(value)['new_message']);
  return {
    conversation_id: sent.conversation_id,
    msgid: sent.msgid,
    msg_ref_id: typeof msgid === 'string' ? msgid : sent.msg_ref_id,
    ...(typeof sender_id === 'string' && { sender_id }),
    ...(typeof receiver_id === 'string' && { receiver_id }),
  };
}

/** Messages of a history. */
export function historyOf(value: unknown): ChatHistoryMessage[] {
  const { messages } = record(value);
  return (Array.isArray(messages) ? messages : []).map((item) => {
    const { sender, receiver, message, ...rest } = record(item);
    return {
      ...rest,
      sender: userOf(sender),
      ...(receiver !== undefined && receiver !== null && { receiver: userOf(receiver) }),
      message: messageOf(message),
    } as ChatHistoryMessage;
  });
}

/** Turns the ids of a message round; empty texts are left out. */
export function messageOf<M extends { msg_ref_id: string }>(value: unknown): M {
  const { id, client_id, ...rest } = record(value);
  return {
    ...(client_id !== undefined && { msgid: client_id }),
    msg_ref_id: String(id),
    ...withoutEmpty(rest),
  } as unknown as M;
}

/** The object, or an empty one. */
export const record = (value: unknown): Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};

// Kommo writes what is not there as an empty text or null.
const withoutEmpty = (value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== '' && item !== null));
