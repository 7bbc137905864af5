/**
 * Moves a lead to another stage as soon as its client writes, on Node's `http`.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_WEBHOOK_SECRET: the last part of the URL, at least 16 characters.
 * KOMMO_PIPELINE_ID, KOMMO_STATUS_ID: the stage to move the lead to.
 */
import { createServer, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Kommo } from 'kommo-sdk';
import { createWebhookHandler, type WebhookHandler } from 'kommo-sdk/webhooks';

/** Stage that a lead moves to. */
export interface Stage {
  pipeline_id: number;
  status_id: number;
}

/** The handler: answers Kommo at once, then moves the lead. */
export function moveOnMessage(kommo: Kommo, stage: Stage, secret: string): WebhookHandler {
  return createWebhookHandler({
    secret,
    on: {
      'message.added': async ({ entity }) => {
        if (entity.entity_type !== 'lead' || entity.entity_id === undefined) return;
        await kommo.leads.update(entity.entity_id, stage);
      },
    },
  });
}

/** The server that runs the handler. */
export function serveWebhooks(handler: WebhookHandler): Server {
  return createServer(handler.node);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const env = process.env;
  const stage = { pipeline_id: Number(env['KOMMO_PIPELINE_ID']), status_id: Number(env['KOMMO_STATUS_ID']) };
  const handler = moveOnMessage(Kommo.fromEnv(), stage, env['KOMMO_WEBHOOK_SECRET'] ?? '');
  const server = serveWebhooks(handler).listen(3000, () => console.log('http://127.0.0.1:3000/<secret>'));
  process.once('SIGTERM', async () => {
    server.close();
    await handler.drain();
  });
}
