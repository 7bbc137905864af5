import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Kommo } from 'kommo-sdk';
import { createSandbox } from 'kommo-sdk/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../examples/webhook-hono.js';
import { moveOnMessage, serveWebhooks } from '../../examples/webhook-node-http.js';

const SECRET = crypto.randomUUID();

/** A sandbox over HTTP, a lead in its first stage, and the stage to move it to. */
async function account() {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  const kommo = new Kommo({ baseUrl: server.url, accessToken: sandbox.options.accessToken });
  const [pipeline] = (await kommo.pipelines.list()).data;
  const [from, to] = (pipeline?._embedded.statuses ?? []).filter(({ type }) => type === 0);
  if (pipeline === undefined || from === undefined || to === undefined) throw new Error('The seed has no two stages');
  const lead = await kommo.leads.create({ name: 'x', pipeline_id: pipeline.id, status_id: from.id });
  const statusOf = async () => (await kommo.leads.get(lead.id)).status_id;
  const message = {
    id: crypto.randomUUID(),
    chat_id: crypto.randomUUID(),
    talk_id: 1,
    text: 'Hello',
    entity_type: 'lead',
    entity_id: lead.id,
    element_type: 2,
    element_id: lead.id,
    type: 'incoming',
  };
  return { sandbox, kommo, from: from.id, stage: { pipeline_id: pipeline.id, status_id: to.id }, statusOf, message };
}

const listening = (server: ReturnType<typeof serveWebhooks>): Promise<string> =>
  new Promise((resolve) => {
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

describe('examples of webhooks', () => {
  it('examples/webhook-node-http.ts moves the lead', async () => {
    const { sandbox, kommo, from, stage, statusOf, message } = await account();
    const handler = moveOnMessage(kommo, stage, SECRET);
    const url = await listening(serveWebhooks(handler));
    const refused = await sandbox.emit('message.added', message, { to: `${url}/wrong` });
    expect(refused[0]?.status).toBe(401);
    expect(await statusOf()).toBe(from);
    const sent = await sandbox.emit('message.added', message, { to: `${url}/${SECRET}`, bareMessages: true, times: 2 });
    expect(sent.map(({ delivered }) => delivered)).toEqual([true, true]);
    await handler.drain();
    expect(await statusOf()).toBe(stage.status_id);
    expect(sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it('examples/webhook-hono.ts moves the lead', async () => {
    const { sandbox, kommo, stage, statusOf, message } = await account();
    const { app, webhooks } = createApp(kommo, stage, SECRET);
    const url = await new Promise<string>((resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve(`http://127.0.0.1:${port}`),
      );
      onTestFinished(() => void server.close());
    });
    const [result] = await sandbox.emit('message.added', message, { to: `${url}/kommo?secret=${SECRET}` });
    expect(result?.delivered).toBe(true);
    await webhooks.drain();
    expect(await statusOf()).toBe(stage.status_id);
  });
});
