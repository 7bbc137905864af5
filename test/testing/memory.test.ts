import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const url = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

// Before the sandbox let the event loop turn, every page stayed in memory: some 100 MB here.
test('a long stream from an account of a million leads keeps memory flat', async () => {
  const { stdout } = await run(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    `
      import { Kommo } from ${url('index.ts')};
      import { createSandbox } from ${url('testing/index.ts')};
      const sandbox = createSandbox({ leads: 1_000_000, rateLimit: false });
      const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
      const heap = [];
      let count = 0;
      for await (const lead of kommo.leads.list({}, { concurrency: 3 })) {
        if (++count % 20_000 === 0) { gc(); heap.push(process.memoryUsage().heapUsed); }
        if (count === 60_000) break;
      }
      console.log(JSON.stringify(heap.map((bytes) => bytes / 1e6)));
    `,
  ]);
  const [early, , late] = JSON.parse(stdout) as [number, number, number];
  expect(late - early).toBeLessThan(15);
});
