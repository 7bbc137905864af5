/** Jest with its defaults (CJS, no flags, no transform), in which `import()` and packages that are ESM only fail. */
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { packed } from './packed.js';

const { consumer } = await packed();
// Later versions of msw do not load in Jest without a transform: all of msw needs packages that are ESM only.
const jest = await cached('jest-2', [
  'jest@30.5.2',
  'msw@2.14.0',
  'ioredis@5.11.1',
  '@modelcontextprotocol/server@2.4.0',
]);
const latestMsw = await cached('msw-2.15.0', ['msw@2.15.0']);

const [, transform = '', config = ''] =
  /## In Jest[\s\S]*?```js\n([\s\S]*?)```[\s\S]*?```json\n([\s\S]*?)```/.exec(
    readFileSync(here('docs/testing.md'), 'utf8'),
  ) ?? [];
/** What the guide recommends for msw. */
const RECIPE = { transform, config };

const TESTS = `
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
  const auth = oauth({ ...settings, store: fileStore(join(__dirname, 'tokens')) });
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
});
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

const WITH_MSW = `
const { createSandbox } = require('kommo-sdk/testing');
const { setupServer } = require('msw/node');

test('a server of msw', async () => {
  const sandbox = createSandbox();
  const server = setupServer(...(await sandbox.handlers()));
  server.listen();
  const headers = { authorization: 'Bearer ' + sandbox.options.accessToken };
  const response = await fetch(sandbox.options.baseUrl + '/api/v4/account', { headers });
  expect((await response.json()).id).toBeGreaterThan(0);
  server.close();
});
`;

/** Runs tests in a project that has the package, Jest and its peers, and `more` in place of theirs. */
async function inJest(tests: string, config: object, more: Record<string, string> = {}): Promise<string> {
  const project = await mkdtemp(join(dirname(consumer), 'jest-'));
  const modules = join(project, 'node_modules');
  await cp(join(consumer, 'node_modules/kommo-sdk'), join(modules, 'kommo-sdk'), { recursive: true });
  const names = (await readdir(join(jest, 'node_modules'))).filter((name) => !name.startsWith('.') && !more[name]);
  for (const name of names) await symlink(join(jest, 'node_modules', name), join(modules, name));
  for (const [name, folder] of Object.entries(more)) await symlink(folder, join(modules, name));
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ jest: { testEnvironment: 'node', testTimeout: 600_000, ...config } }),
  );
  await writeFile(join(project, 'sdk.test.js'), tests);
  await writeFile(join(project, 'esm-to-cjs.cjs'), RECIPE.transform);
  const cli = join(modules, 'jest/bin/jest.js');
  return run(process.execPath, [cli, '--runInBand', '--no-cache'], { cwd: project });
}

test('every part of the package loads in Jest', async () => {
  await inJest(TESTS, { transform: {} });
  expect(TESTS.match(/^test\(/gm)).toHaveLength(5);
});

test('msw 2.15 loads by the recipe of the guide, and not without it', async () => {
  const more = { msw: join(latestMsw, 'node_modules/msw'), esbuild: here('node_modules/esbuild') };
  await inJest(WITH_MSW, JSON.parse(RECIPE.config) as object, more);
  await expect(inJest(WITH_MSW, { transform: {} }, more)).rejects.toThrow('Must use import to load ES Module');
});
