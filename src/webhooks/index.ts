export { findField, getField } from '../fields/read.js';
export type * from '../fields/types.js';
export type { InboundClock } from '../inbound/clock.js';
export { type DedupeClaim, type DedupeOptions, type DedupeStore, memoryDedupe } from '../inbound/dedupe.js';
export { Refusal, type WaitUntil } from '../inbound/handler.js';
export { type ListenerContext, ListenerTimeoutError } from '../inbound/listener.js';
export {
  type DeliveryQueue,
  type MemoryQueue,
  type MemoryQueueOptions,
  memoryQueue,
  type ProcessDelivery,
  QueueFullError,
} from '../inbound/queue.js';
export type { NodeRequest, NodeResponse } from '../inbound/request.js';
export {
  type EnsureWebhookParams,
  type EnsureWebhookResult,
  ensureWebhook,
  type WebhookSubscription,
  type WebhookSubscriptions,
} from '../resources/webhook-ensure.js';
export { JwtError, type JwtProblem } from '../util/jwt.js';
export type { WebhookBody } from './body.js';
export type { WebhookCustomField, WebhookCustomFieldValue } from './custom-fields.js';
export type { DisconnectEvent, HandledEvent, WebhookDelivery, WebhookListener, WebhookListeners } from './delivery.js';
export {
  type DisconnectHookChecks,
  type Disconnection,
  verifyDisconnectHook,
  WebhookSignatureError,
} from './disconnect.js';
export { type EncodeWebhookOptions, encodeWebhook, type WebhookEventInput } from './encode.js';
export type {
  PipelineTrigger,
  WebhookCatalogElement,
  WebhookChatTemplate,
  WebhookCompany,
  WebhookContact,
  WebhookCustomer,
  WebhookLead,
  WebhookMessage,
  WebhookNote,
  WebhookTalk,
  WebhookTask,
  WebhookUnsorted,
  WidgetRequest,
} from './entities.js';
export { type LimitName, type ParseLimits, WebhookParseError } from './errors.js';
export {
  isWebhookEventType,
  type UnknownWebhookEvent,
  type WebhookAccount,
  type WebhookEntities,
  type WebhookEvent,
  type WebhookEventOf,
  type WebhookEventType,
  webhookEventTypes,
} from './events.js';
export { createWebhookHandler, type WebhookHandler } from './handler.js';
export type { WebhookHandlerOptions } from './handler-options.js';
export type { WebhookErrorContext, WebhookErrorHandler } from './listeners.js';
export { type ParsedWebhook, type ParseWebhookOptions, parseWebhook } from './parse.js';
export {
  type BotContinuation,
  type BotTokenChecks,
  type BotTokenClaims,
  parseReturnUrl,
  verifyBotToken,
} from './salesbot.js';
export type { WireObject, WireValue } from './wire.js';
