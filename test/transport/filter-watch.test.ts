import { expect, test } from 'vitest';
import type { Logger } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

async function setup(isOn: boolean) {
  const lines: [string, object | undefined][] = [];
  const logger: Logger = { debug() {}, info() {}, error() {}, warn: (text, data) => void lines.push([text, data]) };
  const server = await serve(({ url }, res) =>
    json(
      res,
      url.startsWith('/api/v4/account') ? { id: 1, is_api_filter_enabled: isOn } : { _embedded: { leads: [] } },
    ),
  );
  return { kommo: client(server.url, { logger }), lines, server };
}

const read = { with: ['is_api_filter_enabled'] } as const;
const filtered = { filter: { name: 'secret name' } };

test('a filter on an account that ignores filters is warned of once, whichever comes first', async () => {
  for (const accountFirst of [true, false]) {
    const { kommo, lines, server } = await setup(false);
    const steps = [() => kommo.account.get(read), () => kommo.leads.list(filtered)];
    for (const step of accountFirst ? steps : steps.reverse()) await step();
    await kommo.leads.list(filtered);
    expect(lines).toEqual([
      [expect.stringMatching(/^Filters are ignored, .*Switch it on/), { method: 'GET', path: '/api/v4/leads' }],
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
    expect(server.seen).toHaveLength(3);
  }
});

test('nothing is said where filters work, where none is used, or where the account was not read', async () => {
  const on = await setup(true);
  await on.kommo.account.get(read);
  await on.kommo.leads.list(filtered);
  const unused = await setup(false);
  await unused.kommo.account.get(read);
  await unused.kommo.leads.list();
  const unread = await setup(false);
  await unread.kommo.leads.list(filtered);
  expect([...on.lines, ...unused.lines, ...unread.lines]).toEqual([]);
});
