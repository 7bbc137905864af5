import { createHash, createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ChannelNotRegisteredError, ChatSignatureError, KommoChats } from '../../src/chats/index.js';
import {
  AbortError,
  BadRequestError,
  ConnectionError,
  DecodeError,
  ForbiddenError,
  IpBlockedError,
  type KommoApiError,
  RateLimitError,
  RedirectError,
  ServerError,
  TimeoutError,
} from '../../src/index.js';
import { type Handler, json, serve } from '../support/http-server.js';
import { ACCOUNT, CHANNEL, CLIENT, connected } from './support.js';

const text = { conversation_id: 'c', msgid: '1', sender: CLIENT, message: { type: 'text', text: 'Ж😍' } } as const;

const ACCEPTED = { new_message: { msgid: 'm1' } };

async function against(handler: Handler, options: object = {}) {
  const server = await serve(handler);
  return { server, chats: new KommoChats({ ...CHANNEL, accountId: ACCOUNT, baseUrl: server.url, ...options }) };
}

const failureOf = (handler: Handler, options?: object): Promise<KommoApiError> =>
  against(handler, options).then(({ chats }) =>
    chats.send(text).then(
      () => Promise.reject(new Error('it passed')),
      (error) => error,
    ),
  );

/** Address of a port that nobody listens on. */
async function closedUrl(): Promise<string> {
  const { url, server } = await serve(() => {});
  await new Promise((resolve) => server.close(resolve));
  return url;
}

describe('requests on the wire', () => {
  it('are signed over the bytes that arrive, with the headers that arrive', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 31, 9, 5, 7) });
    onTestFinished(() => void vi.useRealTimers());
    const { server, chats } = await against((_, res) => json(res, ACCEPTED));
    await chats.send(text);
    await chats.history('k-1', { offset: 5, limit: 7 });
    await chats.disconnect();
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'DELETE']);
    for (const { method, url, headers, body } of server.seen) {
      const [path] = url.split('?');
      const md5 = createHash('md5').update(body).digest('hex');
      expect(headers['content-md5']).toBe(md5);
      expect(headers['content-type']).toBe('application/json');
      expect(headers.date).toBe('Sat, 31 Jan 2026 09:05:07 +0000');
      const signed = [method, md5, 'application/json', headers.date, path].join('\n');
      expect(headers['x-signature']).toBe(createHmac('sha1', CHANNEL.channelSecret).update(signed).digest('hex'));
      expect(headers.authorization).toBeUndefined();
    }
    expect(server.seen[1]?.url).toMatch(/\/chats\/k-1\/history\?offset=5&limit=7$/);
    expect(server.seen[1]?.body).toBe('');
  });

  it('are signed anew for a redirect on the same origin', async () => {
    const { server, chats } = await against((request, res) => {
      if (request.url === '/moved') return json(res, ACCEPTED);
      res.writeHead(307, { location: '/moved' }).end();
    });
    await chats.send(text);
    const [first, second] = server.seen;
    expect(second).toMatchObject({ method: 'POST', url: '/moved', body: first?.body });
    if (!second) throw new Error('nothing was sent again');
    const { headers, body } = second;
    const md5 = createHash('md5').update(body).digest('hex');
    const signed = ['POST', md5, 'application/json', headers.date, '/moved'].join('\n');
    expect(headers['x-signature']).toBe(createHmac('sha1', CHANNEL.channelSecret).update(signed).digest('hex'));
  });

  it('refuse options that do not exist, by name', async () => {
    const { server, chats } = await against((_, res) => json(res, {}));
    for (const key of ['baseUrl', 'fetch', 'Request', 'middleware', 'querySerializer', 'bodySerializer', 'timeout']) {
      await expect(chats.send(text, { [key]: () => {} } as never)).rejects.toMatchObject({ field: `options.${key}` });
    }
    expect(server.seen).toEqual([]);
  });

  it('go through a fetch of the caller', async () => {
    const urls: string[] = [];
    const chats = new KommoChats({
      ...CHANNEL,
      accountId: ACCOUNT,
      fetch: async (input) => {
        urls.push(String(input));
        return Response.json({});
      },
    });
    await chats.disconnect();
    expect(urls).toEqual([`https://amojo.kommo.com/v2/origin/custom/${CHANNEL.channelId}/disconnect`]);
  });
});

