import { describe, expect, test } from 'vitest';
import * as auth from '../../src/auth/index.js';
import * as chats from '../../src/chats/index.js';
import * as fields from '../../src/fields/index.js';
import * as index from '../../src/index.js';
import * as mcp from '../../src/mcp/index.js';
import * as sync from '../../src/sync/index.js';
import * as testing from '../../src/testing/index.js';
import * as webhooks from '../../src/webhooks/index.js';

// What a program in plain JavaScript passes by mistake.
const VALUES: readonly unknown[] = [undefined, null, 0, -1, '', '..', true, [], {}, [null], [{}], () => 1];
const ARGUMENTS = VALUES.flatMap((value) => [[], [value], [{}, value], [value, value], [{}, {}, value]]);

// Tests of their own, a server on stdio, and parts that a mirror makes itself.
const OTHERS = ['tokenStoreContract', 'serveKommoMcpStdio', 'pgliteDatabase', 'postgresDatabase', 'readerSql'];
const CLASSES = ['Kommo', 'KommoCore', 'KommoPool'];

const all = { index, auth, webhooks, chats, fields, testing, sync, mcp };
const functions = Object.entries(all).flatMap(([subpath, exports]) =>
  Object.entries(exports)
    .filter(([name, value]) => typeof value === 'function' && !OTHERS.includes(name))
    .map(([name, value]) => [`${subpath}: ${name}`, name, value as (...args: unknown[]) => unknown] as const),
);

describe('an argument that is missing or of another kind is an error of ours', () => {
  const isClass = (value: object): boolean => Function.prototype.toString.call(value).startsWith('class');
  const called = functions.filter(([, name, value]) => !isClass(value) || CLASSES.includes(name));

  test.each(called)('%s', async (_title, _name, value) => {
    const strange: string[] = [];
    for (const args of ARGUMENTS) {
      try {
        const made = isClass(value) ? Reflect.construct(value, args) : value(...args);
        if (made instanceof Promise) await made;
      } catch (error) {
        if (!index.KommoError.is(error)) strange.push(`(${args.map(String).join(', ')}): ${String(error)}`);
      }
    }
    expect(strange.slice(0, 3)).toEqual([]);
  });
});

// Under another name they would be ignored in silence: a policy would not limit anything.
test.each<[string, (options: never) => unknown]>([
  ['createKommoMcpServer', (options) => mcp.createKommoMcpServer(kommo(), options)],
  ['createKommoMcpHandler', (options) => mcp.createKommoMcpHandler(kommo(), options)],
  ['serveKommoMcpStdio', (options) => mcp.serveKommoMcpStdio(kommo(), options)],
  ['createMirror', (options) => sync.createMirror(kommo(), options)],
  ['mirrorStatus', (options) => sync.mirrorStatus(options)],
  ['createQueryEngine', (options) => sync.createQueryEngine(options)],
  ['new Kommo', (options) => new index.Kommo(options)],
  ['createRateLimiter', (options) => index.createRateLimiter(options)],
  ['createSandbox', (options) => testing.createSandbox(options)],
  ['createWebhookHandler', (options) => webhooks.createWebhookHandler(options)],
  ['createChatWebhookHandler', (options) => chats.createChatWebhookHandler(options)],
])('%s names an option that it does not know', async (_, call) => {
  const failed = await Promise.resolve()
    .then(() => call({ polcy: {} } as never))
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'InputError', field: expect.stringMatching(/\.polcy$/) });
});

const kommo = (): index.Kommo => new index.Kommo({ baseUrl: 'http://127.0.0.1:1', accessToken: 'x' });
