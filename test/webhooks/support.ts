import {
  createWebhookHandler,
  encodeWebhook,
  type HandledEvent,
  type WebhookHandlerOptions,
} from '../../src/webhooks/index.js';
import { listen } from '../support/http-server.js';

export const SECRET = '6f1b6c0e-8f0b-4a46-9a53-0d5c4f1f7f11';
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The body of a new lead. */
export const leadAdded = (id: number): string =>
  encodeWebhook({ type: 'lead.added', entity: { id } }, { account: { id: 77, subdomain: 'acme' } });

/** A handler behind a real HTTP server, and what its listeners and onError got. */
export async function setUp(options: Partial<WebhookHandlerOptions> = {}) {
  const events: HandledEvent[] = [];
  const errors: string[] = [];
  const handler = createWebhookHandler({
    on: { '*': (event) => void events.push(event) },
    onError: (error) => void errors.push(error instanceof Error ? error.message : String(error)),
    ...options,
  });
  const url = await listen(handler.node);
  const post = (body: string, path = '/', headers: Record<string, string> = form) =>
    fetch(url + path, { method: 'POST', body, headers });
  return { handler, url, post, events, errors };
}
