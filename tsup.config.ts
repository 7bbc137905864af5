import { existsSync, readdirSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { pageScriptPlugin } from './scripts/build/page-script.js';

// One entry for each folder with an index: the subpaths of `exports`, and the command line.
const folders = readdirSync('src').map((name) => [name, `src/${name}/index.ts`] as const);
const entry: Record<string, string> = {
  index: 'src/index.ts',
  core: 'src/core.ts',
  ...Object.fromEntries(folders.filter(([, source]) => existsSync(source))),
};
// The commands are run, not imported.
const { cli: _, ...imported } = entry;

const shared: Options = {
  target: 'node20',
  // Nothing of Node may slip into the core; what needs Node imports `node:*` by name.
  platform: 'neutral',
  external: [/^node:/],
  removeNodeProtocol: false,
  // Shared code stays in shared chunks, so that an error of one subpath is an `instanceof` of another's class.
  splitting: true,
};

export default defineConfig([
  {
    ...shared,
    entry: { ...entry, 'kommo-mcp': 'src/cli/kommo-mcp.ts' },
    // scripts/build/finish.ts makes CJS of it: tsup's own CJS with shared chunks lowers class fields.
    format: ['esm'],
    esbuildPlugins: [pageScriptPlugin],
    // Bundled, since their CJS faces break (openapi-fetch) or are missing (p-retry), and since importing CJS from ESM
    // (the light build of bottleneck) costs more at start than all of the core.
    noExternal: [
      'openapi-fetch',
      'p-retry',
      /^jose(\/|$)/,
      'is-network-error',
      'bottleneck/light.js',
      /^libphonenumber-js(\/|$)/,
      '@cfworker/json-schema',
      /^csv-stringify(\/|$)/,
      '@noble/hashes',
      'minisearch',
    ],
    // Lists what is bundled, for the third-party notices.
    metafile: true,
    clean: true,
  },
  // Declarations of both kinds, from one program.
  {
    ...shared,
    entry: imported,
    format: ['esm', 'cjs'],
    dts: { only: true, banner: '/// <reference lib="esnext.disposable" />' },
  },
]);
