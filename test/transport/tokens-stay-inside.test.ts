import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

describe('tokens stay inside', () => {
  test('not in inspect, JSON, keys or errors', async () => {
    const { url } = await serve((seen, res) =>
      json(res, { title: 'no', detail: `you sent ${seen.headers.authorization}` }, 401),
    );
    const kommo = client(url);
    const error = await kommo.leads.get(1).catch((e: unknown) => e);
    const shown = [kommo, kommo.leads, error, kommo.api]
      .map((value) => inspect(value, { depth: 20, showHidden: true }))
      .join('\n');
    expect(shown).toContain('baseUrl');
    expect(`${shown}${JSON.stringify(kommo)}${JSON.stringify(error)}${(error as Error).stack}`).not.toContain(TOKEN);
    expect(String(error)).toContain('[redacted]');
  });

  test('not in logs', async () => {
    const lines: unknown[] = [];
    const log = (...args: unknown[]): void => void lines.push(args);
    const { url } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { detail: TOKEN }, 500) : json(res, { _embedded: { leads: [lead] } }),
    );
    const kommo = client(url, { logger: { debug: log, info: log, warn: log, error: log } });
    await kommo.leads.list({ query: 'john@example.com' });
    expect(lines.length).toBeGreaterThan(1);
    expect(inspect(lines, { depth: 20 })).not.toContain(TOKEN);
    expect(inspect(lines, { depth: 20 })).not.toContain('john');
  });
});