describe('errors', () => {
  const problem =
    (code: number, type: string, description: string): Handler =>
    (_, res) =>
      json(res, { status: 0, error_code: code, error_type: type, error_description: description }, code);

  it('tell a wrong signature', async () => {
    const error = await failureOf(problem(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature'));
    expect(error).toBeInstanceOf(ChatSignatureError);
    expect(error).toMatchObject({
      status: 403,
      title: 'ORIGIN_INVALID_SIGNATURE',
      detail: 'invalid signature',
      method: 'POST',
    });
    expect(error.message).toContain('check the channel secret and the clock');
    expect(await failureOf((_, res) => void res.writeHead(403).end())).toBeInstanceOf(ChatSignatureError);
    const other = await failureOf(problem(403, 'FORBIDDEN', 'no'));
    expect(other).toBeInstanceOf(ForbiddenError);
    expect(other).not.toBeInstanceOf(ChatSignatureError);
    expect(await failureOf((_, res) => void res.writeHead(403).end('<html>'))).toBeInstanceOf(IpBlockedError);
  });

  it('tell a channel that is not there from other things', async () => {
    expect(await failureOf(problem(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND'))).toBeInstanceOf(
      ChannelNotRegisteredError,
    );
    expect(await failureOf(problem(404, 'X', 'no such message'))).not.toBeInstanceOf(ChannelNotRegisteredError);
    expect(await failureOf(problem(400, 'X', 'bad'))).toBeInstanceOf(BadRequestError);
    expect(await failureOf(problem(429, 'X', 'slow down'))).toBeInstanceOf(RateLimitError);
    expect(await failureOf((_, res) => void res.writeHead(502).end('<html>'))).toBeInstanceOf(ServerError);
  });

  it('come from amojo when the secret or the clock is off', async () => {
    const { url } = await connected();
    const wrong = new KommoChats({ ...CHANNEL, channelSecret: 'another-secret', accountId: ACCOUNT, baseUrl: url });
    await expect(wrong.connect()).rejects.toThrow(ChatSignatureError);
    for (const shift of [-16, 16]) {
      await expect(connected({ now: () => Date.now() + shift * 60_000 })).rejects.toThrow(ChatSignatureError);
    }
    await connected({ now: () => Date.now() + 14 * 60_000 });
  });

  it('tell what became of the connection', async () => {
    const hang: Handler = () => {};
    expect(await failureOf(hang, { timeoutMs: 50 })).toBeInstanceOf(TimeoutError);
    expect(await failureOf((_, res) => void res.destroy())).toBeInstanceOf(ConnectionError);
    expect(await failureOf((_, res) => void res.writeHead(200).end('<html>hello'))).toBeInstanceOf(DecodeError);
    expect(
      await failureOf((_, res) => void res.writeHead(302, { location: 'https://elsewhere.example/x' }).end()),
    ).toBeInstanceOf(RedirectError);
    const { chats } = await against(hang);
    const controller = new AbortController();
    const call = chats.send(text, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(call).rejects.toThrow(AbortError);
    await expect(chats.send(text, { timeoutMs: 30 })).rejects.toThrow(TimeoutError);
    const nobody = new KommoChats({ ...CHANNEL, accountId: ACCOUNT, baseUrl: await closedUrl() });
    await expect(nobody.send(text)).rejects.toMatchObject({ name: 'ConnectionError', maybeProcessed: false });
  });

  it('are not retried', async () => {
    const { server, chats } = await against((_, res) => json(res, {}, 500));
    await expect(chats.send(text)).rejects.toThrow(ServerError);
    expect(server.seen).toHaveLength(1);
  });

  it('and the client never show the secret', async () => {
    const echo: Handler = (_, res) => json(res, { error_description: `bad secret ${CHANNEL.channelSecret}` }, 400);
    const error = await failureOf(echo);
    const { chats } = await against(echo);
    for (const shown of [
      inspect(error, { depth: 9, showHidden: true }),
      String(error),
      inspect(chats, { depth: 9, showHidden: true }),
      JSON.stringify(chats),
    ]) {
      expect(shown).not.toContain(CHANNEL.channelSecret);
    }
  });
});
