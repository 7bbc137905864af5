/**
 * What an account costs the type checker: one script without it and with it, at 20 and at 300 fields.
 * `npx tsx bench/account-types.ts`
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderAccount } from '../src/cli/codegen/render.js';
import { bigAccount } from '../test/support/big-account.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'tmp/bench-types');
const sdk = join(root, 'tmp/bench-types-sdk');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const script = (account: boolean): string => `
import { Kommo } from '../bench-types-sdk/index.js';
${account ? "import { account } from './kommo.account.js';" : ''}
const kommo = new Kommo({ subdomain: 'acme', accessToken: 'x'${account ? ', account' : ''} });
for await (const lead of kommo.leads.list({ with: ['contacts'] })) {
  // @ts-expect-error or nothing is typed at all
  const text: number = lead.name;
  await kommo.leads.update(lead.id, { name: lead.name${account ? ", pipeline: 'Pipeline 3', status: 'Stage 4', fields: { fieldNumber2: 'Option 1', fieldNumber1: lead.fields.fieldNumber1 }" : ''} });
  await kommo.leads.updateMany([{ id: 1, price: 2${account ? ", pipeline: 'Pipeline 1', fields: { fieldNumber12: 'Option 2' }" : ''} }]);
  await kommo.leads.bulk.create([{ name: 'x'${account ? ', fields: { fieldNumber11: 5 }' : ''} }]);
  await kommo.customers.update(1, { name: 'x'${account ? ", fields: { fieldNumber2: 'Option 1' }" : ''} });
  await kommo.catalogs.updateElement(${account ? "'List 3'" : '7'}, 1, { name: 'x'${account ? ", fields: { fieldNumber2: 'Option 1' }" : ''} });
}
`;

// Users check declarations, not our sources.
function declarations(): void {
  mkdirSync(directory, { recursive: true });
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: sdk,
    rootDir: '../../src',
  };
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions,
    include: ['../../src/**/*.d.ts'],
    files: ['../../src/index.ts'],
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [tsc, '-p', directory], { stdio: 'inherit' });
}

interface Cost {
  instantiations: number;
  types: number;
  memoryMb: number;
  checkSeconds: number;
}

function measure(name: string, files: Record<string, string>): Cost {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  const config = { extends: '../../tsconfig.json', include: ['.'], exclude: [] };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
  const runs = [1, 2, 3].map(() =>
    execFileSync(process.execPath, [tsc, '-p', directory, '--extendedDiagnostics'], { encoding: 'utf8' }),
  );
  const of = (label: string): number[] =>
    runs.map((text) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(text)?.[1])).sort((a, b) => a - b);
  const cost = {
    instantiations: of('Instantiations')[1] as number,
    types: of('Types')[1] as number,
    memoryMb: Math.round((of('Memory used')[1] as number) / 1024),
    // The fastest: other work on the machine only adds.
    checkSeconds: of('Check time')[0] as number,
  };
  console.log(
    `${name.padEnd(34)} ${Object.entries(cost)
      .map(([key, value]) => `${key} ${value}`)
      .join('  ')}`,
  );
  return cost;
}

const account = (fields: number, pipelines: number): string =>
  renderAccount(bigAccount(fields, pipelines), { from: '../bench-types-sdk/index.js' });

declarations();
const plain = measure('without an account', { 'script.ts': script(false) });
measure('20 fields, 4 pipelines', { 'script.ts': script(true), 'kommo.account.ts': account(20, 4) });
const big = measure('300 fields, 20 pipelines', { 'script.ts': script(true), 'kommo.account.ts': account(300, 20) });
for (const made of [directory, sdk]) rmSync(made, { recursive: true, force: true });
console.log(
  `300 fields and 20 pipelines add ${(big.checkSeconds - plain.checkSeconds).toFixed(2)} s and ${big.memoryMb - plain.memoryMb} MB`,
);
