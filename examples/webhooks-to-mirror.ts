/**
 * Keeps the mirror only a few seconds behind the account: webhooks name what changed, and the mirror reads it. A nightly sync finds changes
 * that have no webhook.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_MIRROR: a postgres:// address.
 * KOMMO_WEBHOOK_SECRET: the last part of the URL, at least 16 characters.
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Kommo } from 'kommo-sdk';
import { createMirror, type Mirror } from 'kommo-sdk/sync';
import { createWebhookHandler, type WebhookHandler } from 'kommo-sdk/webhooks';

/** The handler: answers Kommo at once, then updates the mirror. */
export function followWebhooks(mirror: Mirror, secret: string): WebhookHandler {
  const apply = (event: Parameters<Mirror['apply']>[0]): Promise<void> => mirror.apply(event);
  return createWebhookHandler({
    secret,
    on: {
      'lead.added': apply,
      'lead.updated': apply,
      'lead.status_changed': apply,
      'lead.deleted': apply,
      'lead.restored': apply,
      'contact.added': apply,
      'contact.updated': apply,
      'contact.deleted': apply,
      'task.added': apply,
      'task.completed': apply,
      'message.added': apply,
    },
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const mirror = await createMirror(Kommo.fromEnv(), { to: process.env['KOMMO_MIRROR'] ?? '' });
  const handler = followWebhooks(mirror, process.env['KOMMO_WEBHOOK_SECRET'] ?? '');
  createServer(handler.node).listen(3000, () => console.log('http://127.0.0.1:3000/<secret>'));
}
