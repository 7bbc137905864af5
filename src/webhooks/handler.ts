import { InputError } from '../errors.js';
import { createIntake, type WaitUntil } from '../inbound/handler.js';
import { Refusal, refusalOf } from '../inbound/refusal.js';
import type { Incoming, NodeRequest, NodeResponse, Outcome } from '../inbound/request.js';
import { shielded } from '../inbound/shield.js';
import { JwtError } from '../util/jwt.js';
import type { WebhookDelivery } from './delivery.js';
import { WebhookSignatureError } from './disconnect.js';
import { WebhookParseError } from './errors.js';
import type { WebhookHandlerOptions } from './handler-options.js';
import { checkListeners, dispatcher, listensTo, logError, settingsOf } from './listeners.js';
import { receiveDisconnect, receivePost } from './receive.js';
import { secretCheck } from './url-secret.js';

/** A web handler, with an adapter for Node. */
export interface WebhookHandler {
  /** Takes a request of Kommo. On platforms that stop after the answer, give their context along. */
  (request: Request, context?: WaitUntil): Promise<Response>;
  /** The same for Node's `http` and Express. Put it before body parsers, or after `express.urlencoded()`. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Calls the listeners for one delivery: for the worker of a queue of your own. */
  readonly process: (delivery: WebhookDelivery) => Promise<void>;
  /** Settles when the queue has nothing waiting or under way. */
  readonly drain: () => Promise<void>;
  /** `settings` of the subscription that brings what the listeners wait for. */
  readonly settings: readonly string[];
}

/**
 * Makes the handler of a webhook URL: it answers within Kommo's 2 seconds and calls the listeners after, drops re-deliveries and
 * keeps one failing listener from the others. Account webhooks carry no signature: give a `secret` and put it into the URL.
 * Throws InputError.
 * @see https://developers.kommo.com/docs/webhooks-general
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkOptions(options);
  const { on, clientId, clientSecret, queue, dedupe, ackTimeoutMs = 1500 } = options;
  const hasSecret = secretCheck(options.secret, options.secretParam ?? 'secret');
  const report = shielded(options.onError ?? logError);
  const process = dispatcher(on, report);

  async function receive(incoming: Incoming): Promise<WebhookDelivery | undefined> {
    const signed = incoming.method === 'GET' && incoming.url.searchParams.has('signature');
    if (signed && clientId !== undefined && clientSecret !== undefined) {
      return receiveDisconnect(incoming.url, clientId, clientSecret);
    }
    if (incoming.method !== 'POST') throw new Refusal(405, `${incoming.method} is not what Kommo sends`);
    if (!hasSecret(incoming.url)) throw new Refusal(401, 'The URL lacks the secret');
    const delivery = await receivePost(incoming, options);
    return delivery.events.length === 0 ? undefined : delivery;
  }

  const intake = createIntake<WebhookDelivery>({
    receive,
    process,
    refusalOf: answerTo,
    report: (error) => report(error, {}),
    queue,
    dedupe,
    ackTimeoutMs,
  });
  return Object.assign(intake.web, { node: intake.node, process, drain: intake.drain, settings: settingsOf(on) });
}

function checkOptions({ on, clientId, clientSecret }: WebhookHandlerOptions): void {
  checkListeners(on);
  if (listensTo(on, 'integration.disconnected') && (clientId === undefined || clientSecret === undefined)) {
    throw new InputError(
      'clientSecret',
      'is missing; pass clientSecret and clientId together to verify disconnect hooks',
    );
  }
  if (listensTo(on, 'salesbot.widget_request') && clientSecret === undefined) {
    throw new InputError('clientSecret', 'is needed to verify the tokens of salesbots');
  }
}

function answerTo(error: unknown): Outcome {
  if (error instanceof JwtError || error instanceof WebhookSignatureError) return { status: 401, text: 'refused' };
  if (!(error instanceof WebhookParseError)) return refusalOf(error);
  return error.limit === undefined ? { status: 400, text: 'unreadable' } : { status: 413, text: 'too large' };
}
