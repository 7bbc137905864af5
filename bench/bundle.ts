/** What listing leads weighs in somebody's bundle. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { here } from '../scripts/spec.js';
import type { Bench, Column, Row } from './lib/bench.js';

const TARGET_KB = 20;

const LISTINGS: Partial<Record<Column, string>> = {
  'kommo-sdk': `
    import { Kommo } from 'kommo-sdk';
    const kommo = new Kommo({ subdomain: 'acme', accessToken: 'x' });
    for await (const lead of kommo.leads.list()) console.log(lead.name);`,
  'openapi-fetch': `
    import createClient from 'openapi-fetch';
    const { data } = await createClient({ baseUrl: 'https://acme.kommo.com' }).GET('/api/v4/leads');
    for (const lead of data._embedded.leads) console.log(lead.name);`,
  'amocrm-js': `
    import { Client } from 'amocrm-js';
    const client = new Client({ domain: 'acme.kommo.com', auth: { bearer: 'x' } });
    const { data } = await client.request.get('/api/v4/leads');
    for (const lead of data._embedded.leads) console.log(lead.name);`,
  '@shevernitskiy/amo': `
    import { Amo } from '@shevernitskiy/amo';
    const amo = new Amo('acme.kommo.com', { access_token: 'x' });
    for (const lead of (await amo.lead.getLeads())._embedded.leads) console.log(lead.name);`,
};

/** Kilobytes, minified and gzipped, or why there are none. */
async function weigh(
  column: Column,
  contents: string,
  consumer: string,
  platform: 'node' | 'neutral',
): Promise<number | string> {
  const own = column === 'kommo-sdk' || column === 'openapi-fetch';
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: own ? consumer : here('bench') },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'node20',
      platform,
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    });
    return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000;
  } catch {
    return 'does not bundle';
  }
}

export const bench: Bench = {
  name: 'bundle',
  async run({ packed }) {
    const rows: Row[] = [];
    for (const platform of ['node', 'neutral'] as const) {
      const cells: Row['cells'] = {};
      let own = Number.NaN;
      for (const [column, contents] of Object.entries(LISTINGS) as [Column, string][]) {
        const size = await weigh(column, contents, packed.consumer, platform);
        cells[column] = typeof size === 'number' ? `${size.toFixed(1)} kB` : size;
        if (column === 'kommo-sdk' && typeof size === 'number') own = size;
      }
      rows.push({
        measure: `bundle of "list leads", minified and gzipped, ${platform}`,
        cells,
        target: `${TARGET_KB} kB`,
        met: own <= TARGET_KB,
      });
    }
    return rows;
  },
};
