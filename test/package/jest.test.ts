/** Jest with its defaults (CJS, no flags, no transform), in which `import()` and packages that are ESM only fail. */
import { cp, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import { run } from '../../scripts/build/run.js';
import { packed } from './packed.js';

const { consumer } = await packed();
// Later versions of msw do not load in Jest on Node 20: all of msw needs a package that is ESM only.
const jest = await cached('jest-2', [
  'jest@30.5.2',
  'msw@2.14.0',
  'ioredis@5.11.1',
  '@modelcontextprotocol/server@2.4.0',
]);

const TESTS = `
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Kommo, NotFoundError } = require('kommo-sdk');
const { createSandbox } = require('kommo-sdk/testing');
const { fileStore, oauth, redisStore } = require('kommo-sdk/auth');
const { createKommoMcpServer } = require('kommo-sdk/mcp');

const settings = { clientId: 'c', clientSecret: 's', redirectUri: 'https://x.example', subdomain: 'acme', rateLimit: false };
const sandboxed = () => new Kommo({ ...createSandbox({ rateLimit: false }).options, rateLimit: false });
const loads = (error) => {
  for (let e = error; e; e = e.cause) expect(String(e.message)).not.toMatch(/dynamic import|ES Module/);
};

test('the file store', async () => {
  const auth = oauth({ ...settings, store: fileStore(mkdtempSync(join(tmpdir(), 'kommo-jest-'))) });
  await auth.importTokens({ accessToken: 'a', refreshToken: 'r', expiresAt: new Date(Date.now() + 1e7) });
  expect(await auth.getToken()).toBe('a');
});
test('handlers of msw', async () => {
  expect(await createSandbox().handlers()).toHaveLength(1);
});
test('Redis by address', async () => {
  const redis = 'redis://127.0.0.1:1';
  loads(await oauth({ ...settings, store: redisStore({ redis }) }).account().catch((error) => error));
  const kommo = new Kommo({ subdomain: 'a', accessToken: 't', retries: 0, rateLimit: { redis } });
  loads(await kommo.leads.get(1).catch((error) => error));
  await kommo.close();
}, 20_000);
test('the MCP server', async () => {
  await createKommoMcpServer(sandboxed());
});
test('parts that load late, and errors by class', async () => {
  const kommo = sandboxed();
  expect((await kommo.leads.bulk.create([{ name: 'a' }])).created).toBe(1);
  expect((await kommo.files.upload(__filename)).size).toBeGreaterThan(3);
  expect((await kommo.fields('leads')).all.length).toBeGreaterThan(0);
  await expect(kommo.leads.get(1)).rejects.toThrow(NotFoundError);
});
`;

test('every part of the package loads in Jest', async () => {
  const project = await mkdtemp(join(dirname(consumer), 'jest-'));
  const modules = join(project, 'node_modules');
  await cp(join(consumer, 'node_modules/kommo-sdk'), join(modules, 'kommo-sdk'), { recursive: true });
  for (const name of await readdir(join(jest, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(jest, 'node_modules', name), join(modules, name));
  await writeFile(join(project, 'package.json'), '{"jest":{"testEnvironment":"node","transform":{}}}');
  await writeFile(join(project, 'sdk.test.js'), TESTS);
  const cli = join(modules, 'jest/bin/jest.js');
  await run(process.execPath, [cli, '--runInBand', '--no-cache'], { cwd: project });
  expect(TESTS.match(/^test\(/gm)).toHaveLength(5);
}, 300_000);
