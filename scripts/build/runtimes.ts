/**
 * `npm run test:runtimes [-- deno bun worker next]`: packs the package, and runs it and the files of docs/frameworks.md on Deno, Bun, the
 * runtime of Cloudflare Workers and Next.js, which come from the npm registry. The last line counts them.
 */
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { createSandbox } from '../../src/testing/index.js';
import { cached } from './cache.js';
import { writeFrameworkFiles } from './framework-files.js';
import { pack } from './packed.js';
import { run } from './run.js';
import { type Server, startServer } from './server.js';
import { startWorker, WORKER_BUNDLE } from './workers.js';

const DENO = ['npx', '-y', 'deno@2', 'run', '--no-prompt', '--allow-env', '--node-modules-dir=manual'];
const BUN = ['npx', '-y', 'bun@1', 'run'];
const NEXT = ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'];

// What a script does: a list, a write, an error, a filter, a webhook, all against an account in memory.
const SMOKE = `
import { Kommo, NotFoundError, defineAccount } from 'kommo-sdk';
import { createSandbox } from 'kommo-sdk/testing';
import { parseWebhook } from 'kommo-sdk/webhooks';

const ok = (what, passed) => {
  if (!passed) throw new Error(what);
};
const sandbox = createSandbox({ rateLimit: false });
const kommo = new Kommo(sandbox.options);
let leads = 0;
for await (const lead of kommo.leads.list({ with: ['contacts'] }, { concurrency: 3 })) leads += lead.id > 0 ? 1 : 0;
ok('a stream of 600 leads', leads === 600);
const { id } = await kommo.leads.create({ name: 'x', price: 7 });
ok('a lead is read back', (await kommo.leads.get(id)).price === 7);
ok('nothing there', (await kommo.leads.get(1).catch((error) => error)) instanceof NotFoundError);
const { created } = await kommo.leads.bulk.create([{ name: 'a' }, { name: 'b' }]);
ok('bulk', created === 2);
const account = defineAccount({
  leads: { fields: { seats: { id: 1928004, type: 'numeric' } } }, contacts: { fields: {} }, companies: { fields: {} },
  pipelines: {}, lossReasons: {}, users: {}, taskTypes: {}, catalogs: {},
});
const named = new Kommo({ ...sandbox.options, account });
await named.leads.update(id, { fields: { seats: 12 } });
ok('names', (await named.leads.get(id)).fields.seats === 12);
const hook = parseWebhook('leads[add][0][id]=5&leads[add][0][name]=n&account[id]=1&account[subdomain]=acme');
ok('a webhook', hook.events[0].type === 'lead.added' && hook.events[0].entity.id === 5);
console.log('done');
`;

const CHECKS: Readonly<Record<string, () => Promise<void>>> = {
  deno: () => smoke(DENO),
  bun: () => smoke(BUN),
  'deno.mjs': async () => serves(await startServer([...DENO, '--allow-net', 'deno.mjs'], { cwd: files, env })),
  'bun.mjs': async () => serves(await startServer([...BUN, 'bun.mjs'], { cwd: files, env })),
  'worker.mjs': worker,
  next,
};

const { tarball, consumer } = await pack();
const account = await createSandbox({ rateLimit: false }).listen();
const SECRET = 'a-secret-of-the-url';
const env = {
  KOMMO_BASE_URL: account.url,
  KOMMO_ACCESS_TOKEN: account.options.accessToken as string,
  KOMMO_WEBHOOK_SECRET: SECRET,
};
const files = join(consumer, 'frameworks');
await writeFrameworkFiles(files);

/** Runs what a script does, once. */
async function smoke([command = '', ...args]: readonly string[]): Promise<void> {
  const script = join(consumer, 'runtime-smoke.mjs');
  await writeFile(script, SMOKE);
  const last = (await run(command, [...args, script], { cwd: consumer })).trim().split('\n').at(-1);
  check(last === 'done', `it ended with: ${last}`);
}

