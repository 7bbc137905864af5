/**
 * `npm run test:matrix [-- 20.19 22 24 26]`: packs the package and runs the smoke tests of the tarball on several versions of Node.
 * The last line counts them.
 */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack } from './packed.js';
import { run } from './run.js';

// 20.19 is the oldest that `engines` allows. `20` is the newest 20.
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20.19', '22', '24', '26'];
const { tarball, consumer } = await pack();
let passed = 0;
let failed = 0;
for (const version of versions) {
  for (const file of ['smoke.mjs', 'smoke.cjs']) {
    try {
      const last = (await onNode(version, join(consumer, file))).trim().split('\n').at(-1) ?? '';
      if (!last.includes(` passed on Node v${version}.`)) throw new Error(`it ended with: ${last}`);
      console.log(`ok ${file}: ${last}`);
      passed++;
    } catch (error) {
      console.error(`not ok Node ${version} ${file}\n${error instanceof Error ? error.message : error}`);
      failed++;
    }
  }
}
await rm(dirname(tarball), { recursive: true, force: true });
console.log(`matrix: ${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

async function onNode(version: string, file: string): Promise<string> {
  const own = `${process.versions.node}.`.startsWith(`${version}.`);
  const program = own ? [process.execPath] : ['npx', '-y', '-p', `node@${version}`, 'node'];
  const [command = '', ...args] = [...program, file];
  return run(command, args, { cwd: dirname(file) });
}
