import type { WebhookRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, itemOf } from '../http/call.js';
import { everything, list, noContent, ok } from '../http/hal.js';
import { refuse } from '../http/problems.js';
import { among } from './filters.js';

interface WebhookInput {
  destination: string;
  settings: readonly string[];
  sort?: number;
}

const MOST_WEBHOOKS = 100;

/** Subscriptions to webhooks; the address is their key. */
export const webhookHandlers: Handlers = {
  'webhooks.list': (call) => {
    const rows = call.db.webhooks.filter((row) => among(filterOf(call, 'destination'), row.destination));
    return list(call, 'webhooks', everything(rows.map((row) => renderWebhook(call, row))), {
      totals: 'items',
      paged: false,
    });
  },
  'webhooks.create': (call) => {
    const { destination, settings, sort } = itemOf<WebhookInput>(call);
    if (!URL.canParse(destination)) refuse(400, 'Destination is not a valid URL');
    const known = call.db.webhooks.find((row) => row.destination === destination);
    if (known)
      return ok(
        renderWebhook(
          call,
          call.db.webhooks.set({ ...known, settings, sort: sort ?? known.sort, disabled: false, updated_at: call.now }),
        ),
      );
    if (call.db.webhooks.size >= MOST_WEBHOOKS) refuse(422, `Limit ${MOST_WEBHOOKS} webhooks per account`);
    const made = { created_at: call.now, updated_at: call.now, created_by: call.userId, disabled: false };
    return ok(
      renderWebhook(
        call,
        call.db.webhooks.add({ destination, settings, sort: sort ?? call.db.webhooks.size + 1, ...made }),
      ),
    );
  },
  'webhooks.delete': (call) => {
    const { destination } = itemOf<{ destination: string }>(call);
    const row = call.db.webhooks.find((other) => other.destination === destination) ?? refuse(404, 'Webhook not found');
    call.db.webhooks.delete(row.id);
    return noContent();
  },
};

const renderWebhook = (call: Call, row: WebhookRow): object => ({ ...row, account_id: call.db.account.id });
