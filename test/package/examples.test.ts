import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { createSandbox, type SandboxServer } from '../../src/testing/index.js';
import { packed } from './packed.js';

const { consumer } = await packed();
const sandbox = createSandbox({ rateLimit: false });
let server: SandboxServer;

beforeAll(async () => {
  server = await sandbox.listen();
  // What the examples tell their reader to install.
  await mkdir(join(consumer, 'node_modules/@opentelemetry'), { recursive: true });
  for (const name of ['ajv', '@opentelemetry/api', '@opentelemetry/sdk-trace-base'])
    await symlink(here(`node_modules/${name}`), join(consumer, 'node_modules', name));
});
afterAll(() => server.close());

const loader = pathToFileURL(here('node_modules/tsx/dist/loader.mjs')).href;
function example(name: string, ...args: string[]): Promise<string> {
  const file = join(consumer, 'node_modules/kommo-sdk/examples', `${name}.ts`);
  const env = {
    KOMMO_BASE_URL: server.url,
    KOMMO_ACCESS_TOKEN: sandbox.options.accessToken,
  };
  return run(process.execPath, ['--import', loader, file, ...args], { cwd: consumer, env });
}

describe('examples of the tarball run', { timeout: 60_000 }, () => {
  test('form-validated', async () => {
    expect(await example('form-validated', '{"name": "Form", "price": 7}')).toMatch(/^lead \d+ created\n$/);
    expect(sandbox.db.leads.find(({ name }) => name === 'Form')?.price).toBe(7);
    const before = sandbox.db.leads.filter(() => true).length;
    const wrong = '{"price": -1, "nmae": "x", "_embedded": {"tags": [{"name": 1}]}}';
    await expect(example('form-validated', wrong)).rejects.toThrow(
      /name: must have required property[\s\S]*nmae: must NOT have unevaluated/,
    );
    expect(sandbox.db.leads.filter(() => true)).toHaveLength(before);
  });

  test('spans-opentelemetry', async () => {
    expect(await example('spans-opentelemetry')).toContain("name: 'GET /api/v4/leads/{id}'");
  });
});
