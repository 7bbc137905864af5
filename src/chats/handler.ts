import { InputError } from '../errors.js';
import type { DedupeOptions } from '../inbound/dedupe.js';
import { createIntake, type WaitUntil } from '../inbound/handler.js';
import type { DeliveryQueue } from '../inbound/queue.js';
import { Refusal, refusalOf } from '../inbound/refusal.js';
import type { Incoming, NodeRequest, NodeResponse, Outcome } from '../inbound/request.js';
import { shielded } from '../inbound/shield.js';
import { sha256Hex } from '../util/hmac.js';
import { ChatWebhookError } from './errors.js';
import { parseChatWebhook, verifyChatWebhook } from './webhook.js';
import type { ChatWebhook } from './webhook-types.js';

/** Listeners by type of webhook, or for all (`*`). */
export type ChatWebhookListeners = {
  readonly [T in ChatWebhook['type']]?: (webhook: Extract<ChatWebhook, { type: T }>) => unknown;
} & { readonly '*'?: (webhook: ChatWebhook) => unknown };

/** One webhook, as a queue keeps it. Plain JSON. */
export interface ChatDelivery {
  /** SHA-256 of the body. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly webhook: ChatWebhook;
}

/** Options of `createChatWebhookHandler`. */
export interface ChatWebhookHandlerOptions {
  /** Secret of your channel. */
  readonly channelSecret: string;
  readonly on: ChatWebhookListeners;
  /** Where webhooks wait after the answer. Default: `memoryQueue()`. */
  readonly queue?: DeliveryQueue<ChatDelivery> | undefined;
  /** How repeated bodies are told; false takes all. Default: for 2 hours, in memory. The signature alone would let them pass. */
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Bytes of a body. Default 1 048 576. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds until a request that isn't taken over yet is answered 503. Default 4000; Kommo waits 5000. */
  readonly ackTimeoutMs?: number | undefined;
  /** Takes errors of listeners and reasons of refusals. Default: `console.error`. */
  readonly onError?: ((error: unknown, webhook?: ChatWebhook) => void) | undefined;
}

/** A web handler, with an adapter for Node. */
export interface ChatWebhookHandler {
  /** Takes a request of Kommo. On platforms that stop after the answer, give their context along. */
  (request: Request, context?: WaitUntil): Promise<Response>;
  /** The same for Node's `http` and Express. Must come before body parsers: the signature is over the raw bytes. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Calls the listeners for one delivery: for the worker of a queue of your own. */
  readonly process: (delivery: ChatDelivery) => Promise<void>;
  /** Settles when the queue has nothing waiting or under way. */
  readonly drain: () => Promise<void>;
}

/**
 * Makes the handler of a channel's webhook URL: verifies the signature, answers at once and calls the listeners after. Kommo
 * sends each webhook once and never again, so what a listener fails on is lost unless `onError` keeps it. Throws InputError.
 * @see https://developers.kommo.com/reference/receiving-chat-webhooks
 */
export function createChatWebhookHandler(options: ChatWebhookHandlerOptions): ChatWebhookHandler {
  const { channelSecret, on, queue, dedupe, maxBytes = 1_048_576, ackTimeoutMs = 4000 } = options;
  const onError = shielded(options.onError ?? logError);
  if (!channelSecret) throw new InputError('channelSecret', 'is missing; without it nothing can be verified');

  async function receive(incoming: Incoming): Promise<ChatDelivery> {
    if (incoming.method !== 'POST') throw new Refusal(405, `${incoming.method} is not what Kommo sends`);
    const body = await incoming.read(maxBytes);
    if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
      throw new InputError(
        'body',
        'was parsed before; put the handler before body parsers, or keep the bytes as rawBody',
      );
    }
    if (!(await verifyChatWebhook(body, incoming.header('x-signature'), channelSecret))) {
      throw new ChatWebhookError('signature', 'The chat webhook is not signed with the secret of the channel');
    }
    return { id: await sha256Hex(body), receivedAt: Date.now(), webhook: parseChatWebhook(body) };
  }

  async function process({ webhook }: ChatDelivery): Promise<void> {
    for (const listener of [on[webhook.type], on['*']] as (((webhook: ChatWebhook) => unknown) | undefined)[]) {
      try {
        await listener?.(webhook);
      } catch (error) {
        onError(error, webhook);
      }
    }
  }

  const intake = createIntake({
    receive,
    process,
    refusalOf: answerTo,
    report: (error) => onError(error),
    queue,
    dedupe,
    ackTimeoutMs,
  });
  return Object.assign(intake.web, { node: intake.node, process, drain: intake.drain });
}

function answerTo(error: unknown): Outcome {
  if (!(error instanceof ChatWebhookError)) return refusalOf(error);
  return error.reason === 'signature' ? { status: 401, text: 'refused' } : { status: 400, text: 'unreadable' };
}

function logError(error: unknown, webhook?: ChatWebhook): void {
  const what =
    webhook === undefined
      ? 'a chat webhook was refused'
      : `a listener failed on a chat webhook of type ${webhook.type}`;
  console.error(`kommo-sdk: ${what}:`, error);
}
