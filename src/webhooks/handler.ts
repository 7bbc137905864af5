import { InputError } from '../errors.js';
import {
  BodyTooLargeError,
  fromNode,
  fromRequest,
  type Incoming,
  type NodeRequest,
  type NodeResponse,
  type Outcome,
  toNode,
  toResponse,
} from '../internal/incoming.js';
import { JwtError } from '../internal/jwt.js';
import { memoryDedupe } from './dedupe.js';
import type { WebhookDelivery } from './delivery.js';
import { WebhookSignatureError } from './disconnect.js';
import { WebhookParseError } from './errors.js';
import type { WaitUntil, WebhookHandlerOptions } from './handler-options.js';
import { checkListeners, dispatcher, listensTo, settingsOf, type WebhookErrorHandler } from './listeners.js';
import { memoryQueue, type ProcessDelivery } from './queue.js';
import { Refusal, receiveDisconnect, receivePost } from './receive.js';
import { secretCheck } from './url-secret.js';

/** A web handler, with an adapter for Node. */
export interface WebhookHandler {
  /** Takes a request of Kommo. On platforms that stop after the answer, give their context along. */
  (request: Request, context?: WaitUntil): Promise<Response>;
  /** The same for Node's `http` and Express. Put it before body parsers, or after `express.urlencoded()`. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Calls the listeners for one delivery: for the worker of a queue of your own. */
  readonly process: ProcessDelivery;
  /** Settles when the queue has nothing waiting or under way. */
  readonly drain: () => Promise<void>;
  /** `settings` of the subscription that brings what the listeners wait for. */
  readonly settings: readonly string[];
}

const OK: Outcome = { status: 200, text: 'ok' };
const TRY_AGAIN: Outcome = { status: 503, text: 'try again' };

/**
 * Makes the handler of a webhook URL: it answers within Kommo's 2 seconds and calls the listeners after, drops re-deliveries and
 * keeps one failing listener from the others. Account webhooks carry no signature: give a `secret` and put it into the URL.
 * Throws InputError.
 * @see https://developers.kommo.com/docs/webhooks-general
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkOptions(options);
  const { on, clientId, clientSecret, onError = logError, ackTimeoutMs = 1500 } = options;
  const queue = options.queue ?? memoryQueue();
  const dedupe = options.dedupe === false ? undefined : (options.dedupe ?? {});
  const seen = dedupe === undefined ? undefined : (dedupe.store ?? memoryDedupe(dedupe.maxEntries));
  const ttlMs = dedupe?.ttlMs ?? 2 * 60 * 60 * 1000;
  const hasSecret = secretCheck(options.secret, options.secretParam ?? 'secret');
  const report = shielded(onError);
  const process = dispatcher(on, report);

  async function receive(incoming: Incoming): Promise<WebhookDelivery> {
    const signed = incoming.method === 'GET' && incoming.url.searchParams.has('signature');
    if (signed && clientId !== undefined && clientSecret !== undefined) {
      return receiveDisconnect(incoming.url, clientId, clientSecret);
    }
    if (incoming.method !== 'POST') throw new Refusal(405, `${incoming.method} is not what Kommo sends`);
    if (!hasSecret(incoming.url)) throw new Refusal(401, 'The URL lacks the secret');
    return receivePost(incoming, options);
  }

  async function accept(incoming: Incoming, late: Promise<Outcome>, context?: WaitUntil): Promise<Outcome> {
    const delivery = await receive(incoming);
    if (delivery.events.length === 0) return OK;
    if (seen !== undefined && !(await seen.claim(delivery.id, ttlMs))) return { status: 200, text: 'seen before' };
    const outcome = await takeOver(delivery, late);
    if (outcome === OK && queue.drain !== undefined) context?.waitUntil(queue.drain());
    return outcome;
  }

  // What the queue did not take in time is no re-delivery when Kommo sends it again, unless the queue comes round after all.
  async function takeOver(delivery: WebhookDelivery, late: Promise<Outcome>): Promise<Outcome> {
    const adding = (async () => queue.add(delivery, process))();
    try {
      const outcome = await Promise.race([adding.then(() => OK), late]);
      if (outcome === OK) return OK;
      adding.then(() => seen?.claim(delivery.id, ttlMs)).catch((error) => report(error, {}));
    } catch (error) {
      await seen?.release(delivery.id);
      throw error;
    }
    await seen?.release(delivery.id);
    return TRY_AGAIN;
  }

  async function handle(incoming: Incoming, context?: WaitUntil): Promise<Outcome> {
    const deadline = after(ackTimeoutMs, TRY_AGAIN);
    const accepted = accept(incoming, deadline.late, context).catch((error: unknown) => {
      report(error, {});
      return refusalOf(error);
    });
    try {
      return await Promise.race([accepted, deadline.late]);
    } finally {
      deadline.cancel();
    }
  }

  const handler = async (request: Request, context?: WaitUntil): Promise<Response> =>
    toResponse(await handle(fromRequest(request), context));
  return Object.assign(handler, {
    node: async (request: NodeRequest, response: NodeResponse) => toNode(await handle(fromNode(request)), response),
    process,
    drain: async () => queue.drain?.(),
    settings: settingsOf(on),
  });
}

function checkOptions({ on, clientId, clientSecret }: WebhookHandlerOptions): void {
  checkListeners(on);
  if (listensTo(on, 'integration.disconnected') && (clientId === undefined || clientSecret === undefined)) {
    throw new InputError('clientSecret', 'and clientId are needed to verify disconnect hooks');
  }
  if (listensTo(on, 'salesbot.widget_request') && clientSecret === undefined) {
    throw new InputError('clientSecret', 'is needed to verify the tokens of salesbots');
  }
}

function refusalOf(error: unknown): Outcome {
  if (error instanceof Refusal) return { status: error.status, text: 'refused' };
  if (error instanceof JwtError || error instanceof WebhookSignatureError) return { status: 401, text: 'refused' };
  const tooLarge = error instanceof BodyTooLargeError || (error instanceof WebhookParseError && error.limit);
  if (tooLarge) return { status: 413, text: 'too large' };
  if (error instanceof WebhookParseError) return { status: 400, text: 'unreadable' };
  return TRY_AGAIN;
}

function after<T>(ms: number, value: T): { late: Promise<T>; cancel: () => void } {
  let cancel = (): void => {};
  const late = new Promise<T>((resolve) => {
    const timer = setTimeout(() => resolve(value), ms);
    cancel = () => clearTimeout(timer);
  });
  return { late, cancel };
}

// An error handler that throws must not undo what it reports on.
function shielded(onError: WebhookErrorHandler): WebhookErrorHandler {
  return (error, context) => {
    try {
      onError(error, context);
    } catch (failure) {
      console.error('kommo-sdk: onError of a webhook handler threw', failure);
    }
  };
}

const logError: WebhookErrorHandler = (error, { event, listener }) => {
  const what = event === undefined ? 'a webhook was refused' : `listener ${listener} failed on ${event.type}`;
  console.error(`kommo-sdk: ${what}:`, error);
};
