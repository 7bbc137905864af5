import { expect, test } from 'vitest';
import { AuthenticationError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

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
