/**
 * Posts every deal that is won to a Slack channel. Subscribe the URL to "lead status changed" in Kommo.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_WEBHOOK_SECRET: the last part of the URL, 16 characters or more.
 * SLACK_WEBHOOK_URL: an incoming webhook of Slack, or of any service that accepts `{ text }`. PORT: default 3000.
 */
import { createServer } from 'node:http';
import { Kommo, WON } from 'kommo-sdk';
import { createWebhookHandler } from 'kommo-sdk/webhooks';

const kommo = Kommo.fromEnv();
const channel = process.env['SLACK_WEBHOOK_URL'] ?? '';

const handler = createWebhookHandler({
  secret: process.env['KOMMO_WEBHOOK_SECRET'] ?? '',
  on: {
    'lead.status_changed': async ({ entity }) => {
      if (entity.status_id !== WON || entity.id === undefined) return;
      // The event is only a hint, so read the lead.
      const lead = await kommo.leads.get(entity.id);
      const user = await kommo.users.get(lead.responsible_user_id);
      await fetch(channel, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: `${user.name} won "${lead.name}" (${lead.price})` }),
      });
    },
  },
});

const server = createServer(handler.node).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  console.log(`http://127.0.0.1:${port}/<secret>`);
});
process.once('SIGTERM', async () => {
  server.close();
  await handler.drain();
});
