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
