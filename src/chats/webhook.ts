import { checkBytes } from '../util/check.js';
import { equalsConstantTime, hmacHex } from '../util/hmac.js';
import { isRecord } from '../util/is-record.js';
import { ChatWebhookError } from './errors.js';
import type {
  ChatConversation,
  ChatMessageV1Webhook,
  ChatMessageWebhook,
  ChatOutgoingMessage,
  ChatQuotedMessage,
  ChatReactionWebhook,
  ChatTypingWebhook,
  ChatWebhook,
} from './webhook-types.js';
import { type Json, messageOf, record, userOf } from './wire.js';

/**
 * Whether the body of an inbound webhook is signed with the secret of the channel. Pass the exact bytes and the `X-Signature` header.
 * One newline at the end of the body may be signed or not. Only the body is signed, so anyone who has seen a webhook can repeat it.
 * @see https://developers.kommo.com/reference/receiving-chat-webhooks
 */
export async function verifyChatWebhook(
  body: Uint8Array | string,
  signature: string | null | undefined,
  channelSecret: string,
): Promise<boolean> {
  checkBytes(body, 'body');
  const given = typeof signature === 'string' ? signature.toLowerCase() : '';
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  // Some senders sign the body without the newline that they send, or the other way round.
  const other = bytes.at(-1) === NEWLINE ? bytes.subarray(0, -1) : Uint8Array.from([...bytes, NEWLINE]);
  const fits = await Promise.all(
    [bytes, other].map(async (text) => equalsConstantTime(given, await hmacHex('SHA-1', channelSecret, text))),
  );
  return fits.includes(true);
}

const NEWLINE = 0x0a;

/**
 * Reads the body of an inbound webhook, with ids named from your side. Verifies nothing. Throws ChatWebhookError.
 * @see https://developers.kommo.com/reference/receiving-chat-webhooks
 */
export function parseChatWebhook(body: Uint8Array | string): ChatWebhook {
  let value: unknown;
  try {
    value = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    throw new ChatWebhookError('malformed', 'The body of the chat webhook is not JSON');
  }
  if (!isRecord(value)) throw new ChatWebhookError('malformed', 'The body of the chat webhook is not an object');
  const raw: Json = value;
  const action = record(raw['action']);
  if (isRecord(raw['message'])) return messageWebhook(raw, raw['message']);
  if (isRecord(action['typing'])) return typingWebhook(raw, action['typing']);
  if (isRecord(action['reaction'])) return reactionWebhook(raw, action['reaction']);
  return typeof raw['receiver'] === 'string' ? versionOne(raw) : { type: 'unknown', raw };
}

function messageWebhook(
  raw: Json,
  { conversation, sender, receiver, source, message, ...rest }: Json,
): ChatMessageWebhook {
  return {
    type: 'message',
    ...baseOf(raw),
    conversation: conversationOf(conversation),
    sender: userOf(sender),
    receiver: userOf(receiver),
    source: isRecord(source) ? (source as { external_id?: string }) : undefined,
    timestamp: Number(rest['timestamp']),
    msec_timestamp: Number(rest['msec_timestamp'] ?? Number(rest['timestamp']) * 1000),
    message: contentOf(message),
    raw,
  };
}

function typingWebhook(raw: Json, { conversation, user, expired_at, post_id }: Json): ChatTypingWebhook {
  return {
    type: 'typing',
    ...baseOf(raw),
    conversation: conversationOf(conversation),
    user: userOf(user),
    expired_at: Number(expired_at),
    post_id: text(post_id),
    raw,
  };
}

function reactionWebhook(raw: Json, { conversation, user, type, emoji, message, msgid }: Json): ChatReactionWebhook {
  return {
    type: 'reaction',
    ...baseOf(raw),
    conversation: conversationOf(conversation),
    user: userOf(user),
    reaction: type === 'unreact' ? 'unreact' : 'react',
    emoji: text(emoji),
    message: isRecord(message) ? messageOf(message) : undefined,
    msgid: text(msgid),
    raw,
  };
}

function versionOne(raw: Json): ChatMessageV1Webhook {
  const { receiver, conversation_id, msec_timestamp, ...message } = raw;
  const { msg_ref_id: _, ...content } = messageOf<{ msg_ref_id: string }>(message);
  return {
    type: 'message_v1',
    conversation_id: String(conversation_id),
    receiver_id: String(receiver),
    message: content as ChatMessageV1Webhook['message'],
    msec_timestamp: typeof msec_timestamp === 'number' ? msec_timestamp : undefined,
    raw,
  };
}

function contentOf(value: unknown): ChatOutgoingMessage {
  const { reply_to, forwards, ...message } = messageOf<ChatOutgoingMessage>(value);
  return {
    ...message,
    ...(reply_to && { reply_to: { message: quotedOf(reply_to.message) } }),
    ...(forwards && { forwards: { ...forwards, messages: (forwards.messages ?? []).map(quotedOf) } }),
  };
}

function quotedOf(value: unknown): ChatQuotedMessage {
  const { sender, receiver, ...message } = messageOf<ChatQuotedMessage>(value);
  return { ...message, ...(sender && { sender: userOf(sender) }), ...(receiver && { receiver: userOf(receiver) }) };
}

function conversationOf(value: unknown): ChatConversation {
  const { id, client_id } = record(value);
  return { ...(client_id !== undefined && { id: String(client_id) }), ref_id: String(id) };
}

const baseOf = (raw: Json): { account_id: string; time: number } => ({
  account_id: String(raw['account_id']),
  time: Number(raw['time']),
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
