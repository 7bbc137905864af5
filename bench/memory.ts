/** Memory while a million leads stream by. */
import { type Bench, type Column, type Row, times } from './lib/bench.js';
import type { MemoryOptions, MemoryResult } from './lib/memory-worker.js';
import { runTs, serve } from './lib/serve.js';

const LEADS = Number(process.env['BENCH_LEADS'] ?? 1_000_000);
const TARGET = 1.1;

export const bench: Bench = {
  name: 'memory',
  async run({ packed }) {
    const server = await serve({ pages: LEADS / 250 });
    const heap: Row['cells'] = {};
    const rss: Row['cells'] = {};
    const peaks = new Map<Column, number>();
    let growth = Number.NaN;
    for (const column of ['raw fetch', 'kommo-sdk'] as const) {
      const options: MemoryOptions = { url: server.url, consumer: packed.consumer, column, leads: LEADS };
      const result = await runTs<MemoryResult>(
        'bench/lib/memory-worker.ts',
        [JSON.stringify(options)],
        ['--expose-gc'],
      );
      if (result.leads !== LEADS) throw new Error(`${column} saw ${result.leads} leads of ${LEADS}`);
      const ratio = result.lastHeap / result.firstHeap;
      heap[column] = times(ratio);
      peaks.set(column, result.peakRss);
      rss[column] = times(result.peakRss / (peaks.get('raw fetch') ?? Number.NaN));
      if (column === 'kommo-sdk') growth = ratio;
    }
    server.close();
    const shown = LEADS.toLocaleString('en');
    return [
      {
        measure: `heap after ${shown} streamed leads, over that after a tenth`,
        cells: heap,
        target: `${times(TARGET)}`,
        met: growth <= TARGET,
      },
      { measure: '... peak memory of the process, over raw fetch', cells: rss },
    ];
  },
};
