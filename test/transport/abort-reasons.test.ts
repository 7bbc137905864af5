import { describe, expect, test } from 'vitest';
import { AbortError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

const REASONS: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'enough'],
  ['a number', 0],
  ['an object', { code: 7 }],
  ['an error', new Error('enough')],
];

describe.each(REASONS)('an abort with %s', (_, reason) => {
  const cause = (controller: AbortController): unknown => controller.signal.reason;

  test('between two attempts is an AbortError with the reason for its cause', async () => {
    const controller = new AbortController();
    const { url, seen } = await serve((_, res) => {
      json(res, {}, 503);
      setTimeout(() => controller.abort(reason), 20);
    });
    const error = await client(url)
      .leads.get(1, {}, { signal: controller.signal })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as Error).cause).toEqual(cause(controller));
    expect(seen).toHaveLength(1);
  });

  test('in flight, and before it starts', async () => {
    const controller = new AbortController();
    const { url, seen } = await serve(() => controller.abort(reason));
    const options = { signal: controller.signal };
    await expect(client(url).leads.get(1, {}, options)).rejects.toBeInstanceOf(AbortError);
    await expect(client(url).leads.get(1, {}, options)).rejects.toBeInstanceOf(AbortError);
    expect(seen).toHaveLength(1);
  });
});

test('a result that arrived is returned, at whatever turn the abort comes', async () => {
  for (let turns = 0; turns < 25; turns++) {
    const controller = new AbortController();
    const fetch = async (): Promise<Response> => {
      const later = async (): Promise<void> => {
        for (let i = 0; i < turns; i++) await undefined;
        controller.abort();
      };
      void later();
      return Response.json({ id: 1 });
    };
    const kommo = client('https://acme.kommo.com', { fetch });
    const result = await kommo.leads.get(1, {}, { signal: controller.signal }).catch((error: unknown) => error);
    // Either the abort came first, or the lead is there. It is never lost in between.
    if (!(result instanceof AbortError)) expect(result).toMatchObject({ id: 1 });
  }
});
