/**
 * Moves a lead to another stage as soon as its client writes, on Hono; the same app runs on Node, Bun, Deno and workers.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_WEBHOOK_SECRET: `?secret=` of the URL, at least 16 characters.
 * KOMMO_PIPELINE_ID, KOMMO_STATUS_ID: the stage to move the lead to.
 */
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Kommo } from 'kommo-sdk';
import { createWebhookHandler, type WebhookHandler } from 'kommo-sdk/webhooks';

/** Stage that a lead moves to. */
export interface Stage {
  pipeline_id: number;
  status_id: number;
}

/** The app and its webhook handler. On a worker, pass the context too: `webhooks(c.req.raw, c.executionCtx)`. */
export function createApp(kommo: Kommo, stage: Stage, secret: string): { app: Hono; webhooks: WebhookHandler } {
  const webhooks = createWebhookHandler({
    secret,
    on: {
      'message.added': async ({ entity }) => {
        if (entity.entity_type !== 'lead' || entity.entity_id === undefined) return;
        await kommo.leads.update(entity.entity_id, stage);
      },
    },
  });
  const app = new Hono();
  app.post('/kommo', (c) => webhooks(c.req.raw));
  return { app, webhooks };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const env = process.env;
  const stage = { pipeline_id: Number(env['KOMMO_PIPELINE_ID']), status_id: Number(env['KOMMO_STATUS_ID']) };
  const { app } = createApp(Kommo.fromEnv(), stage, env['KOMMO_WEBHOOK_SECRET'] ?? '');
  serve({ fetch: app.fetch, port: 3000 }, () => console.log('http://127.0.0.1:3000/kommo?secret=<secret>'));
}
