import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { pageScriptPlugin } from './scripts/build/page-script.js';

// One entry for each folder with an index: the subpaths of `exports`, and the command line.
const subpaths = readdirSync('src').map((name) => [name, `src/${name}/index.ts`] as const);
const entry = Object.fromEntries([
  ['index', 'src/index.ts'],
  ['core', 'src/core.ts'],
  ...subpaths.filter(([, source]) => existsSync(source)),
]);
// They are run, not imported.
const { cli: _, ...imported } = entry;
// No subpath of its own, but a file: whoever lists leads does not load it.
const account = 'src/names/exports.ts';

export default defineConfig({
  entry: { ...entry, account, 'kommo-mcp': 'src/cli/kommo-mcp.ts' },
  // CJS is made of it by scripts/build/finish.ts; tsup's own way rewrites classes for engines of long ago.
  format: ['esm'],
  target: 'node20',
  // Nothing of Node may slip into the core; what needs Node imports `node:*` by name.
  platform: 'neutral',
  external: [/^node:/],
  removeNodeProtocol: false,
  dts: { entry: imported },
  esbuildPlugins: [pageScriptPlugin],
  // Shared code stays in shared chunks, so that an error of one subpath is an `instanceof` of another's class.
  splitting: true,
  // Bundled, since their CJS faces break (openapi-fetch) or are missing (p-retry), and since importing CJS from ESM
  // (bottleneck's light build) costs more at start than all of the core. The full build, for Redis, is loaded when asked for.
  noExternal: [
    'openapi-fetch',
    'p-retry',
    /^jose(\/|$)/,
    'is-network-error',
    'bottleneck/light.js',
    'ajv',
    'ajv-formats',
    '@noble/hashes',
  ],
  // For scripts/build/finish.ts.
  metafile: true,
  clean: true,
});
