/** What a cold import adds to the start of a process. */
import { spawnSync } from 'node:child_process';
import { here } from '../scripts/here.js';
import { type Bench, type Column, median, type Row } from './lib/bench.js';

const ROUNDS = 15;
const TARGET_MS = 25;

interface Start {
  readonly column: Column;
  readonly code: string;
  readonly esm: boolean;
  readonly own: boolean;
}

const STARTS: readonly Start[] = [
  { column: 'kommo-sdk', code: "import 'kommo-sdk'", esm: true, own: true },
  { column: 'kommo-sdk', code: "require('kommo-sdk')", esm: false, own: true },
  { column: 'openapi-fetch', code: "import 'openapi-fetch'", esm: true, own: true },
  { column: 'openapi-fetch', code: "require('openapi-fetch')", esm: false, own: true },
  { column: 'amocrm-js', code: "import 'amocrm-js'", esm: true, own: false },
  { column: 'amocrm-js', code: "require('amocrm-js')", esm: false, own: false },
  { column: '@shevernitskiy/amo', code: "import '@shevernitskiy/amo'", esm: true, own: false },
  { column: '@shevernitskiy/amo', code: "require('@shevernitskiy/amo')", esm: false, own: false },
];

/** Milliseconds from the start of the process to the end of its code, as the process itself tells them. */
function start(code: string, esm: boolean, cwd: string): number {
  const type = esm ? 'module' : 'commonjs';
  const told = `${code}\nprocess.stdout.write(String(performance.now()));`;
  const { stdout, status, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, '-e', told], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

export const bench: Bench = {
  name: 'import',
  async run({ packed }) {
    const added = STARTS.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      const bare = { esm: start('', true, packed.consumer), cjs: start('', false, packed.consumer) };
      for (const [index, { code, esm, own }] of STARTS.entries()) {
        added[index]?.push(start(code, esm, own ? packed.consumer : here('bench')) - (esm ? bare.esm : bare.cjs));
      }
    }
    return [true, false].map((esm): Row => {
      const cells: Row['cells'] = {};
      let own = Number.NaN;
      for (const [index, { column, esm: module }] of STARTS.entries()) {
        if (module !== esm) continue;
        const ms = median(added[index] ?? []);
        cells[column] = `+${ms.toFixed(1)} ms`;
        if (column === 'kommo-sdk') own = ms;
      }
      return {
        measure: `cold ${esm ? 'import' : 'require'} over bare Node, median of ${ROUNDS}`,
        cells,
        target: `+${TARGET_MS} ms`,
        met: own <= TARGET_MS,
      };
    });
  },
};
