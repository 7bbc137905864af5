import { InputError } from '../errors.js';
import { systemClock } from '../inbound/clock.js';
import { createInbox, environmentCheck, neverThrows, type Received, Refusal, withoutNull } from '../inbound/handler.js';
import type { InboundRequest, NodeRequest, NodeResponse } from '../inbound/request.js';
import { checkAmount, checkFunction, checkKeys, checkText, isId, type KeysOf } from '../util/check.js';
import { JwtError } from '../util/jwt.js';
import type { WebhookDelivery } from './delivery.js';
import { WebhookSignatureError } from './disconnect.js';
import { resolveLimits, WebhookParseError } from './errors.js';
import type { WebhookHandlerOptions } from './handler-options.js';
import { checkListeners, dispatcher, listensTo, logError, settingsOf } from './listeners.js';
import { receiveDisconnect, receivePost } from './receive.js';
import { secretCheck } from './url-secret.js';

/** A web handler, with an adapter for Node. */
export interface WebhookHandler {
  /**
   * Answers a request of Kommo. It fits the routes of Next.js, Hono, Deno, Bun and workers. On a platform that stops after the
   * answer, pass its context (an object with `waitUntil`) as the second argument; any other second argument is ignored.
   */
  (request: Request, context?: unknown): Promise<Response>;
  /** The same for Node's `http`, Express and Fastify. It reads the body, or uses `request.body` if a parser has read it. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Calls the listeners for one delivery: for the worker of a queue of your own. */
  readonly process: (delivery: WebhookDelivery) => Promise<void>;
  /** Waits until the queue is empty, at most `timeoutMs` milliseconds. Resolves to false if the time ran out. */
  readonly drain: (timeoutMs?: number) => Promise<boolean>;
  /** `settings` of the subscription that brings what the listeners wait for. */
  readonly settings: readonly string[];
}

const OPTIONS = Object.keys({
  on: true,
  secret: true,
  secretParam: true,
  account: true,
  clientId: true,
  clientSecret: true,
  trustReturnUrl: true,
  queue: true,
  dedupe: true,
  limits: true,
  ackTimeoutMs: true,
  listenerTimeoutMs: true,
  onError: true,
  clock: true,
} satisfies KeysOf<WebhookHandlerOptions>);

const VARIABLES = {
  secret: 'KOMMO_WEBHOOK_SECRET',
  clientId: 'KOMMO_CLIENT_ID',
  clientSecret: 'KOMMO_CLIENT_SECRET',
} as const;

/**
 * Creates the handler of a webhook URL. It answers within Kommo's 2 seconds and calls the listeners afterwards. Kommo repeats what was
 * not answered with 200, so a listener can be called twice for one event and must be idempotent. Account webhooks carry no
 * signature: pass a `secret` and put it into the URL.
 * @throws InputError on unknown listeners and on options that contradict each other
 * @see https://developers.kommo.com/docs/webhooks-general
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkKeys(options, 'options', OPTIONS);
  return handlerOf(withoutNull(options, OPTIONS));
}

function handlerOf(options: WebhookHandlerOptions): WebhookHandler {
  checkOptions(options);
  const { on, account, clientId, clientSecret, queue, dedupe, ackTimeoutMs = 1500, clock = systemClock } = options;
  const checkEnvironment = environmentCheck(options, VARIABLES);
  const hasSecret = secretCheck(options.secret, checkText(options.secretParam ?? 'secret', 'secretParam'));
  const report = neverThrows(options.onError ?? logError);
  const timeoutMs = checkAmount(options.listenerTimeoutMs ?? 10_000, 'listenerTimeoutMs');
  const process = dispatcher(on, report, { timeoutMs, clock });

  async function receive(request: InboundRequest): Promise<Received<WebhookDelivery> | undefined> {
    checkEnvironment();
    if (isUnset(account)) {
      const value = account === '' ? 'an empty text' : String(account);
      throw new Refusal(
        503,
        `The option account is ${value}. Set the variable that it comes from, or leave the option out.`,
      );
    }
    const signed = request.method === 'GET' && request.url.searchParams.has('signature');
    if (signed && clientId !== undefined && clientSecret !== undefined) {
      return receiveDisconnect(request.url, clientId, clientSecret);
    }
    if (request.method !== 'POST') throw new Refusal(405, `The method is ${request.method}; Kommo sends POST.`);
    if (!hasSecret(request.url)) throw new Refusal(401, 'The URL does not hold the secret.');
    const received = await receivePost(request, options);
    return received.delivery.events.length === 0 ? undefined : received;
  }

  const inbox = createInbox<WebhookDelivery>({
    receive,
    process,
    statusOf,
    report: (error) => report(error, {}),
    queue,
    dedupe,
    ackTimeoutMs,
    clock,
  });
  return Object.assign(inbox.web, { node: inbox.node, process, drain: inbox.drain, settings: settingsOf(on) });
}

// An option that is there but empty comes from the environment and is checked at the first request.
function checkOptions(options: WebhookHandlerOptions): void {
  const { on, account, trustReturnUrl } = options;
  checkListeners(on);
  resolveLimits(options.limits);
  if (trustReturnUrl !== undefined) checkFunction(trustReturnUrl, 'trustReturnUrl');
  // It would refuse every delivery.
  if (account !== undefined && typeof account !== 'string' && !isId(account) && !isUnset(account))
    throw new InputError('account', `must be the id of an account or its subdomain, got ${String(account)}`);
  if (listensTo(on, 'integration.disconnected') && !('clientId' in options && 'clientSecret' in options)) {
    throw new InputError(
      'clientSecret',
      'is missing; pass clientSecret and clientId together to verify disconnect hooks',
    );
  }
  if (listensTo(on, 'salesbot.widget_request') && !('clientSecret' in options)) {
    throw new InputError('clientSecret', 'is needed to verify the tokens of salesbots');
  }
}

// What an unset variable becomes: '' as text, and 0 or NaN by Number().
const isUnset = (account: unknown): boolean => account === '' || account === 0 || Number.isNaN(account);

function statusOf(error: unknown): number | undefined {
  if (error instanceof JwtError || error instanceof WebhookSignatureError) return 401;
  if (!(error instanceof WebhookParseError)) return undefined;
  return error.limit === undefined ? 400 : 413;
}
