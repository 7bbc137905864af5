/** CPU of one page of 250 leads: what a client costs over `fetch` and `json()`. */
import { type Bench, COLUMNS, type Row, times } from './lib/bench.js';
import type { CpuOptions, CpuResult } from './lib/cpu-worker.js';
import { runTs, serve } from './lib/serve.js';

interface Case {
  readonly measure: string;
  readonly target?: number;
  readonly gzip?: boolean;
  readonly atOnce?: number;
  /** With a limiter that never has to wait. */
  readonly limiterOn?: boolean;
}

const CASES: readonly Case[] = [
  { measure: 'CPU of a page of 250 leads, limiter off', target: 1.25 },
  { measure: '... 8 at a time', target: 1.25, atOnce: 8 },
  { measure: '... gzipped, without a length', target: 1.25, gzip: true },
  { measure: '... limiter on, never waiting', target: 1.25, limiterOn: true },
];

export const bench: Bench = {
  name: 'cpu',
  async run({ packed }) {
    const rows: Row[] = [];
    for (const { measure, target, gzip = false, atOnce = 1, limiterOn = false } of CASES) {
      const server = await serve({ gzip });
      const options: CpuOptions = { url: server.url, consumer: packed.consumer, atOnce, limiterOn };
      const ratios = await runTs<CpuResult>('bench/lib/cpu-worker.ts', [JSON.stringify(options)], ['--expose-gc']);
      server.close();
      const cells: Row['cells'] = {};
      for (const column of COLUMNS) if (ratios[column] !== undefined) cells[column] = times(ratios[column]);
      if (gzip) cells['amocrm-js'] = 'asks for none';
      const own = ratios['kommo-sdk'] ?? Number.NaN;
      rows.push({ measure, cells, ...(target ? { target: `${times(target)} raw fetch`, met: own <= target } : {}) });
    }
    return rows;
  },
};
