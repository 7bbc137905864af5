import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/index.js';
import { ensureWebhook, type WebhookSubscription, type WebhookSubscriptions } from '../../src/webhooks/index.js';
import { json, serve } from '../support/http-server.js';

interface Webhook extends WebhookSubscription {
  id: number;
  destination: string;
  settings: string[];
  disabled: boolean;
}

/** What a second POST of a destination does: amoCRM's docs say overwrite, Kommo's say nothing. */
type OnConflict = 'overwrite' | 'merge' | 'overwrite but leave it off';

async function account(onConflict: OnConflict, webhooks: Webhook[] = []) {
  let ids = 100;
  const server = await serve(({ method, url, body }, res) => {
    const at = new URL(url, 'http://localhost').searchParams.get('filter[destination]');
    if (method === 'GET') {
      const found = webhooks.filter(({ destination }) => destination === at);
      return json(res, { _total_items: found.length, _embedded: { webhooks: found } });
    }
    const { destination, settings = [] } = JSON.parse(body) as { destination: string; settings?: string[] };
    const index = webhooks.findIndex((webhook) => webhook.destination === destination);
    const old = webhooks[index];
    if (method === 'DELETE') {
      webhooks.splice(index, 1);
      return void res.writeHead(204).end();
    }
    if (old === undefined) {
      webhooks.push({ id: ids++, destination, settings, disabled: false });
      return json(res, webhooks.at(-1), 201);
    }
    if (onConflict === 'merge') old.settings = [...new Set([...old.settings, ...settings])];
    else old.settings = settings;
    if (onConflict !== 'overwrite but leave it off') old.disabled = false;
    return json(res, old, 201);
  });
  const call = async (method: string, body: object) => {
    const response = await fetch(`${server.url}/api/v4/webhooks`, { method, body: JSON.stringify(body) });
    return response.status === 204 ? undefined : response.json();
  };
  const api: WebhookSubscriptions<Webhook> = {
    list: async ({ filter }) => {
      const query = new URLSearchParams({ 'filter[destination]': filter.destination });
      const response = await fetch(`${server.url}/api/v4/webhooks?${query}`);
      return { data: ((await response.json()) as { _embedded: { webhooks: Webhook[] } })._embedded.webhooks };
    },
    create: (body) => call('POST', body) as Promise<Webhook>,
    delete: (body) => call('DELETE', body),
  };
  return { api, webhooks, methods: () => server.seen.map(({ method }) => method) };
}

const destination = 'https://example.com/hook?secret=x';
const hook = (over: Partial<Webhook> = {}): Webhook => ({
  id: 1,
  destination,
  settings: ['add_lead', 'status_lead'],
  disabled: false,
  ...over,
});
const other = hook({ id: 2, destination: 'https://example.com/other' });

describe('ensureWebhook', () => {
  it.each<[string, OnConflict, Webhook[], string, string[]]>([
    ['creates what is missing', 'overwrite', [], 'created', ['GET', 'POST']],
    ['leaves what is right', 'overwrite', [hook({ settings: ['status_lead', 'add_lead'] })], 'unchanged', ['GET']],
    [
      'overwrites other settings',
      'overwrite',
      [hook({ settings: ['add_lead', 'add_task'] })],
      'updated',
      ['GET', 'POST'],
    ],
    ['adds to settings', 'merge', [hook({ settings: ['add_lead'] })], 'updated', ['GET', 'POST']],
    ['switches on again', 'overwrite', [hook({ disabled: true })], 'updated', ['GET', 'POST']],
    [
      'makes it anew where settings were merged',
      'merge',
      [hook({ settings: ['add_task'] })],
      'recreated',
      ['GET', 'POST', 'DELETE', 'POST'],
    ],
    [
      'makes it anew where it stays off',
      'overwrite but leave it off',
      [hook({ disabled: true })],
      'recreated',
      ['GET', 'POST', 'DELETE', 'POST'],
    ],
  ])('%s', async (_, onConflict, before, outcome, calls) => {
    const { api, webhooks, methods } = await account(onConflict, [
      structuredClone(other),
      ...before.map((webhook) => structuredClone(webhook)),
    ]);
    const result = await ensureWebhook(api, { destination, settings: ['add_lead', 'status_lead', 'add_lead'] });
    expect(result.outcome).toBe(outcome);
    expect(methods()).toEqual(calls);
    expect(webhooks).toContainEqual(other);
    const [left, ...rest] = webhooks.filter((webhook) => webhook.destination === destination);
    expect(rest).toEqual([]);
    expect(left).toEqual(result.webhook);
    expect(left).toMatchObject({ disabled: false });
    expect([...(left?.settings ?? [])].sort()).toEqual(['add_lead', 'status_lead']);
    expect(await ensureWebhook(api, { destination, settings: ['add_lead', 'status_lead'] })).toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('refuses to subscribe to nothing', async () => {
    const { api, methods } = await account('overwrite');
    await expect(ensureWebhook(api, { destination, settings: [] })).rejects.toThrow(InputError);
    for (const settings of [['lead.added'], ['add_lead', 'lead.*'], ['*'], [5], 'add_lead']) {
      await expect(ensureWebhook(api, { destination, settings: settings as string[] })).rejects.toThrow(
        /handler.settings/,
      );
    }
    expect(methods()).toEqual([]);
  });
});
