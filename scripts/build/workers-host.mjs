/**
 * A process that runs one worker in Cloudflare's runtime. It reads `{ folder, options }` as a line of JSON on stdin, where
 * `folder` holds miniflare, prints the address of the worker, and ends with stdin.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

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
process.exit();
