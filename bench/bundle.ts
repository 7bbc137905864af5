/** What listing leads weighs in somebody's bundle. */
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { here } from '../scripts/here.js';
import type { Bench, Column, Row } from './lib/bench.js';

/** Of the whole client, and of one resource. */
const TARGET_KB = { whole: 38, core: 28 };

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

// The same with the resources named one by one.
const CORE = `
  import { KommoCore, Leads } from 'kommo-sdk/core';
  const leads = new KommoCore({ subdomain: 'acme', accessToken: 'x' }).use(Leads);
  for await (const lead of leads.list()) console.log(lead.name);`;

/** Kilobytes, minified and gzipped, or why there are none. */
async function weigh(column: Column, contents: string, consumer: string, later: boolean): Promise<number | string> {
  const own = column === 'kommo-sdk' || column === 'openapi-fetch';
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: own ? consumer : here('bench') },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      splitting: true,
      outdir: 'bundled',
      format: 'esm',
      target: 'node20',
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    });
    const counted = partsOf(metafile, later);
    const files = outputFiles.filter(({ path }) => [...counted].some((name) => path.endsWith(name)));
    // As one file, which is how `npm run size` counts: how esbuild cuts them is no concern of a reader.
    return gzipSync(Buffer.concat(files.map(({ contents: bytes }) => bytes)), { level: 9 }).length / 1000;
  } catch {
    return 'does not bundle';
  }
}

/** The files that are loaded at start, or also those that may be loaded later. */
function partsOf({ outputs }: Metafile, later: boolean): Set<string> {
  const start = Object.keys(outputs).filter((path) => path.endsWith('stdin.js'));
  const counted = new Set(start);
  for (const path of counted) {
    for (const { kind, path: next } of outputs[path]?.imports ?? []) {
      if (outputs[next] && (later || kind === 'import-statement')) counted.add(next);
    }
  }
  return counted;
}

export const bench: Bench = {
  name: 'bundle',
  async run({ packed }) {
    const row = async (measure: string, listings: typeof LISTINGS, later: boolean, target?: number): Promise<Row> => {
      const cells: Row['cells'] = {};
      let own = Number.NaN;
      for (const [column, contents] of Object.entries(listings) as [Column, string][]) {
        const size = await weigh(column, contents, packed.consumer, later);
        cells[column] = typeof size === 'number' ? `${size.toFixed(1)} kB` : size;
        if (column === 'kommo-sdk' && typeof size === 'number') own = size;
      }
      return { measure, cells, ...(target ? { target: `${target} kB`, met: own <= target } : {}) };
    };
    return [
      await row('bundle of "list leads", minified and gzipped: loaded at start', LISTINGS, false, TARGET_KB.whole),
      await row('... and all that may be loaded later', LISTINGS, true),
      await row('... with kommo-sdk/core, loaded at start', { 'kommo-sdk': CORE }, false, TARGET_KB.core),
    ];
  },
};
