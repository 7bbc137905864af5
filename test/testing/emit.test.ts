import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from '../../src/testing/index.js';
import { createWebhookHandler, type HandledEvent } from '../../src/webhooks/index.js';
import { serve } from '../support/http-server.js';

async function receiver() {
  const got: HandledEvent[] = [];
  const handler = createWebhookHandler({ on: { '*': (event) => void got.push(event) } });
  const server = createServer(handler.node);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, handler };
}

describe('sandbox.emit', () => {
  it('posts a form to a URL', async () => {
    const server = await serve((_, res) => void res.end());
    const sandbox = createSandbox({ seed: 'empty' });
    const results = await sandbox.emit(
      'lead.status_changed',
      { id: 7, status_id: 142, old_status_id: 1 },
      { to: server.url },
    );
    expect(results).toEqual([{ destination: server.url, status: 200, delivered: true, ms: expect.any(Number) }]);
    const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = server.seen;
    expect([method, headers['content-type']]).toEqual(['POST', 'application/x-www-form-urlencoded']);
    const { id, subdomain } = sandbox.db.account;
    expect(decodeURIComponent(body)).toBe(
      `account[subdomain]=${subdomain}&account[id]=${id}&account[_links][self]=https://${subdomain}.kommo.com` +
        '&leads[status][0][id]=7&leads[status][0][status_id]=142&leads[status][0][old_status_id]=1',
    );
  });

  it('reaches the subscriptions that ask for the event', async () => {
    const [asked, notAsked, off] = [await receiver(), await receiver(), await receiver()];
    const sandbox = createSandbox({ seed: 'empty' });
    const hook = { sort: 1, created_by: 1, created_at: 1, updated_at: 1 };
    sandbox.db.webhooks.add({
      ...hook,
      destination: asked.url,
      settings: ['add_message', 'add_lead'],
      disabled: false,
    });
    sandbox.db.webhooks.add({ ...hook, destination: notAsked.url, settings: ['add_lead'], disabled: false });
    sandbox.db.webhooks.add({ ...hook, destination: off.url, settings: ['add_message'], disabled: true });
    const message = { id: 'm', chat_id: 'c', talk_id: 5, text: 'Hi', entity_type: 'lead', entity_id: 9 };
    for (const bareMessages of [false, true]) {
      const results = await sandbox.emit('message.added', message, { bareMessages });
      expect(results.map(({ destination, delivered }) => [destination, delivered])).toEqual([[asked.url, true]]);
    }
    await asked.handler.drain();
    expect(asked.got.map(({ type, entity }) => [type, entity])).toEqual([
      ['message.added', message],
      ['message.added', message],
    ]);
    expect(notAsked.got).toEqual([]);
    expect(off.got).toEqual([]);
  });

  it('tells what a receiver did, and delivers again when asked to', async () => {
    const failing = await serve((_, res) => void res.writeHead(500).end());
    const silent = await serve(() => {});
    const sandbox = createSandbox({ seed: 'empty' });
    const send = async (to: string, timeoutMs: number) =>
      (await sandbox.emit('lead.deleted', { id: 1 }, { to, timeoutMs })).map(({ status, delivered }) => [
        status,
        delivered,
      ]);
    expect(await send(failing.url, 10_000)).toEqual([[500, false]]);
    expect(await send(silent.url, 100)).toEqual([[undefined, false]]);
    const { url, got, handler } = await receiver();
    expect(await sandbox.emit('lead.deleted', { id: 1 }, { to: url, times: 3 })).toHaveLength(3);
    await handler.drain();
    expect(got).toHaveLength(1);
  });

  it('calls no reserved names, such as those of the seed', async () => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return new Response();
    };
    const results = await createSandbox().emit('lead.added', { id: 1 }, { fetch });
    expect(results.map(({ destination, status }) => [new URL(destination).hostname, status])).toEqual([
      ['example.com', undefined],
    ]);
    expect(calls).toBe(0);
  });
});
