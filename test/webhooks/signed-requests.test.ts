import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeWebhook } from '../../src/webhooks/index.js';
import { SECRET, setUp } from './support.js';

describe('signed requests', () => {
  const clientId = '01d01160-d7a0-4087-b4af-6a1bb83fcd1d';
  const clientSecret = 'exampleclientsecret0123456789abcdef';
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object, secret = clientSecret): string => {
    const text = `${part({ alg: 'HS512', typ: 'JWT' })}.${part({ exp: Date.now() / 1000 + 60, client_uuid: clientId, ...claims })}`;
    return `${text}.${createHmac('sha512', secret).update(text).digest('base64url')}`;
  };
  const return_url = 'https://acme.kommo.com/api/v4/salesbot/1/continue/2';

  it('verifies the token of a salesbot, and where its answer goes', async () => {
    const { handler, post, events } = await setUp({ clientId, clientSecret });
    const send = async (entity: { token: string; return_url: string }) =>
      (await post(encodeWebhook({ type: 'salesbot.widget_request', entity: { ...entity, data: { message: 'hi' } } })))
        .status;
    expect(await send({ token: token({ account_id: 77, subdomain: 'acme', entity_id: 5 }), return_url })).toBe(200);
    expect(await send({ token: token({}, 'other'), return_url })).toBe(401);
    expect(await send({ token: token({ exp: 1 }), return_url })).toBe(401);
    expect(await send({ token: token({ client_uuid: 'x' }), return_url })).toBe(401);
    expect(await send({ token: 'nonsense', return_url })).toBe(401);
    expect(await send({ token: token({}), return_url: 'https://evil.example/api/v4/salesbot/1/continue/2' })).toBe(403);
    await handler.drain();
    expect(events).toMatchObject([
      {
        type: 'salesbot.widget_request',
        account: { id: 77, subdomain: 'acme' },
        entity: { data: { message: 'hi' }, return_url, claims: { entity_id: 5, client_uuid: clientId } },
      },
    ]);
  });

  it('takes no widget_request that it can not verify', async () => {
    const { post, errors } = await setUp();
    const body = encodeWebhook({ type: 'salesbot.widget_request', entity: { token: token({}), return_url } });
    expect((await post(body)).status).toBe(403);
    expect(errors).toEqual(['A widget_request came, and there is no clientSecret to verify its token with.']);
  });

  it('takes the disconnect hook, once, beside a secret in the URL', async () => {
    const { handler, url, events } = await setUp({ clientId, clientSecret, secret: SECRET });
    const signature = '52d78d12cf8c709e2b977f0d72d8573a163bcb4e45f0b38a19c5b962f6e0395a';
    const hook = (sig: string) => fetch(`${url}/gone?client_uuid=${clientId}&account_id=32720107&signature=${sig}`);
    expect((await hook(signature)).status).toBe(200);
    expect((await hook(signature.replace('5', '6'))).status).toBe(401);
    await handler.drain();
    expect(events).toMatchObject([
      {
        type: 'integration.disconnected',
        account: { id: 32720107 },
        entity: { account_id: 32720107, client_uuid: clientId },
      },
    ]);
    const plain = await setUp();
    expect((await fetch(`${plain.url}/?signature=${signature}`)).status).toBe(405);
  });
});
