import { expect, test } from 'vitest';
import { KommoChats } from '../../src/chats/index.js';
import { InputError, Kommo } from '../../src/index.js';
import { connect } from '../mcp/support.js';
import { runCli } from '../support/cli.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

/** Values that would name another path than the operation's own. */
const HOSTILE = ['', '.', '..', '../users', '..\\users', 'a/b', 'a\\b', '/', '%2e%2e/a'];

const server = () => serve((_, res) => json(res, { _embedded: { events: [] } }));

test.each(HOSTILE)('resources refuse %j in a path', async (uid) => {
  const { url, seen } = await server();
  const kommo = client(url);
  await expect((async () => kommo.unsorted.get(uid))()).rejects.toThrow(InputError);
  await expect((async () => kommo.unsorted.link(uid, {} as never))()).rejects.toThrow(InputError);
  expect(seen).toEqual([]);
});

test.each(HOSTILE)('kommo.api refuses %j in a path', async (uid) => {
  const { url, seen } = await server();
  const { api } = client(url);
  const get = api.GET('/api/v4/leads/unsorted/{uid}', { params: { path: { uid } } });
  await expect(get).rejects.toThrow(InputError);
  const link = api.POST('/api/v4/leads/unsorted/{uid}/link', { params: { path: { uid } }, body: {} as never });
  await expect(link).rejects.toThrow(InputError);
  expect(seen).toEqual([]);
});

test.each(HOSTILE)('resources of the drive refuse %j in a path', async (uuid) => {
  const { url, seen } = await server();
  const { files } = client(url);
  for (const send of [() => files.get(uuid), () => files.update(uuid, { name: 'x' }), () => files.listVersions(uuid)]) {
    await expect((async () => send())()).rejects.toThrow(InputError);
  }
  // Not even the address of the drive was asked for.
  expect(seen).toEqual([]);
});

test.each(HOSTILE)('the client of the chats refuses %j in a path', async (id) => {
  const { url, seen } = await server();
  const channel = { channelId: 'c', channelSecret: 'secret', accountId: 'a', baseUrl: url };
  const chats = new KommoChats(channel);
  await expect(chats.history(id)).rejects.toThrow(InputError);
  await expect(chats.updateDeliveryStatus(id, { status: 'read' })).rejects.toThrow(InputError);
  const scoped = new KommoChats({ ...channel, scopeId: id });
  await expect(scoped.typing({ conversation_id: 'c', sender: { id: 'u' } })).rejects.toThrow(InputError);
  expect(seen).toEqual([]);
});

/** Parameters that look harmless at one time and not at another, or that `Object.entries` does not see. */
const TWO_FACED: readonly (readonly [string, () => object])[] = [
  ['inherits it', () => Object.create({ uid: '..' })],
  ['hides it', () => Object.defineProperty({}, 'uid', { value: '..' })],
  ['lists no keys', () => new Proxy({ uid: '..' }, { ownKeys: () => [] })],
  ['has one that is no text', () => ({ uid: { toString: () => '..' } })],
  ['has one that can not be text', () => ({ uid: { toString: 1 } })],
];

test.each(TWO_FACED)('kommo.api refuses a path parameter if the object %s', async (_, make) => {
  const { url, seen } = await server();
  const get = client(url).api.GET('/api/v4/leads/unsorted/{uid}', { params: { path: make() as never } });
  await expect(get).rejects.toThrow(InputError);
  expect(seen).toEqual([]);
});

test('a path parameter is read once, so that what was checked is sent', async () => {
  const { url, seen } = await server();
  for (let good = 1; good < 6; good++) {
    let reads = 0;
    const path = {
      get uid() {
        return reads++ < good ? 'a' : '..';
      },
    };
    await client(url)
      .api.POST('/api/v4/leads/unsorted/{uid}/link', { params: { path }, body: {} as never })
      .catch(() => {});
  }
  expect(new Set(seen.map((entry) => entry.url))).toEqual(new Set(['/api/v4/leads/unsorted/a/link']));
});

test('kommo.api refuses a path with a parameter that is missing', async () => {
  const { url, seen } = await server();
  const { api } = client(url);
  await expect(api.GET('/api/v4/leads/{id}', {} as never)).rejects.toThrow(InputError);
  await expect(api.GET('/api/v4/leads/{id}', { params: { path: {} } } as never)).rejects.toThrow(InputError);
  expect(seen).toEqual([]);
});

test.each(HOSTILE)('call_operation of the MCP server refuses %j in a path', async (uid) => {
  const { url, seen } = await server();
  const kommo = new Kommo({ baseUrl: url, accessToken: 'token', rateLimit: false });
  const { call } = await connect(kommo, { write: true, toolsets: ['all'] });
  for (const [operation_id, body] of [
    ['unsorted.get', undefined],
    ['unsorted.link', { link: { entity_id: 1, entity_type: 'leads' } }],
    ['unsorted.accept', {}],
  ]) {
    const { error } = await call('call_operation', { operation_id, path: { uid }, ...(body ? { body } : {}) });
    expect(error, String(operation_id)).toBe(true);
  }
  expect(seen).toEqual([]);
});

test.each(HOSTILE)('kommo-sdk api refuses %j in a path', async (uid) => {
  const { url, seen } = await server();
  const env = { KOMMO_BASE_URL: url, KOMMO_ACCESS_TOKEN: 'token' };
  const { code } = await runCli(['api', 'unsorted.get', '--path', JSON.stringify({ uid })], { env });
  expect(code).not.toBe(0);
  expect(seen).toEqual([]);
});

test('lists of events go out in one comma string, from the resource and from kommo.api', async () => {
  const { url, seen } = await server();
  const kommo = client(url);
  const query = { filter: { type: ['lead_added', 'lead_deleted'] } } as const;
  await kommo.events.list({ filter: { type: [...query.filter.type] } });
  await kommo.api.GET('/api/v4/events', { params: { query: { filter: { type: [...query.filter.type] } } } });
  expect(seen.map((entry) => entry.url.replace('&limit=100', ''))).toEqual(
    Array(2).fill('/api/v4/events?filter[type]=lead_added,lead_deleted'),
  );
});
