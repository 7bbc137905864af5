/** What tsup leaves to do: the same modules as CJS, and the licences of what is bundled. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type OutputChunk, rollup } from 'rollup';
import { here } from '../here.js';

interface Metafile {
  inputs: Record<string, unknown>;
  outputs: Record<string, { entryPoint?: string }>;
}

const dist = here('dist/');
const metafile = JSON.parse(readFileSync(`${dist}metafile-esm.json`, 'utf8')) as Metafile;
/** The command lines are run as CJS only, because their argument library is CJS and asks for modules of Node as it loads. */
const COMMANDS = ['cli', 'kommo-mcp'];

await writeCommonJs();
for (const command of COMMANDS) rmSync(`${dist}${command}.js`);
writeNotices();
rmSync(`${dist}metafile-esm.json`);

async function writeCommonJs(): Promise<void> {
  const entries = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  const build = await rollup({
    input: Object.fromEntries(entries.map(([file]) => [file.replace(/^dist\/|\.js$/g, ''), here(file)])),
    external: (id) => !/^[./]/.test(id),
  });
  const { output } = await build.generate({
    format: 'cjs',
    interop: 'auto',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  });
  for (const { fileName, code } of output.filter((file): file is OutputChunk => file.type === 'chunk'))
    writeFileSync(dist + fileName, code);
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
