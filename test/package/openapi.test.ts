import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import { run } from '../../scripts/build/run.js';
import { createSandbox } from '../../src/testing/index.js';
import { packed } from './packed.js';

// Tools that read OpenAPI. They want Node 22.18, whatever Node runs this test.
const NODE = ['-y', '-p', 'node@22.23.3', 'node'];
const TOOLS = [
  '@apidevtools/swagger-parser@13.1.0',
  '@hey-api/openapi-ts@0.99.0',
  'openapi-to-postmanv2@6.3.3',
  'orval@8.38.0',
  'typescript@5.9.3',
];
const SPECS = ['openapi.json', 'openapi/files.json', 'openapi/chats.json'];
const COUNTS = { 'openapi.json': 100, 'openapi/files.json': 5, 'openapi/chats.json': 5 } as Record<string, number>;

const { consumer } = await packed();
const tools = await cached('openapi-tools-1', TOOLS);
const specOf = (name: string): string => join(consumer, 'node_modules/kommo-sdk/dist', name);
const node = (args: readonly string[]): Promise<string> => run('npx', [...NODE, ...args], { cwd: tools });

/** Runs a script among the tools, so that it finds them. */
async function script(name: string, text: string, args: readonly string[]): Promise<string> {
  await writeFile(join(tools, name), text);
  return node([name, ...args]);
}

test('the package exports its specs', async () => {
  const text = `const specs = ${JSON.stringify(SPECS)}.map((name) => require('kommo-sdk/' + name));
    console.log(specs.map(({ openapi, info }) => openapi + ' ' + info.title).join());`;
  const printed = await run(process.execPath, ['-e', text], { cwd: consumer });
  expect(printed.trim()).toBe('3.1.0 Kommo API,3.1.0 Kommo Files API,3.1.0 Kommo Chats API');
  for (const name of SPECS) expect(await readFile(specOf(name), 'utf8')).not.toMatch(/x-ts-type|x-mcp/);
});

test('swagger-parser finds them valid', async () => {
  const text = `import parser from '@apidevtools/swagger-parser';
    for (const file of process.argv.slice(2)) console.log(Object.keys((await parser.validate(file)).paths).length);`;
  const counts = (await script('validate.mjs', text, SPECS.map(specOf))).trim().split('\n').map(Number);
  expect(counts.map((count, i) => count >= (COUNTS[SPECS[i] as string] as number))).toEqual([true, true, true]);
});

test('openapi-to-postmanv2 imports them without an error', async () => {
  const text = `const { convertV2 } = require('openapi-to-postmanv2');
    for (const file of process.argv.slice(2)) convertV2({ type: 'file', data: file }, {}, (error, answer) => {
      if (error || !answer.result) throw new Error(error ? error.message : answer.reason);
      console.log(answer.output[0].type);
    });`;
  const printed = await script('postman.cjs', text, SPECS.map(specOf));
  // It reports schemas that it can't make an example of, and goes on.
  expect(printed.trim()).toBe('collection\ncollection\ncollection');
});

test.each([
  [
    '@hey-api/openapi-ts',
    ['node_modules/@hey-api/openapi-ts/bin/run.js', '-c', '@hey-api/client-fetch', '-i', specOf('openapi.json'), '-o'],
    `import { client } from './hey-api/client.gen';
    import { leadsCreate, leadsList } from './hey-api/sdk.gen';
    export async function check(baseUrl: string, token: string) {
      client.setConfig({ baseUrl, headers: { authorization: 'Bearer ' + token } });
      const made = await leadsCreate({ body: [{ name: 'From a generated client', price: 10.5 }] });
      const { data } = await leadsList({ query: { limit: 5, with: ['contacts'] } });
      return [made.data?._embedded.leads[0]?.id, data?._embedded.leads.length];
    }`,
    'hey-api',
  ],
  [
    'orval',
    ['node_modules/orval/dist/bin/orval.mjs', '--client', 'fetch', '--input', specOf('openapi.json'), '--output'],
    `import { leadsCreate, leadsList } from './orval';
    export async function check(baseUrl: string, token: string) {
      const real = globalThis.fetch;
      globalThis.fetch = ((path: string, init: RequestInit) => real(new URL(path, baseUrl), init)) as typeof fetch;
      const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
      const made = await leadsCreate([{ name: 'From a generated client', price: 10.5 }], { headers });
      const list = await leadsList({ limit: 5, with: ['contacts'] }, { headers });
      return [(made.data as any)._embedded.leads[0].id, (list.data as any)._embedded.leads.length];
    }`,
    'orval.ts',
  ],
])('%s makes a client of it, and a list and a create run on the sandbox', async (name, command, use, out) => {
  const folder = join(consumer, `generated-${out.replace('.ts', '')}`);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await node([...command, join(folder, out)]);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'check.ts'), use);
  await symlink(join(tools, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
  const { build } = await import('esbuild');
  const bundle = join(folder, 'check.mjs');
  await build({
    entryPoints: [join(folder, 'check.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: bundle,
  });
  // What it generates compiles, too.
  const tsc = [
    '--noEmit',
    '--skipLibCheck',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'esnext',
    '--lib',
    'es2022,dom,dom.iterable',
  ];
  await run(process.execPath, [
    join(tools, 'node_modules/typescript/bin/tsc'),
    ...tsc,
    '--moduleResolution',
    'bundler',
    join(folder, 'check.ts'),
  ]);
  const sandbox = createSandbox({ rateLimit: false });
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  const text = `import { check } from ${JSON.stringify(bundle)}; console.log(JSON.stringify(await check(process.argv[1], process.argv[2])));`;
  const printed = await run(process.execPath, [
    '--input-type=module',
    '-e',
    text,
    server.url,
    sandbox.options.accessToken,
  ]);
  const [id, count] = JSON.parse(printed.trim()) as [number, number];
  expect(count, name).toBe(5);
  expect(sandbox.db.leads.get(id)).toMatchObject({ name: 'From a generated client', price: 10.5 });
});
