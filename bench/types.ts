/** What the compiler does for a script of twenty lines. */
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../scripts/build/run.js';
import { here } from '../scripts/here.js';
import { type Bench, type Column, median, type Row, times } from './lib/bench.js';

const TARGET = 3;
const ROUNDS = 3;

const SCRIPTS: Partial<Record<Column, string>> = {
  'kommo-sdk': `
import { Kommo, NotFoundError } from 'kommo-sdk';

const kommo = new Kommo({ subdomain: 'acme', accessToken: 'x' });
const reasons = new Map<number, string>();
for await (const reason of kommo.lossReasons.list()) reasons.set(reason.id, reason.name);

const lost = new Map<string, number>();
const since = new Date('2026-01-01');
for await (const lead of kommo.leads.list({ with: ['loss_reason'], filter: { updated_at: { from: since } } })) {
  const name = lead._embedded.loss_reason[0]?.name ?? 'none';
  lost.set(name, (lost.get(name) ?? 0) + lead.price);
}
try {
  const { name, price } = await kommo.leads.get(42, { with: ['contacts'] });
  console.log(name, price, lost, reasons);
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
}
const { id } = await kommo.leads.create({ name: 'x', price: 5 });
await kommo.leads.update(id, { status_id: 142 });
`,
  'openapi-fetch': `
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const client = createClient<paths>({ baseUrl: 'https://acme.kommo.com' });
const reasons = new Map<number, string>();
const listed = await client.GET('/api/v4/leads/loss_reasons');
for (const reason of listed.data?._embedded.loss_reasons ?? []) reasons.set(reason.id, reason.name);

const lost = new Map<string, number>();
const query = { with: ['loss_reason' as const], filter: { updated_at: { from: 1767225600 } } };
const { data } = await client.GET('/api/v4/leads', { params: { query } });
for (const lead of data?._embedded.leads ?? []) {
  if (!('price' in lead)) continue;
  const name = lead._embedded?.loss_reason?.[0]?.name ?? 'none';
  lost.set(name, (lost.get(name) ?? 0) + lead.price);
}
const got = await client.GET('/api/v4/leads/{id}', { params: { path: { id: 42 }, query: { with: ['contacts'] } } });
if (got.response.ok) console.log(got.data?.name, got.data?.price, lost, reasons);
const created = await client.POST('/api/v4/leads', { body: [{ name: 'x', price: 5 }] });
const id = created.data?._embedded.leads[0]?.id ?? 0;
await client.PATCH('/api/v4/leads/{id}', { params: { path: { id } }, body: { status_id: 142 } });
`,
  'amocrm-js': `
import { Client } from 'amocrm-js';

const client = new Client({ domain: 'acme.kommo.com', auth: { bearer: 'x' } as never });
const lead = await client.leads.getById(42);
console.log(lead?.name);
const page = await client.leads.get({ limit: 250 });
for (const item of page?.getData() ?? []) console.log(item.name);
`,
  '@shevernitskiy/amo': `
import { Amo } from '@shevernitskiy/amo';

const amo = new Amo('acme.kommo.com', { access_token: 'x' } as never);
const { _embedded } = await amo.lead.getLeads({ limit: 250 });
for (const lead of _embedded.leads) console.log(lead.name, lead.price);
const lead = await amo.lead.getLeadById(42);
console.log(lead.name);
await amo.lead.addLeads([{ name: 'x', price: 5 }]);
`,
};

interface Checked {
  readonly instantiations: number;
  readonly seconds: number;
}

async function check(project: string): Promise<Checked> {
  const seconds: number[] = [];
  let instantiations = Number.NaN;
  for (let round = 0; round < ROUNDS; round++) {
    const told = await run(process.execPath, [
      here('node_modules/typescript/bin/tsc'),
      '-p',
      project,
      '--extendedDiagnostics',
    ]);
    instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(told)?.[1]);
    seconds.push(Number(/^Check time:\s+([\d.]+)s/m.exec(told)?.[1]));
  }
  return { instantiations, seconds: median(seconds) };
}

export const bench: Bench = {
  name: 'types',
  async run({ packed: { consumer } }) {
    const results = new Map<Column, Checked>();
    for (const [column, script] of Object.entries(SCRIPTS) as [Column, string][]) {
      const project = join(consumer, `types-of-${column.replace(/\W/g, '-')}`);
      await mkdir(project);
      await writeFile(join(project, 'script.ts'), script);
      await cp(here('src/generated/schema.ts'), join(project, 'schema.ts'));
      const compilerOptions = {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'ES2022',
        module: 'nodenext',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        types: [],
      };
      await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['script.ts'] }));
      if (column === 'amocrm-js' || column === '@shevernitskiy/amo') {
        await symlink(here('bench/node_modules'), join(project, 'node_modules'));
      }
      results.set(column, await check(project));
    }
    const base = results.get('openapi-fetch') ?? { instantiations: Number.NaN, seconds: Number.NaN };
    const own = results.get('kommo-sdk')?.instantiations ?? Number.NaN;
    const cellsOf = (text: (checked: Checked) => string): Row['cells'] =>
      Object.fromEntries([...results].map(([column, checked]) => [column, text(checked)]));
    return [
      {
        measure: 'type instantiations of a 20-line script, over openapi-fetch',
        cells: cellsOf(
          ({ instantiations }) =>
            `${instantiations.toLocaleString('en')} (${times(instantiations / base.instantiations)})`,
        ),
        target: times(TARGET),
        met: own / base.instantiations <= TARGET,
      },
      {
        measure: '... check time, over openapi-fetch',
        cells: cellsOf(({ seconds }) => times(seconds / base.seconds)),
      },
    ];
  },
};
