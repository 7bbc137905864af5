export type { InboundClock } from '../inbound/clock.js';
export type { DedupeClaim, DedupeOptions, DedupeStore } from '../inbound/dedupe.js';
export { Refusal, type WaitUntil } from '../inbound/handler.js';
export { type ListenerContext, ListenerTimeoutError } from '../inbound/listener.js';
export {
  type DeliveryQueue,
  type MemoryQueue,
  type MemoryQueueOptions,
  memoryQueue,
  QueueFullError,
} from '../inbound/queue.js';
export type { NodeRequest, NodeResponse } from '../inbound/request.js';
export type { FetchLike } from '../transport/attempt.js';
export type * from './answers.js';
export { type ChatCallOptions, KommoChats, type KommoChatsOptions } from './client.js';
export { ChannelNotRegisteredError, ChatImportError, ChatSignatureError, ChatWebhookError } from './errors.js';
export {
  type ChatDelivery,
  type ChatWebhookHandler,
  type ChatWebhookHandlerOptions,
  type ChatWebhookListeners,
  createChatWebhookHandler,
} from './handler.js';
export type * from './messages.js';
export { type ChatSignature, type ChatSignParams, signChatRequest } from './sign.js';
export { parseChatWebhook, verifyChatWebhook } from './webhook.js';
export type * from './webhook-types.js';
