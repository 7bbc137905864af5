/**
 * What tsup leaves to do: exports that are only types are marked so in the d.ts, and the licences of what is bundled go along.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { here } from './spec.js';

interface Metafile {
  inputs: Record<string, unknown>;
  outputs: Record<string, { exports: string[]; entryPoint?: string }>;
}

const dist = here('dist/');
const metafiles = ['esm', 'cjs'].map((format) => `${dist}metafile-${format}.json`);
const [esm] = metafiles.map((path) => JSON.parse(readFileSync(path, 'utf8')) as Metafile);
if (!esm) throw new Error('tsup wrote no metafile');

/**
 * `export type { Leads }` of a class loses its `type` on the way through the d.ts bundler,
 * which promises a value that the JavaScript does not have.
 */
function markTypes(declarations: string, values: ReadonlySet<string>): string {
  return declarations.replace(/^export \{(.*)\}(.*);$/gm, (_, names: string, from: string) => {
    const marked = names.split(',').map((entry) => {
      const name = entry.trim();
      const exported = name.split(' as ').at(-1)?.trim() ?? '';
      return name.startsWith('type ') || values.has(exported) ? name : `type ${name}`;
    });
    return `export { ${marked.join(', ')} }${from};`;
  });
}

for (const [output, { exports, entryPoint }] of Object.entries(esm.outputs)) {
  if (entryPoint === undefined) continue;
  const name = output.split('/').at(-1)?.replace(/\.js$/, '');
  for (const ending of ['d.ts', 'd.cts']) {
    const path = `${dist}${name}.${ending}`;
    // What is imported on demand counts as an entry too, and has no types.
    if (!existsSync(path)) continue;
    writeFileSync(path, markTypes(readFileSync(path, 'utf8'), new Set(exports)));
  }
}

/** Packages of which the bundles hold code. */
function bundled(): string[] {
  const names = Object.keys(esm?.inputs ?? {}).flatMap((path) => {
    const inside = path.split('node_modules/').slice(1).at(-1);
    if (inside === undefined) return [];
    const [first = '', second = ''] = inside.split('/');
    return first.startsWith('@') ? `${first}/${second}` : first;
  });
  return [...new Set(names)].sort();
}

function licenceOf(name: string): string {
  const folder = here(`node_modules/${name}`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string };
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
}

writeFileSync(
  here('dist/THIRD-PARTY-NOTICES.txt'),
  ['The files of this folder hold code of these packages.\n', ...bundled().map(licenceOf)].join(
    `\n${'-'.repeat(80)}\n\n`,
  ),
);
// The command line is only run, and as CJS, since its argument library is CJS and asks for modules of Node as it loads.
for (const path of [...metafiles, `${dist}cli.js`]) rmSync(path, { force: true });
prune();

/** Takes away chunks that nobody imports: those that turned out empty, and those of the command line as ESM. */
function prune(): void {
  const files = readdirSync(dist).filter((file) => /\.c?js$/.test(file));
  const texts = files.map((file) => readFileSync(dist + file, 'utf8'));
  const unused = files.filter((file) => file.includes('-') && !texts.some((text) => text.includes(`./${file}`)));
  for (const file of unused) rmSync(dist + file);
  if (unused.length > 0) prune();
}
