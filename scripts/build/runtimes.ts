/**
 * `npm run test:runtimes [-- deno bun]`: packs the package and runs its core on Deno and Bun, whose binaries come from the npm registry.
 * The last line counts them.
 */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack } from './packed.js';
import { run } from './run.js';

const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  deno: ['npx', '-y', 'deno@2', 'run', '--no-prompt', '--allow-env', '--node-modules-dir=manual'],
  bun: ['npx', '-y', 'bun@1', 'run'],
};

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

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(RUNTIMES);
const { tarball, consumer } = await pack();
const script = join(consumer, 'runtime-smoke.mjs');
await writeFile(script, SMOKE);
let passed = 0;
let failed = 0;
for (const name of names) {
  try {
    const [command = '', ...args] = RUNTIMES[name] ?? [];
    const last = (await run(command, [...args, script], { cwd: consumer })).trim().split('\n').at(-1);
    if (last !== 'done') throw new Error(`it ended with: ${last}`);
    console.log(`ok ${name}`);
    passed++;
  } catch (error) {
    console.error(`not ok ${name}\n${error instanceof Error ? error.message : error}`);
    failed++;
  }
}
await rm(dirname(tarball), { recursive: true, force: true });
console.log(`runtimes: ${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
