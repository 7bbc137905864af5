import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  JwtError,
  parseReturnUrl,
  verifyBotToken,
  verifyDisconnectHook,
  WebhookSignatureError,
} from '../../src/webhooks/index.js';

const clientId = '01d01160-d7a0-4087-b4af-6a1bb83fcd1d';
const clientSecret = 'exampleclientsecret0123456789abcdef';

describe('verifyDisconnectHook', () => {
  // Derived: ids of Kommo's documented sample, signed with a secret of ours.
  const signature = '52d78d12cf8c709e2b977f0d72d8573a163bcb4e45f0b38a19c5b962f6e0395a';
  const hook = (over: Record<string, string> = {}) =>
    `https://example.com/gone?${new URLSearchParams({ client_uuid: clientId, account_id: '32720107', signature, ...over })}`;

  it('takes the derived vector', async () => {
    const expected = { account_id: 32720107, client_uuid: clientId };
    expect(await verifyDisconnectHook(hook(), { clientId, clientSecret })).toEqual(expected);
    expect(await verifyDisconnectHook(new URL(hook()), { clientId, clientSecret })).toEqual(expected);
    expect(await verifyDisconnectHook(new URL(hook()).searchParams, { clientId, clientSecret })).toEqual(expected);
    expect(
      await verifyDisconnectHook(new URL(hook()).pathname + new URL(hook()).search, { clientId, clientSecret }),
    ).toEqual(expected);
  });

  it.each<Record<string, string>>([
    { account_id: '32720108' },
    { account_id: '032720107' },
    { client_uuid: 'other' },
    { signature: '' },
    { signature: `${signature.slice(0, -1)}b` },
  ])('refuses %j', async (over) => {
    await expect(verifyDisconnectHook(hook(over), { clientId, clientSecret })).rejects.toThrow(WebhookSignatureError);
  });

  it('refuses a hook of another integration, though it is signed', async () => {
    const other = createHmac('sha256', clientSecret).update('other|1').digest('hex');
    const query = new URLSearchParams({ client_uuid: 'other', account_id: '1', signature: other });
    await expect(verifyDisconnectHook(query, { clientId, clientSecret })).rejects.toThrow(WebhookSignatureError);
  });
});

describe('verifyBotToken', () => {
  const token = (claims: object, alg: 'HS256' | 'HS512', secret = clientSecret): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg })}.${part(claims)}`;
    return `${text}.${createHmac(alg === 'HS512' ? 'sha512' : 'sha256', secret)
      .update(text)
      .digest('base64url')}`;
  };
  const exp = Math.floor(Date.now() / 1000) + 60;

  it.each(['HS256', 'HS512'] as const)('takes %s, and both spellings of the client', async (alg) => {
    for (const claims of [
      { exp, client_uuid: clientId },
      { exp, client_uid: clientId },
    ]) {
      expect(await verifyBotToken(token(claims, alg), { clientSecret, clientId })).toEqual(claims);
    }
  });

  it('refuses others', async () => {
    const check = (claims: object, secret?: string) =>
      verifyBotToken(token(claims, 'HS512', secret), { clientSecret, clientId });
    await expect(check({ exp, client_uuid: 'other' })).rejects.toThrow(JwtError);
    await expect(check({ exp })).rejects.toThrow(JwtError);
    await expect(check({ exp: exp - 120, client_uuid: clientId })).rejects.toThrow(JwtError);
    await expect(check({ exp, client_uuid: clientId }, 'other')).rejects.toThrow(JwtError);
  });
});

describe('checks that would check nothing', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['a misspelt key', () => verifyBotToken('x', { clientSecret, clientID: clientId } as never), 'checks.clientID'],
    ['a leeway in milliseconds', () => verifyBotToken('x', { clientSecret, leewaySeconds: 60_000 }), 'leewaySeconds'],
    ['no client', () => verifyDisconnectHook('/?account_id=1', { clientId: '', clientSecret }), 'clientId'],
  ])('%s', async (_, check, field) => {
    await expect(check()).rejects.toMatchObject({ name: 'InputError', field });
  });
});

describe('parseReturnUrl', () => {
  it('names bot and continuation', () => {
    expect(parseReturnUrl('https://acme.kommo.com/api/v4/salesbot/321/continue/123')).toEqual({
      bot: 'salesbot',
      botId: 321,
      continueId: 123,
    });
    expect(parseReturnUrl('https://acme.kommo.com/api/v4/marketingbot/9/continue/1')?.bot).toBe('marketingbot');
    for (const url of [
      '',
      'x',
      'https://acme.kommo.com/api/v4/leads/1',
      'https://acme.kommo.com/api/v4/salesbot/a/continue/1',
    ]) {
      expect(parseReturnUrl(url)).toBeUndefined();
    }
  });
});
