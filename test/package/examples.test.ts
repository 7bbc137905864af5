import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
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

test('the first script of README runs beside the sandbox of the command line', async () => {
  const readme = await readFile(here('README.md'), 'utf8');
  // The lines at the top of the page.
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const folder = join(consumer, 'first-script');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'script.ts'), code);
  const cli = join(consumer, 'node_modules/kommo-sdk/dist/cli.cjs');
  const child = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--json'], { cwd: folder });
  onTestFinished(() => void child.kill());
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, accessToken } = JSON.parse(String(first)) as { url: string; accessToken: string };
  const env = { KOMMO_BASE_URL: url, KOMMO_ACCESS_TOKEN: accessToken };
  const printed = await run(process.execPath, ['--import', loader, 'script.ts'], { cwd: folder, env });
  expect(printed).toMatch(/^.+ \d+ Price too high$/m);
  // What README tells the reader to export.
  expect(readme).toContain(`KOMMO_ACCESS_TOKEN=${accessToken}`);
});

describe('examples of the tarball run', () => {
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
