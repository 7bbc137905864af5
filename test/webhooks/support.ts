import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createWebhookHandler,
  encodeWebhook,
  type HandledEvent,
  type WebhookHandlerOptions,
} from '../../src/webhooks/index.js';

export const SECRET = '6f1b6c0e-8f0b-4a46-9a53-0d5c4f1f7f11';
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The body of a new lead. */
export const leadAdded = (id: number): string =>
  encodeWebhook({ type: 'lead.added', entity: { id } }, { account: { id: 77, subdomain: 'acme' } });

/** A real HTTP server on 127.0.0.1 that ends with the test. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

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
