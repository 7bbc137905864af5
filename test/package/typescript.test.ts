import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { renderAccount } from '../../src/cli/codegen/render.js';
import { hostileAccount } from '../support/hostile-names.js';
import { packed } from './packed.js';

const { consumer } = await packed();
/** Versions that the README promises. Each is installed under a name of its own. */
const VERSIONS = { ts54: '5.4.5', ts59: '5.9.3', ts6: '6.0.3', ts7: '7.0.2' } as const;
const compilers = await cached(
  'typescript',
  Object.entries(VERSIONS).map(([name, version]) => `${name}@npm:typescript@${version}`),
);

const installed = join(consumer, 'node_modules/kommo-sdk');
const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { exports: object };
const subpaths = Object.keys(manifest.exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => `kommo-sdk${name.slice(1)}`);

/**
 * A project that has the package and the optional peers that its declarations name. Those of `sync` name neither PGlite nor `pg`,
 * whose own declarations do not compile without `skipLibCheck`.
 */
const project = await mkdtemp(join(dirname(consumer), 'typescript-'));
const modules = join(project, 'node_modules');
await mkdir(join(modules, '@types'), { recursive: true });
await cp(installed, join(modules, 'kommo-sdk'), { recursive: true });
await symlink(here('node_modules/@types/node'), join(modules, '@types/node'));
for (const name of [
  'bottleneck',
  'openapi-fetch',
  'openapi-typescript-helpers',
  'undici-types',
  '@modelcontextprotocol',
])
  await symlink(here(`node_modules/${name}`), join(modules, name));

const NODE = { lib: ['ES2022'], types: ['node'] };
const BROWSER = { lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: [] };
const MODES = {
  'nodenext, ESM': ['module', { module: 'nodenext' }],
  'node16, CJS': ['commonjs', { module: 'node16' }],
  bundler: ['module', { module: 'esnext', moduleResolution: 'bundler' }],
} as const;

/** Files that a user writes. Each is compiled with `declaration: true`, so that every type has a name that travels. */
const SOURCES: Readonly<Record<string, string>> = {
  everything: subpaths.map((name, i) => `export * as m${i} from '${name}';`).join('\n'),
  client: `import { Kommo } from 'kommo-sdk';\nexport const kommo = new Kommo({ subdomain: 'acme', accessToken: 't' });`,
  factory: [
    `import { Kommo, type KommoOptions } from 'kommo-sdk';`,
    `export function make(options: KommoOptions) { return new Kommo(options); }`,
    `export const env = () => Kommo.fromEnv();`,
    `export const leads = () => env().leads.list({ with: ['contacts'] });`,
    `export const first = async () => (await leads()).data[0];`,
  ].join('\n'),
  pool: [
    `import type { KommoPool } from 'kommo-sdk/auth';`,
    `declare const pool: KommoPool;`,
    `export const get = (id: number) => pool.get(id);`,
  ].join('\n'),
  hostile: [
    `import { Kommo } from 'kommo-sdk';`,
    renderAccount(hostileAccount()),
    `export const hostile = async () => (await Kommo.fromEnv({ account }).leads.get(1)).fields.id;`,
  ].join('\n'),
  generated: await run(process.execPath, [
    join(installed, 'dist/cli.cjs'),
    'codegen',
    '--sandbox',
    '-o',
    join(project, 'g.ts'),
  ]).then(() => readFile(join(project, 'g.ts'), 'utf8')),
};

const WITH = 'with the types of Node';
const WITHOUT = 'without the types of Node';
const runs = Object.keys(VERSIONS).flatMap((version) => [
  ...Object.keys(MODES).map((mode) => [version, mode, WITH, NODE] as const),
  [version, 'bundler', WITHOUT, BROWSER] as const,
]);

test.each(runs)('%s, %s, %s: every declaration compiles and every type travels', async (version, mode, types, libs) => {
  const [type, options] = MODES[mode as keyof typeof MODES];
  const folder = join(project, `${version}-${mode}-${types}`.replace(/\W+/g, '-'));
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
  // The MCP SDK needs the types of Node.
  const everything =
    libs === NODE ? SOURCES['everything'] : SOURCES['everything']?.replace(/^.*kommo-sdk\/mcp.*$/m, '');
  for (const [name, text] of Object.entries({ ...SOURCES, everything }))
    await writeFile(join(folder, `${name}.ts`), `${text}\n`);
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    noUncheckedSideEffectImports: version === 'ts54' ? undefined : true,
    target: 'ES2022',
    declaration: true,
    outDir: 'out',
    ...options,
    ...libs,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(compilers, 'node_modules', version, 'bin/tsc');
  expect(await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'])).toBe('');
});

// A program that holds the whole package finds a name for every type. Most projects import one or two subpaths.
test.each(subpaths)('%s alone: each type that it returns has a name', async (subpath) => {
  const folder = join(project, `alone-${subpath.replace(/\W+/g, '-')}`);
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const loaded = (await import(pathToFileURL(createRequire(join(consumer, 'x.cjs')).resolve(subpath)).href)) as object;
  await writeFile(
    join(folder, 'x.ts'),
    [`import * as m from '${subpath}';`, ...callsOf(loaded), ...(FURTHER[subpath] ?? [])].join('\n'),
  );
  const compilerOptions = { strict: true, skipLibCheck: true, target: 'ES2022', module: 'nodenext', ...NODE };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, declaration: true, outDir: 'out' }, files: ['x.ts'] }),
  );
  const tsc = join(compilers, 'node_modules/ts7/bin/tsc');
  expect(await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'])).toBe('');
});

/** What a program calls on what such a call returns. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  'kommo-sdk': ["export const raw = (kommo: m.Kommo) => kommo.api.GET('/api/v4/leads', {});"],
  'kommo-sdk/auth': [
    "export const leads = async (pool: m.KommoPool) => (await pool.get(1)).leads.list({ with: ['contacts'] });",
    'export const bulk = async (pool: m.KommoPool) => (await pool.get(1)).leads.bulk;',
    "export const raw = async (pool: m.KommoPool) => (await pool.get(1)).api.GET('/api/v4/leads', {});",
  ],
};

/** Exports whose inferred types are what each function, method and getter of a module returns. */
function callsOf(loaded: object): string[] {
  const own = Object.entries(loaded).filter(([name]) => name !== 'default' && name !== 'module.exports');
  return own.flatMap(([name, value]: [string, unknown]): string[] => {
    const path = `m.${name}`;
    if (typeof value !== 'function') return [`export const ${name}_ = ${path};`];
    if (!/^class\b/.test(Function.prototype.toString.call(value)))
      return [`export const ${name}_ = (...a: Parameters<typeof ${path}>) => ${path}(...a);`];
    const instance = `InstanceType<typeof ${path}>`;
    return Object.entries(Object.getOwnPropertyDescriptors(value.prototype as object))
      .filter(([key]) => /^[a-z]\w*$/i.test(key) && key !== 'constructor' && !HIDDEN.has(key))
      .map(([key, { get }]) =>
        get
          ? `export const ${name}_${key} = (x: ${instance}) => x.${key};`
          : `export const ${name}_${key} = (x: ${instance}, ...a: Parameters<${instance}['${key}']>) => x.${key}(...a);`,
      );
  });
}

// `make` is protected, and `use` returns the class that it is given.
const HIDDEN = new Set(['make', 'use']);
