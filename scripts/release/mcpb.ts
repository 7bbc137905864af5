/**
 * `npm run mcpb`: makes the bundle that desktop clients install by double click, and the entry of the official registry that points
 * to it. The bundle's own tool checks and packs it; then the bundle is unpacked, started and asked for its tools.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { build, type Metafile } from 'esbuild';
import { here } from '../here.js';
import { manifest, serverEntry } from './entries.js';

const TOOL = '@anthropic-ai/mcpb@2.1.2';
const folder = here('node_modules/.cache/mcpb');
const bundle = here('site/mcpb/kommo-sdk.mcpb');
const run = (...args: string[]): void => void execFileSync('npx', ['-y', TOOL, ...args], { stdio: 'inherit' });

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'content', 'server'), { recursive: true });
mkdirSync(dirname(bundle), { recursive: true });

const { metafile } = await build({
  entryPoints: [here('src/cli/kommo-mcp.ts')],
  outfile: join(folder, 'content', 'server', 'index.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  metafile: true,
  // Only for tests.
  external: ['msw'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const write = (name: string, text: string): void => writeFileSync(join(folder, 'content', name), text);
write('manifest.json', `${JSON.stringify(manifest(), null, 2)}\n`);
write('LICENSE', readFileSync(here('LICENSE'), 'utf8'));
write('THIRD_PARTY_NOTICES.txt', notices(metafile));
run('validate', join(folder, 'content', 'manifest.json'));
run('pack', join(folder, 'content'), bundle);

// What users get is what is tried.
run('unpack', bundle, join(folder, 'unpacked'));
const client = new Client({ name: 'mcpb', version: '1' });
const args = [join(folder, 'unpacked', 'server', 'index.mjs'), '--sandbox'];
await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder }));
const { tools } = await client.listTools();
await client.close();
if (tools.length < 10) throw new Error(`the bundle lists ${tools.length} tools`);

const entry = serverEntry(createHash('sha256').update(readFileSync(bundle)).digest('hex'));
const schema = (await (await fetch(entry.$schema)).json()) as object;
const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
if (!ajv.validate(schema, entry)) throw new Error(`server.json does not fit its schema: ${ajv.errorsText()}`);
writeFileSync(join(dirname(bundle), 'server.json'), `${JSON.stringify(entry, null, 2)}\n`);
cpSync(here('scripts/release/skill'), join(dirname(bundle), 'skill'), { recursive: true });
console.log(`${bundle}: ${tools.length} tools, ${Math.round(readFileSync(bundle).length / 1000)} kB`);

/** The licences of what is in the bundle. */
function notices({ inputs }: Metafile): string {
  const names = new Set(
    Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const texts = [...names].sort().map((name) => {
    for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'LICENSE-MIT.txt']) {
      try {
        return `${name}\n\n${readFileSync(here(`node_modules/${name}/${file}`), 'utf8').trim()}\n`;
      } catch {
        // It may have another name.
      }
    }
    const { license = 'unknown' } = JSON.parse(readFileSync(here(`node_modules/${name}/package.json`), 'utf8')) as {
      license?: string;
    };
    return `${name}\n\nLicence: ${license}\n`;
  });
  return texts.join('\n---\n\n');
}
