import { expect, test } from 'vitest';
import { AuthenticationError, type Kommo } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

const FILES = '/api/v4/{entity}/{entity_id}/files';
const path = { entity: 'leads', entity_id: 5 } as const;

test('the escape hatch goes the same way', async () => {
  const { url, seen } = await serve((_, res, __, count) => (count === 1 ? json(res, {}, 503) : json(res, lead)));
  const { data } = await client(url).api.GET('/api/v4/leads/{id}', {
    params: { path: { id: 1 }, query: { with: ['contacts', 'source'] } },
  });
  expect(data?.name).toBe('x');
  expect(seen.map((entry) => entry.url)).toEqual(Array(2).fill('/api/v4/leads/1?with=contacts,source'));
  expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
});

test('the escape hatch sends bodies, heeds signals and throws typed errors', async () => {
  const { url, seen } = await serve((_, res) =>
    json(res, { title: 'Unauthorized', detail: 'Invalid user name or password' }, 401),
  );
  const call = client(url).api.POST('/api/v4/leads', { body: [{ name: 'ü', created_at: new Date(5_000) }] });
  await expect(call).rejects.toThrow(AuthenticationError);
  expect(seen[0]?.body).toBe('[{"name":"ü","created_at":5}]');
  const gone = client(url).api.GET('/api/v4/leads', { signal: AbortSignal.abort() });
  await expect(gone).rejects.toThrow();
  expect(seen).toHaveLength(1);
});

test.each<[string, number, (kommo: Kommo) => Promise<{ data: unknown }>]>([
  ['DELETE of files', 202, ({ api }) => api.DELETE(FILES, { params: { path }, body: [{ file_uuid: 'u' }] })],
  ['PUT of files', 202, ({ api }) => api.PUT(FILES, { params: { path }, body: [{ file_uuid: 'u' }] })],
  [
    'DELETE of a pipeline',
    200,
    ({ api }) => api.DELETE('/api/v4/leads/pipelines/{id}', { params: { path: { id: 1 } } }),
  ],
  [
    'POST of an online chat',
    202,
    ({ api }) => api.POST('/api/v4/website_buttons/{source_id}/online_chat', { params: { path: { source_id: 1 } } }),
  ],
])('the escape hatch accepts an empty body and an empty object: %s', async (_, status, call) => {
  for (const body of ['', '{}']) {
    const { url } = await serve((__, res) => void res.writeHead(status).end(body));
    expect((await call(client(url))).data).toBeUndefined();
  }
});

test('the error for an unknown key names what the escape hatch accepts, and nothing else', async () => {
  const kommo = client('http://127.0.0.1:1');
  const given = { parms: { query: { limit: 5 } } } as never;
  await expect(kommo.api.GET('/api/v4/leads', given)).rejects.toMatchObject({
    field: 'options.parms',
    message: expect.stringMatching(/options has params, body, signal, .*headers/),
  });
  const listed = (async () => kommo.leads.list({}, given))();
  await expect(listed).rejects.toMatchObject({ message: expect.stringContaining('options has signal,') });
});
