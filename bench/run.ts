/**
 * `npm run bench [-- limiter cpu ...]`: builds and packs the package, measures it beside others, prints one table of ratios.
 * A run of all of them also writes bench/results.md.
 */
import { rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { pack } from '../scripts/build/packed.js';
import { here } from '../scripts/here.js';
import { bench as bulk } from './bulk.js';
import { bench as bundle } from './bundle.js';
import { bench as cpu } from './cpu.js';
import { bench as coldImport } from './import.js';
import type { Bench, Row } from './lib/bench.js';
import { installPeers } from './lib/peers.js';
import { markdown } from './lib/table.js';
import { bench as limiter } from './limiter.js';
import { bench as memory } from './memory.js';
import { bench as prefetch } from './prefetch.js';
import { bench as sync } from './sync.js';
import { bench as types } from './types.js';

const BENCHES: readonly Bench[] = [limiter, prefetch, bulk, cpu, memory, sync, bundle, coldImport, types];

const wanted = process.argv.slice(2);
const chosen = BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0) throw new Error(`there are ${BENCHES.map(({ name }) => name).join(', ')}`);

await installPeers();
console.log('packing ...');
const packed = await pack();
const rows: Row[] = [];
for (const bench of chosen) {
  console.log(`${bench.name} ...`);
  rows.push(...(await bench.run({ packed })));
}
await rm(dirname(packed.tarball), { recursive: true, force: true });

const table = markdown(rows);
console.log(`\n${table}`);
if (wanted.length === 0) await writeFile(here('bench/results.md'), page(table));

function page(table: string): string {
  const [first] = cpus();
  const machine = `${first?.model.trim()}, ${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}`;
  return [
    '# Bench',
    '',
    'Written by `npm run bench`. Each line is one run of everybody on one machine; what compares is the ratio, not the time.',
    '',
    `Machine: ${machine}.`,
    '',
    table,
    '',
  ].join('\n');
}
