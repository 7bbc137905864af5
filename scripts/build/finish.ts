/** What tsup leaves to do: the same modules as CJS, types marked as such, the specs as JSON, and the licences of what is bundled. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type OutputChunk, rollup } from 'rollup';
import ts from 'typescript';
import { here } from '../here.js';
import { openapiDocument, SPECS } from './openapi.js';

interface Metafile {
  inputs: Record<string, unknown>;
  outputs: Record<string, { entryPoint?: string; exports: string[] }>;
}

interface Manifest {
  version: string;
  license?: string;
  author?: unknown;
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to
whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const dist = here('dist/');
const metafile = JSON.parse(readFileSync(`${dist}metafile-esm.json`, 'utf8')) as Metafile;
const LOAD = 'loadPackage';
const LOADER = `function ${LOAD}(name) {
  const loaded = (typeof __non_webpack_require__ === 'function' ? __non_webpack_require__ : require)(name);
  return loaded.__esModule ? loaded : { default: loaded, ...loaded };
}`;
/** The command lines are run as CJS only, because their argument library is CJS and asks for modules of Node as it loads. */
const COMMANDS = ['cli', 'kommo-mcp'];

await writeCommonJs();
markTypes();
nameClients();
for (const command of COMMANDS) rmSync(`${dist}${command}.js`);
writeNotices();
await writeSpecs();
rmSync(`${dist}metafile-esm.json`);

async function writeCommonJs(): Promise<void> {
  const entries = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  const build = await rollup({
    input: Object.fromEntries(entries.map(([file]) => [file.replace(/^dist\/|\.js$/g, ''), here(file)])),
    external: (id) => !/^[./]/.test(id),
    plugins: [{ name: 'load-by-require', renderDynamicImport: loadByRequire }],
  });
  const { output } = await build.generate({
    format: 'cjs',
    interop: 'auto',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  });
  for (const { fileName, code } of output.filter((file): file is OutputChunk => file.type === 'chunk'))
    writeFileSync(dist + fileName, code.includes(`${LOAD}(`) ? `${code}\n${LOADER}\n` : code);
}

/**
 * `import()` of a package becomes `require`, since Jest refuses `import()` in CJS. Bundlers must not follow it, as most of these
 * packages are optional.
 */
function loadByRequire({ targetModuleId }: { targetModuleId: string | null }): { left: string; right: string } | null {
  if (targetModuleId?.startsWith(dist)) return null;
  return { left: `Promise.resolve().then(() => ${LOAD}(`, right: '))' };
}

/**
 * A class that an entry exports as a type only. tsup loses the word `type`, and a program that imports the class would compile and
 * then fail as it loads.
 */
function markTypes(): void {
  for (const [file, { entryPoint, exports }] of Object.entries(metafile.outputs)) {
    for (const kind of entryPoint === undefined ? [] : ['.d.ts', '.d.cts']) {
      const path = here(file.replace(/\.js$/, kind));
      if (existsSync(path)) writeFileSync(path, withTypes(readFileSync(path, 'utf8'), new Set(exports)));
    }
  }
}

function withTypes(text: string, values: ReadonlySet<string>): string {
  const source = ts.createSourceFile('entry.d.ts', text, ts.ScriptTarget.Latest);
  const places = source.statements
    .filter(ts.isExportDeclaration)
    .flatMap(({ isTypeOnly, exportClause }) =>
      isTypeOnly || !exportClause || !ts.isNamedExports(exportClause) ? [] : exportClause.elements,
    )
    .filter(({ isTypeOnly, name }) => !isTypeOnly && !values.has(name.text))
    .map((specifier) => specifier.getStart(source));
  return places.reduceRight((result, at) => `${result.slice(0, at)}type ${result.slice(at)}`, text);
}

/**
 * A pool returns whole clients. TypeScript names a type by an entry that exports it, and finds only entries that the program has
 * loaded, so that `kommo-sdk/auth` loads the main one.
 */
function nameClients(): void {
  for (const kind of ['d.ts', 'd.cts']) {
    const path = `${dist}auth.${kind}`;
    if (existsSync(path))
      writeFileSync(path, `/// <reference path="./index.${kind}" />\n${readFileSync(path, 'utf8')}`);
  }
}

/** The specs, for generators of other languages and for tools that read OpenAPI. */
async function writeSpecs(): Promise<void> {
  const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };
  for (const [name, file] of Object.entries(SPECS)) {
    mkdirSync(dirname(dist + name), { recursive: true });
    writeFileSync(dist + name, JSON.stringify(await openapiDocument(file, version)));
  }
}

/** Packages of which the bundles hold code. */
function bundled(): string[] {
  const names = Object.keys(metafile.inputs).flatMap((path) => {
    const inside = path.split('node_modules/').slice(1).at(-1);
    if (inside === undefined) return [];
    const [first = '', second = ''] = inside.split('/');
    return first.startsWith('@') ? `${first}/${second}` : first;
  });
  return [...new Set(names)].sort();
}

function writeNotices(): void {
  const parts = ['The files of this folder hold code of these packages.\n', ...bundled().map(licenceOf)];
  writeFileSync(`${dist}THIRD-PARTY-NOTICES.txt`, parts.join(`\n${'-'.repeat(80)}\n\n`));
}

function licenceOf(name: string): string {
  const folder = here(`node_modules/${name}`);
  const { version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  // Some packages name their licence and leave its text out.
  if (license !== 'MIT' || typeof author !== 'string')
    throw new Error(`${name} is bundled and has no licence file. Add the text of its licence here.`);
  return `${name} ${version}\n\nMIT License\n\nCopyright (c) ${author}\n\n${MIT}\n`;
}