/** Calls what every file of docs/frameworks.md serves, then stops the server. */
async function serves(server: Server, pages: readonly string[] = ['/leads']): Promise<void> {
  try {
    for (const page of pages) {
      const response = await fetch(server.url + page);
      const text = await response.text();
      check(response.status === 200, `${page} answered ${response.status} ${text}`);
      check((JSON.parse(text) as unknown[]).length === 5, `${page} did not answer 5 leads`);
    }
    const hook = (secret: string): Promise<Response> => {
      const body = new URLSearchParams({ 'leads[add][0][id]': '7', 'account[id]': '1' });
      return fetch(`${server.url}/hooks/${secret}`, { method: 'POST', body });
    };
    check((await hook('wrong-secret-of-the-url')).status === 401, 'a webhook with a wrong secret was not refused');
    check((await hook(SECRET)).status === 200, 'the webhook was refused');
    for (let tries = 0; !/new lead.*7/.test(server.printed()); tries++) {
      check(tries < 100, `the listener was not called:\n${server.printed()}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${server.printed()}`);
  } finally {
    await server.stop();
  }
}

async function worker(): Promise<void> {
  const code = await readFile(join(files, 'worker.mjs'), 'utf8');
  const { outputFiles } = await build({
    stdin: {
      contents: code.replace('subdomain: env.KOMMO_SUBDOMAIN', 'baseUrl: env.KOMMO_BASE_URL'),
      resolveDir: files,
    },
    ...WORKER_BUNDLE,
  });
  await serves(await startWorker(outputFiles[0]?.text ?? '', '2026-07-01', env));
}

/** Builds an app without secrets, as CI services do, and starts it with them. */
async function next(): Promise<void> {
  const folder = await realpath(await cached(NEXT.join('+').replaceAll('@', '-'), NEXT));
  // Inside the folder of Next, because its bundler does not follow links.
  const app = await mkdtemp(join(folder, 'app-'));
  try {
    await cp(join(files, 'app'), join(app, 'app'), { recursive: true });
    await cp(join(consumer, 'node_modules'), join(app, 'node_modules'), { recursive: true, filter: isInstalled });
    const route = await readFile(join(app, 'app/leads/route.js'), 'utf8');
    await mkdir(join(app, 'app/edge'));
    await writeFile(join(app, 'app/edge/route.js'), `export const runtime = 'edge';\n${route}`);
    await writeFile(
      join(app, 'app/layout.jsx'),
      'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
    );
    await writeFile(join(app, 'package.json'), '{"private":true,"type":"module"}');
    await writeFile(join(app, 'next.config.mjs'), `export default { turbopack: { root: ${JSON.stringify(folder)} } };`);
    const cli = join(folder, 'node_modules/next/dist/bin/next');
    const silent = { NEXT_TELEMETRY_DISABLED: '1' };
    const withoutSecrets = Object.fromEntries(Object.keys(env).map((name) => [name, '']));
    await run(process.execPath, [cli, 'build'], { cwd: app, env: { ...silent, ...withoutSecrets } });
    const start = [process.execPath, cli, 'start', '--hostname', '127.0.0.1'];
    const server = await startServer(start, { cwd: app, env: { ...silent, ...env } });
    try {
      const page = await (await fetch(server.url)).text();
      check(page.match(/<li>/g)?.length === 5, `the server component did not list 5 leads:\n${page}`);
    } catch (error) {
      await server.stop();
      throw error;
    }
    await serves(server, ['/leads', '/edge']);
    const bare = await startServer(start, { cwd: app, env: silent });
    const answer = await fetch(`${bare.url}/leads`);
    await bare.stop();
    check(answer.status === 500, `without secrets /leads answered ${answer.status}`);
    check(bare.printed().includes('KOMMO_SUBDOMAIN is not set'), `no variable was named:\n${bare.printed()}`);
  } finally {
    await rm(app, { recursive: true, force: true });
  }
}

function isInstalled(path: string): boolean {
  return !/node_modules\/(\.|@types|undici-types|typescript$)/.test(path);
}

function check(passed: boolean, problem: string): void {
  if (!passed) throw new Error(problem);
}

const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const [name, ran] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.some((part) => name.startsWith(part))) continue;
  const start = performance.now();
  try {
    await ran();
    console.log(`ok ${name} (${Math.round((performance.now() - start) / 1000)} s)`);
    passed++;
  } catch (error) {
    console.error(`not ok ${name}\n${error instanceof Error ? error.message : error}`);
    failed++;
  }
}
await account.close();
await rm(dirname(tarball), { recursive: true, force: true });
console.log(`runtimes: ${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
