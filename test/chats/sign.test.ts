import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signChatRequest, verifyChatWebhook } from '../../src/chats/index.js';

const secret = '5a44c5dff55f3c15a4cce8d7c4cc27e207c7e189';
const date = new Date('2020-10-29T11:59:55Z');
const channel = '/v2/origin/custom/f90ba33d-c9d9-44da-b76c-c349b0ecbe41';
const scope = `${channel}_af9945ff-1490-4cad-807d-945c15d88bec`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// Derived: the inputs of the first are the literal sample of amoCRM's docs, whose MD5 a public copy confirms; the signatures were
// computed with other tools (openssl, node:crypto) from the documented rule. No published signature could be reproduced.
const VECTORS = [
  {
    name: 'connect',
    method: 'POST',
    path: `${channel}/connect`,
    body: '{"account_id":"af9945ff-1490-4cad-807d-945c15d88bec","title":"ScopeTitle","hook_api_version":"v2"}',
    md5: 'a5e8ae04332a6d0aac15f01ad05d40e3',
    signature: 'e0dcc1936d766a7d5f53fe19887fafa50bef92e0',
  },
  {
    name: 'history: no body, no query',
    method: 'GET',
    path: `${scope}/chats/8b1a1828-fc4a-4874-9469-15e0d847570f/history`,
    body: '',
    md5: 'd41d8cd98f00b204e9800998ecf8427e',
    signature: '09a9412977a1247a05a0be43d7454ffda1f7ddf4',
  },
  {
    name: 'react: bytes, not UTF-16',
    method: 'POST',
    path: `${scope}/react`,
    body: '{"conversation_id":"c-1","msgid":"m-1","user":{"id":"u-1"},"type":"react","emoji":"😍"}',
    md5: '4bc464107d039ca4a786bfc0a76f72c8',
    signature: '182aaaee78ebdd159973761044f36625d2f6bc3f',
  },
  {
    name: 'disconnect',
    method: 'delete',
    path: `${channel}/disconnect`,
    body: '{"account_id":"af9945ff-1490-4cad-807d-945c15d88bec"}',
    md5: 'a83b67f10a7796047b2044449b01446d',
    signature: 'eeaac9f1286753ac9a5aaf08e4f4950c13e77f16',
  },
];

describe('signChatRequest', () => {
  it.each(VECTORS)('$name (derived)', async ({ method, path, body, md5, signature }) => {
    expect(await signChatRequest({ method, path, body: bytes(body), secret, date })).toEqual({
      date: 'Thu, 29 Oct 2020 11:59:55 +0000',
      'content-type': 'application/json',
      'content-md5': md5,
      'x-signature': signature,
    });
  });

  it('agrees with node:crypto on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string({ minLength: 1 }), async (body, key) => {
        const signed = await signChatRequest({ method: 'POST', path: '/x', body, secret: key, date });
        const md5 = createHash('md5').update(body).digest('hex');
        const text = `POST\n${md5}\napplication/json\nThu, 29 Oct 2020 11:59:55 +0000\n/x`;
        expect(signed['content-md5']).toBe(md5);
        expect(signed['x-signature']).toBe(createHmac('sha1', key).update(text).digest('hex'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('verifyChatWebhook', () => {
  const body =
    '{"account_id":"af9945ff-1490-4cad-807d-945c15d88bec","time":1639572261,"message":{"receiver":{"id":"r-1","client_id":"u-1"},"sender":{"id":"s-1","name":"Manager"},"conversation":{"id":"k-1","client_id":"c-1"},"timestamp":1639572260,"msec_timestamp":1639572260980,"message":{"id":"m-1","type":"text","text":"Hello"}}}';
  const signature = '60bcec467e474c5c7af7b0f06734d608c86658ad';

  it('takes the derived vector, as text and as bytes', async () => {
    expect(await verifyChatWebhook(body, signature, secret)).toBe(true);
    expect(await verifyChatWebhook(bytes(body), signature.toUpperCase(), secret)).toBe(true);
    expect(await verifyChatWebhook(`${body}\n`, 'd23c96238cf9181956db6a03a78e515af7cd3e99', secret)).toBe(true);
  });

  it('takes no other', async () => {
    for (const given of ['', null, undefined, signature.slice(1), `${signature}0`, 'é'.repeat(40), '0'.repeat(40)]) {
      expect(await verifyChatWebhook(body, given, secret)).toBe(false);
    }
    expect(await verifyChatWebhook(`${body} `, signature, secret)).toBe(false);
    expect(await verifyChatWebhook(body, signature, `${secret}0`)).toBe(false);
  });
});
