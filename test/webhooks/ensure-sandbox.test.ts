import { describe, expect, it, onTestFinished } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { createWebhookHandler } from '../../src/webhooks/index.js';

describe('kommo.webhooks.ensure', () => {
  it('subscribes a handler, and switches it on again', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const server = await sandbox.listen();
    onTestFinished(() => server.close());
    const kommo = new Kommo({ baseUrl: server.url, accessToken: sandbox.options.accessToken, rateLimit: false });
    const { settings } = createWebhookHandler({ on: { 'lead.added': () => {}, 'lead.status_changed': () => {} } });
    const destination = 'https://your.host/hook?secret=6f1b6c0e';
    const ensure = async () => {
      const before = sandbox.requests.length;
      const { outcome, webhook } = await kommo.webhooks.ensure({ destination, settings });
      expect(webhook).toMatchObject({ destination, settings: ['add_lead', 'status_lead'], disabled: false });
      return [outcome, ...sandbox.requests.slice(before).map(({ method }) => method)];
    };
    expect(await ensure()).toEqual(['created', 'GET', 'POST']);
    expect(await ensure()).toEqual(['unchanged', 'GET']);
    const row = sandbox.db.webhooks.find((webhook) => webhook.destination === destination);
    if (row === undefined) throw new Error('unreachable');
    sandbox.db.webhooks.set({ ...row, disabled: true });
    expect(await ensure()).toEqual(['updated', 'GET', 'POST']);
    sandbox.db.webhooks.set({ ...row, settings: ['add_task'] });
    expect(await ensure()).toEqual(['updated', 'GET', 'POST']);
  });
});
