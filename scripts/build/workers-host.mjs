/**
 * A process that runs one worker in Cloudflare's runtime. It reads `{ folder, options }` as a line of JSON on stdin, where
 * `folder` holds miniflare, prints the address of the worker, and ends with stdin.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Miniflare leaves folders behind in it.
const temporary = mkdtempSync(join(tmpdir(), 'kommo-worker-'));
process.env.TMPDIR = temporary;
let worker;
for await (const line of createInterface({ input: process.stdin })) {
  const { folder, options } = JSON.parse(line);
  const { Miniflare } = createRequire(`${folder}/x.js`)('miniflare');
  worker = new Miniflare({
    ...options,
    handleRuntimeStdio: (...streams) => {
      for (const stream of streams) stream.pipe(process.stderr);
    },
  });
  console.log(JSON.stringify({ address: String(await worker.ready) }));
}
await worker?.dispose();
rmSync(temporary, { recursive: true, force: true });
process.exit();
