import { checkKeys, type KeysOf } from '../util/check.js';
import { encodeWebhook, type WebhookEventInput } from '../webhooks/encode.js';
import { EVENTS, type EventDefinition } from '../webhooks/event-table.js';
import type { WebhookAccount } from '../webhooks/events.js';

/** What the sandbox's webhooks go out with. */
export interface EmitContext {
  readonly account: WebhookAccount;
  /** Subscriptions of the account. */
  readonly subscriptions: readonly {
    readonly destination: string;
    readonly settings: readonly string[];
    readonly disabled: boolean;
  }[];
}

/** How a webhook is sent. */
export interface EmitOptions {
  /** Where to. Default: every subscription that has the event in its settings and is not disabled. */
  to?: string | readonly string[];
  /** Account that the body names. Default: the sandbox's. */
  account?: WebhookAccount;
  /** Times that the same body is sent, as when an answer got lost. Default 1. */
  times?: number;
  /** Leaves out the `message` around incoming messages, as newer bodies do. Default false. */
  bareMessages?: boolean;
  /** Milliseconds to wait for an answer. Default 2000, as Kommo. */
  timeoutMs?: number;
  /** Posts the body. Default: the global fetch. Subscriptions at example.com, as the seed has one, are never called. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
}

type Post = NonNullable<EmitOptions['fetch']>;

/** What became of one delivery. */
export interface EmitResult {
  destination: string;
  /** Status of the answer. Undefined if no answer came in time. */
  status: number | undefined;
  /** Whether Kommo would take it for delivered. */
  delivered: boolean;
  /** Milliseconds until the answer. */
  ms: number;
}

/** Posts events as Kommo does: one form body to each destination. Never rejects because of a receiver. */
export async function emitWebhook(
  { account, subscriptions }: EmitContext,
  events: WebhookEventInput | readonly WebhookEventInput[],
  options: EmitOptions = {},
): Promise<EmitResult[]> {
  checkKeys(options, 'options', KNOWN);
  const list: readonly WebhookEventInput[] = 'type' in events ? [events] : events;
  const { to, times = 1, bareMessages, timeoutMs = 2000, fetch = globalThis.fetch } = options;
  const wanted = new Set(list.map(({ type }) => (EVENTS[type] as EventDefinition).setting));
  const destinations =
    to === undefined
      ? subscriptions
          .filter((hook) => !hook.disabled && hook.settings.some((name) => wanted.has(name)))
          .map((hook) => hook.destination)
      : [to].flat();
  const post = to === undefined ? sparingExamples(fetch) : fetch;
  const body = encodeWebhook(list, { account: options.account ?? account, bareMessages });
  // Public recordings show it. Attempts to deliver the same body share it.
  const requestId = crypto.randomUUID();
  const results = await Promise.all(
    destinations.map(async (destination) => {
      const attempts: EmitResult[] = [];
      for (let i = 0; i < times; i++) attempts.push(await deliver(post, destination, { body, requestId }, timeoutMs));
      return attempts;
    }),
  );
  return results.flat();
}

async function deliver(
  fetch: Post,
  destination: string,
  { body, requestId }: { readonly body: string; readonly requestId: string },
  timeoutMs: number,
): Promise<EmitResult> {
  const start = performance.now();
  let status: number | undefined;
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-amocrm-requestid': requestId };
    const response = await fetch(destination, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    status = response.status;
  } catch {
    // No answer, or none in time: Kommo doesn't tell these apart either.
  }
  return { destination, status, delivered: status !== undefined && status < 300, ms: performance.now() - start };
}

// The seed has a subscription there, and a test should not knock at somebody's door.
const sparingExamples =
  (fetch: Post): Post =>
  async (destination, init) => {
    if (/(^|\.)example\.(com|net|org)$/.test(new URL(destination).hostname))
      throw new Error(`${destination} is not called`);
    return fetch(destination, init);
  };

const KNOWN = Object.keys({
  to: true,
  account: true,
  times: true,
  bareMessages: true,
  timeoutMs: true,
  fetch: true,
} satisfies KeysOf<EmitOptions>);
