import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/generated/operations.js';

// What the two references and the PHP SDK know: operation, method, path, status.
const facts = readFileSync(new URL('../fixtures/endpoints.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [operation: string, method: string, path: string, status: string]);

/**
 * Operations of the spec that the table of facts does not list: the Chats API, which has facts of its own, and what only other
 * clients of amoCRM show.
 */
const BEYOND = [
  'aiAgents.create',
  'aiAgents.delete',
  'aiAgents.get',
  'aiAgents.list',
  'aiAgents.update',
  'chats.connect',
  'chats.create',
  'chats.disconnect',
  'chats.history',
  'chats.react',
  'chats.sendMessage',
  'chats.typing',
  'chats.updateDeliveryStatus',
  'files.stats',
];

/** The address of a part comes from the answer before; the spec writes out what stands behind it. */
const ALIASES: Record<string, string> = { '{upload_url}': '/v1.0/sessions/upload/{session_token}' };

// Hosts and the names of parameters do not count.
const bare = (path: string): string =>
  (ALIASES[path] ?? path).replace('{drive_url}', '').replaceAll(/\{[^}]+\}/g, '{}');

const byId = new Map(operations.map((operation) => [operation.id, operation]));

describe('the spec has every known operation', () => {
  test.each(facts)('%s', (id, method, path, status) => {
    const operation = byId.get(id);
    expect(operation && { method: operation.method, path: bare(operation.path), status: operation.status }).toEqual({
      method,
      path: bare(path),
      status: status === 'official-kommo' ? 'official' : status,
    });
  });
});

test('and no other', () => {
  const known = new Set(facts.map(([id]) => id));
  expect(
    operations
      .map(({ id }) => id)
      .filter((id) => !known.has(id))
      .sort(),
  ).toEqual(BEYOND);
});

test.each([
  ['/v1.0/', 'drive'],
  ['/v2/origin/', 'amojo'],
  ['/', 'crm'],
])('what is under %s goes to the host %s', (prefix, host) => {
  const own = operations.filter((operation) => operation.host === host);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ path }) => !path.startsWith(prefix))).toEqual([]);
  if (host === 'crm') expect(own.filter(({ path }) => !/^\/(api|oauth2)\//.test(path))).toEqual([]);
});
