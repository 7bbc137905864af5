import { describe, expect, test } from 'vitest';
import { ConnectionError, ServerError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

const created = { _embedded: { leads: [{ id: 1, request_id: '0' }] } };

noJitter();

describe('retry', () => {
  test.each([500, 502, 503, 504])('a GET is retried on %i', async (status) => {
    const { url, seen } = await serve((_, res, __, count) => (count < 3 ? json(res, {}, status) : json(res, lead)));
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(seen).toHaveLength(3);
  });

  test('retries run out with the last error', async () => {
    const { url, seen } = await serve((_, res) =>
      json(res, { title: 'ErrInternalServer', detail: 'no luck', trace_id: 't1' }, 500),
    );
    const error = await client(url)
      .leads.get(1, {}, { retries: 2 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({
      status: 500,
      detail: 'no luck',
      requestId: 't1',
      method: 'GET',
      path: '/api/v4/leads/1',
    });
    expect(seen).toHaveLength(3);
  });

  test.each([400, 401, 402, 403, 404, 405, 409, 501])('%i is not retried', async (status) => {
    const { url, seen } = await serve((_, res) => json(res, { title: 'No', status }, status));
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  test('a PATCH by id and a DELETE are retried on 5xx, a POST is not', async () => {
    const { url, seen } = await serve((_, res) => json(res, {}, 502));
    const kommo = client(url, { retries: 1 });
    await expect(kommo.leads.update(1, { name: 'y' })).rejects.toThrow(ServerError);
    await expect(kommo.lossReasons.delete(1)).rejects.toThrow(ServerError);
    expect(seen).toHaveLength(4);
    await expect(kommo.leads.create({ name: 'y' })).rejects.toThrow(ServerError);
    expect(seen).toHaveLength(5);
  });

  test('a POST is retried on 429, which was not processed, with the same body', async () => {
    const { url, seen } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { retry_after: 0 }, 429) : json(res, created),
    );
    await expect(client(url).leads.create({ name: 'é€' })).resolves.toMatchObject({ id: 1 });
    expect(seen.map(({ body }) => body)).toEqual(['[{"name":"é€"}]', '[{"name":"é€"}]']);
  });

  test('a POST is never sent twice after a cut connection or a timeout, unless the caller says so', async () => {
    const { url, seen } = await serve((_, res) => void res.destroy());
    const kommo = client(url, { retries: 2 });
    await expect(kommo.leads.create({})).rejects.toMatchObject({ name: 'ConnectionError', maybeProcessed: true });
    expect(seen).toHaveLength(1);
    await expect(kommo.leads.create({}, { retryUnsafe: true })).rejects.toThrow(ConnectionError);
    expect(seen).toHaveLength(4);
  });

  test('a POST whose connection was refused can not have been processed, and is retried', async () => {
    const attempts: string[] = [];
    const refuse = async (input: string): Promise<Response> => {
      attempts.push(input);
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      });
    };
    const error = await client('http://127.0.0.1:9', { fetch: refuse, retries: 2 })
      .leads.create({})
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'ConnectionError', maybeProcessed: false });
    expect(attempts).toHaveLength(3);
  });
});
