import { spawnSync } from 'node:child_process';
import { chaos } from './chaos.js';
import { kinds } from './kinds.js';

// npm run chaos [calls] [seed]
const calls = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
console.log(`${calls} calls, seed ${seed} (npm run chaos ${calls} ${seed} repeats the faults)`);
const { outcomes, faults, heapMb, wrong, requests, seconds } = await chaos(calls, seed);
console.log(`${requests} requests in ${seconds.toFixed(1)} s; heap ${heapMb.before} MB -> ${heapMb.after} MB`);
console.log('outcomes', outcomes);
console.log('faults met', faults);
console.log('wrong', wrong);

// A column for each kind of fault: what was lost, doubled, mapped to another input, leaked, or untrue.
const rows = await kinds(seed, 20);
const figures = ['cases', 'lost', 'doubled', 'misMapped', 'leaked', 'wrong'] as const;
const columns = figures.map((figure) => [
  figure,
  Object.fromEntries(Object.entries(rows).map(([kind, row]) => [kind, row[figure]])),
]);
console.table(Object.fromEntries(columns));

// The mirror: 200 accounts that change while syncs run and die.
const mirror = spawnSync('npx', ['vitest', 'run', '--project', 'sync', 'test/sync/model.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, MIRROR_RUNS: process.env['MIRROR_RUNS'] ?? '200' },
});

const ended = performance.now();
process.on('exit', () => console.log(`the process ended ${((performance.now() - ended) / 1000).toFixed(1)} s later`));

const grown = heapMb.after - heapMb.before;
const isClean = Object.values(rows).every(
  ({ cases, ...wrong }) => cases > 0 && Object.values(wrong).every((count) => count === 0),
);
const good =
  mirror.status === 0 &&
  isClean &&
  Object.values(wrong).every((value) => (typeof value === 'number' ? value === 0 : value.length === 0));
if (!good || grown > 10) {
  console.error(good ? `the heap has grown by ${grown.toFixed(1)} MB` : 'something went wrong, see above');
  process.exitCode = 1;
}
// Nothing may keep the process alive now but sockets that fetch lets go of within seconds.
setTimeout(() => {
  console.error('still open:', process.getActiveResourcesInfo());
  process.exit(1);
}, 15_000).unref();
