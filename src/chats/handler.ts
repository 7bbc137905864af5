import { InputError } from '../errors.js';
import { type InboundClock, systemClock } from '../inbound/clock.js';
import type { DedupeOptions } from '../inbound/dedupe.js';
import {
  createInbox,
  environmentCheck,
  logLine,
  neverThrows,
  type Received,
  Refusal,
  withoutNull,
} from '../inbound/handler.js';
import { callListener, type ListenerContext } from '../inbound/listener.js';
import type { DeliveryQueue } from '../inbound/queue.js';
import type { InboundRequest, NodeRequest, NodeResponse } from '../inbound/request.js';
import { checkAmount, checkFunction, checkKeys, checkObject, type KeysOf } from '../util/check.js';
import { sha256Hex } from '../util/hmac.js';
import { ChatWebhookError } from './errors.js';
import { parseChatWebhook, verifyChatWebhook } from './webhook.js';
import type { ChatWebhook } from './webhook-types.js';

/** Listeners by type of webhook, or for all (`*`). */
export type ChatWebhookListeners = {
  readonly [T in ChatWebhook['type']]?:
    | ((webhook: Extract<ChatWebhook, { type: T }>, context: ListenerContext) => unknown)
    | undefined;
} & { readonly '*'?: ((webhook: ChatWebhook, context: ListenerContext) => unknown) | undefined };

/** One webhook as plain JSON, for a queue. */
export interface ChatDelivery {
  /** SHA-256 of the body. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly webhook: ChatWebhook;
}

/** Options of `createChatWebhookHandler`. */
export interface ChatWebhookHandlerOptions {
  /** Secret of your channel, from Kommo's support. It checks the signature of each webhook. */
  readonly channelSecret: string;
  /** Listeners by type of webhook. */
  readonly on: ChatWebhookListeners;
  /** Where webhooks wait after the answer. Default: `memoryQueue()`. */
  readonly queue?: DeliveryQueue<ChatDelivery> | undefined;
  /**
   * How repeated bodies are recognised; false handles all. Default: for 2 hours, in memory. The signature holds no time, so without
   * this anyone who has seen a webhook could send it again.
   */
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Maximum number of bytes of a body. Default 1 048 576. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds that the queue may take to accept a delivery. Then the answer is 503. Default 4000; Kommo waits 5000. */
  readonly ackTimeoutMs?: number | undefined;
  /**
   * Milliseconds that one listener may take. Then its signal is aborted, `onError` gets a ListenerTimeoutError, and the queue goes
   * on. Default 10 000; 0 means no limit.
   */
  readonly listenerTimeoutMs?: number | undefined;
  /** Gets errors of listeners, and a `Refusal` for each request that was refused. Default: one line of `console.error`. */
  readonly onError?: ((error: unknown, webhook?: ChatWebhook) => void) | undefined;
  /** Time, for tests. Default: the clock of the process. */
  readonly clock?: InboundClock | undefined;
}

/** A web handler, with an adapter for Node. */
export interface ChatWebhookHandler {
  /**
   * Answers a request of Kommo. It fits the routes of Next.js, Hono, Deno, Bun and workers. On a platform that stops after the
   * answer, pass its context (an object with `waitUntil`) as the second argument; any other second argument is ignored.
   */
  (request: Request, context?: unknown): Promise<Response>;
  /** The same for Node's `http` and Express. It must come before body parsers: the signature is over the raw bytes. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Calls the listeners for one delivery: for the worker of a queue of your own. */
  readonly process: (delivery: ChatDelivery) => Promise<void>;
  /** Waits until the queue is empty, at most `timeoutMs` milliseconds. Resolves to false if the time ran out. */
  readonly drain: (timeoutMs?: number) => Promise<boolean>;
}

const OPTIONS = Object.keys({
  channelSecret: true,
  on: true,
  queue: true,
  dedupe: true,
  maxBytes: true,
  ackTimeoutMs: true,
  listenerTimeoutMs: true,
  onError: true,
  clock: true,
} satisfies KeysOf<ChatWebhookHandlerOptions>);

const TYPES: readonly string[] = ['message', 'typing', 'reaction', 'message_v1', 'unknown', '*'] satisfies readonly (
  | ChatWebhook['type']
  | '*'
)[];

/**
 * Creates the handler of a channel's webhook URL. It verifies the signature, answers at once and calls the listeners afterwards.
 * Kommo sends each webhook once and never again: what a listener fails on is lost unless `onError` or a queue of your own keeps it.
 * @throws InputError on a missing channelSecret and on unknown listeners
 * @see https://developers.kommo.com/reference/receiving-chat-webhooks
 */
export function createChatWebhookHandler(options: ChatWebhookHandlerOptions): ChatWebhookHandler {
  checkKeys(options, 'options', OPTIONS);
  return handlerOf(withoutNull(options, OPTIONS));
}

function handlerOf(options: ChatWebhookHandlerOptions): ChatWebhookHandler {
  const { channelSecret, on, queue, dedupe, maxBytes = 1_048_576, ackTimeoutMs = 4000, clock = systemClock } = options;
  if (!('channelSecret' in options)) {
    throw new InputError('channelSecret', 'is missing; without it nothing can be verified');
  }
  checkListeners(on);
  // With NaN no body would be too large.
  checkAmount(maxBytes, 'maxBytes');
  const checkEnvironment = environmentCheck(options, { channelSecret: 'KOMMO_CHANNEL_SECRET' });
  const onError = neverThrows(options.onError ?? logError);
  const timeoutMs = checkAmount(options.listenerTimeoutMs ?? 10_000, 'listenerTimeoutMs');

  async function receive(request: InboundRequest): Promise<Received<ChatDelivery>> {
    checkEnvironment();
    if (request.method !== 'POST') throw new Refusal(405, `The method is ${request.method}; Kommo sends POST.`);
    const body = await request.read(maxBytes);
    if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
      throw new Refusal(
        503,
        'The body was parsed before the handler, and the signature is over its bytes. Put the handler before body parsers, or keep the bytes as request.rawBody.',
      );
    }
    if (!(await verifyChatWebhook(body, request.header('x-signature'), channelSecret))) {
      throw new ChatWebhookError('signature', 'The chat webhook is not signed with the secret of the channel.');
    }
    const id = await sha256Hex(body);
    return { key: id, body: id, delivery: { id, receivedAt: Date.now(), webhook: parseChatWebhook(body) } };
  }

