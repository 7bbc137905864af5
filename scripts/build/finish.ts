/**
 * What tsup leaves to do: its many small chunks become few and also CJS, exports that are only types are marked so in the
 * d.ts, and the licences of what is bundled go along.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type GetModuleInfo, type OutputChunk, rollup } from 'rollup';
import { here } from '../here.js';

interface Metafile {
  inputs: Record<string, unknown>;
}

const dist = here('dist/');
const metafile = JSON.parse(readFileSync(`${dist}metafile-esm.json`, 'utf8')) as Metafile;
const written = readdirSync(dist).filter((file) => file.endsWith('.js'));
/** The command lines, which are run and not imported. */
const COMMANDS = ['cli', 'kommo-mcp'];
const entries = [...new Set(['index', ...COMMANDS, ...readdirSync(here('src'))])].filter((name) =>
  written.includes(`${name}.js`),
);
/** Entries that many use without the client; what they need of the core is in a chunk apart from the rest of it. */
const LIGHT = ['webhooks', 'chats', 'fields'].filter((name) => entries.includes(name));

const imported = entries.filter((name) => !COMMANDS.includes(name));
const chunks = await bundle('es', imported);
// Commands are made as CJS only, since their argument library is CJS and asks for modules of Node as it loads.
const commonJs = await bundle('cjs', entries);
for (const file of written) rmSync(dist + file);
for (const { fileName, code } of [...chunks, ...commonJs]) writeFileSync(dist + fileName, code);
for (const chunk of chunks) if (existsSync(`${dist}${chunk.name}.d.ts`)) declare(chunk);
writeCommonJsDeclarations();
writeNotices();
rmSync(`${dist}metafile-esm.json`);

/** The same modules in fewer files, as each of them costs a millisecond at start. */
async function bundle(format: 'es' | 'cjs', names: readonly string[]): Promise<OutputChunk[]> {
  const ending = format === 'es' ? 'js' : 'cjs';
  const build = await rollup({
    input: Object.fromEntries(names.map((name) => [name, pathOf(name)])),
    external: (id) => !/^[./]/.test(id),
    // Chunks are imported for what they export alone.
    treeshake: { moduleSideEffects: false },
  });
  const loaded: Record<string, Set<string>> = {};
  const { output } = await build.generate({
    format,
    interop: 'auto',
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `[name].${ending}`,
    // Every entry would import what its imports import.
    hoistTransitiveImports: false,
    manualChunks: (id, { getModuleInfo }) => {
      const loads = (name: string): boolean => {
        loaded[name] ??= loadedBy(name, getModuleInfo);
        return loaded[name].has(id);
      };
      if (names.some((name) => id === pathOf(name)) || !loads('index')) return undefined;
      // What serves an account definition is apart from the client, which can be had without.
      if (loads('account') && !loads('core')) return undefined;
      return LIGHT.some(loads) ? 'shared' : 'client';
    },
  });
  return output.filter((file) => file.type === 'chunk').map((file) => ({ ...file, code: ascii(file.code) }));
}

function pathOf(name: string): string {
  return `${dist}${name}.js`;
}

/** What an entry loads at once. */
function loadedBy(name: string, getModuleInfo: GetModuleInfo): Set<string> {
  const loaded = new Set([pathOf(name)]);
  for (const id of loaded) for (const next of getModuleInfo(id)?.importedIds ?? []) loaded.add(next);
  return loaded;
}

// esbuild escapes what is not ASCII in code, so only comments hold it; one such character makes V8 keep a file in two bytes each.
function ascii(code: string): string {
  return code.replaceAll('\u2019', "'").replace(/[\u0080-\uffff]/g, '?');
}

/**
 * `export type { Leads }` of a class loses its `type` on the way through the d.ts bundler,
 * which promises a value that the JavaScript does not have.
 */
function declare({ name, exports }: OutputChunk): void {
  const path = `${dist}${name}.d.ts`;
  const values = new Set(exports);
  const marked = readFileSync(path, 'utf8').replace(/^export \{(.*)\}(.*);$/gm, (_, names: string, from: string) => {
    const entries = names.split(',').map((entry) => {
      const name = entry.trim();
      const exported = name.split(' as ').at(-1)?.trim() ?? '';
      return name.startsWith('type ') || values.has(exported) ? name : `type ${name}`;
    });
    return `export { ${entries.join(', ')} }${from};`;
  });
  writeFileSync(path, marked);
}

/** The same declarations for those who require, beside the others. */
function writeCommonJsDeclarations(): void {
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(dist + file, 'utf8').replace(/(from '\.\/[\w-]+)\.js'/g, "$1.cjs'");
    writeFileSync(dist + file.replace(/\.d\.ts$/, '.d.cts'), text);
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
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string };
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
}
