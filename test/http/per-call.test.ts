import { describe, expect, test } from 'vitest';
import { KommoChats } from '../../src/chats/index.js';
import { InputError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

/** What openapi-fetch accepts per call, and no call of ours may. */
const FOREIGN = {
  baseUrl: 'http://127.0.0.1:9',
  fetch: () => Response.json({ taken: true }),
  Request: class {},
  middleware: [{ onRequest: () => Response.json({ taken: true }) }],
  querySerializer: () => 'taken=1',
  pathSerializer: () => '/taken',
  bodySerializer: () => 'taken',
  parseAs: 'text',
};
const NAMES = Object.keys(FOREIGN) as (keyof typeof FOREIGN)[];

async function setup() {
  const server = await serve(({ url }, res) => {
    if (url.startsWith('/api/v4/account')) return json(res, { id: 1, drive_url: server.url });
    json(res, { _embedded: { leads: [], files: [] }, id: 1, messages: [] });
  });
  const chats = new KommoChats({ channelId: 'c', channelSecret: 'secret', accountId: 'a', baseUrl: server.url });
  return { server, kommo: client(server.url), chats };
}

describe.each(NAMES)('plain JavaScript can not replace %s per call', (name) => {
  const foreign = { [name]: FOREIGN[name] } as never;

  test('in a resource', async () => {
    const { server, kommo } = await setup();
    for (const send of [
      async () => kommo.leads.list({}, foreign),
      async () => kommo.leads.get(1, {}, foreign),
      async () => kommo.leads.create({ name: 'x' }, foreign),
      async () => kommo.leads.updateMany([{ id: 1, name: 'x' }], foreign),
      async () => kommo.notes.pin('leads', 1, foreign),
      async () => kommo.leads.list({}, foreign).all(),
    ]) {
      await expect(send()).rejects.toThrow(InputError);
      await expect(send()).rejects.toMatchObject({ field: `options.${name}` });
    }
    expect(server.seen).toEqual([]);
  });

  test('in kommo.api', async () => {
    const { server, kommo } = await setup();
    const refused = { field: `options.${name}` };
    await expect(kommo.api.GET('/api/v4/leads', foreign)).rejects.toMatchObject(refused);
    const init = { params: { path: { id: 1 } }, body: {}, ...(foreign as object) };
    await expect(kommo.api.PATCH('/api/v4/leads/{id}', init)).rejects.toMatchObject(refused);
    const inside = { params: { query: {}, ...(foreign as object) } } as never;
    await expect(kommo.api.GET('/api/v4/leads', inside)).rejects.toMatchObject({ field: `params.${name}` });
    expect(server.seen).toEqual([]);
  });

  test('in the drive', async () => {
    const { server, kommo } = await setup();
    const refused = { field: `options.${name}` };
    await expect((async () => kommo.files.list({}, foreign))()).rejects.toMatchObject(refused);
    await expect((async () => kommo.files.get('u-1', foreign))()).rejects.toMatchObject(refused);
    expect(server.seen.filter(({ url }) => !url.startsWith('/api/v4/account'))).toEqual([]);
  });

  test('in the chats', async () => {
    const { server, chats } = await setup();
    const refused = { field: `options.${name}` };
    await expect(chats.typing({ conversation_id: 'c', sender: { id: 'u' } }, foreign)).rejects.toMatchObject(refused);
    await expect(chats.history('c', {}, foreign)).rejects.toMatchObject(refused);
    expect(server.seen).toEqual([]);
  });
});