  async function process({ id, webhook }: ChatDelivery): Promise<void> {
    type Listener = (webhook: ChatWebhook, context: ListenerContext) => unknown;
    for (const listener of [on[webhook.type], on['*']] as (Listener | undefined)[]) {
      if (listener === undefined) continue;
      try {
        await callListener((context) => listener(webhook, context), id, { timeoutMs, clock });
      } catch (error) {
        onError(error, webhook);
      }
    }
  }

  const inbox = createInbox({
    receive,
    process,
    statusOf,
    report: (error) => onError(error),
    queue,
    dedupe,
    ackTimeoutMs,
    clock,
  });
  return Object.assign(inbox.web, { node: inbox.node, process, drain: inbox.drain });
}

function checkListeners(on: ChatWebhookListeners): void {
  checkObject(on, 'on');
  for (const [key, listener] of Object.entries(on)) {
    if (!TYPES.includes(key))
      throw new InputError(`on.${key}`, `is not a type of chat webhook; use ${TYPES.join(', ')}`);
    if (listener !== undefined) checkFunction(listener, `on.${key}`);
  }
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof ChatWebhookError)) return undefined;
  return error.reason === 'signature' ? 401 : 400;
}

function logError(error: unknown, webhook?: ChatWebhook): void {
  if (webhook === undefined) console.error(logLine('a chat webhook was refused', error));
  else console.error(`kommo-sdk: a listener failed on a chat webhook of type ${webhook.type}:`, error);
}
