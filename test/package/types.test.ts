import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { packed } from './packed.js';

const { consumer } = await packed();

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // The whole point: our declarations are checked too.
  skipLibCheck: false,
  target: 'ES2022',
};
const BROWSER = { lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: [] };
const NODE = { lib: ['ES2022'], types: ['node'] };

const cases: [name: string, type: 'module' | 'commonjs', files: string[], options: object][] = [
  ['nodenext, ESM', 'module', ['main.ts', 'subpaths.ts'], { module: 'nodenext', ...NODE }],
  ['nodenext, CJS', 'commonjs', ['main.ts', 'subpaths.ts'], { module: 'nodenext', ...NODE }],
  [
    'bundler, without the types of Node',
    'module',
    ['main.ts'],
    { module: 'esnext', moduleResolution: 'bundler', ...BROWSER },
  ],
];

test.each(cases)('%s: compiles without skipLibCheck, constructs and calls', async (name, type, files, options) => {
  // A folder of its own, since the nearest package.json decides the module format of a file.
  const folder = join(consumer, name.replace(/\W+/g, '-'));
  await cp(join(consumer, 'types'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
  const config = { compilerOptions: { ...STRICT, ...options, outDir: 'out' }, files };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await run(process.execPath, [here('node_modules/typescript/bin/tsc'), '-p', folder]);
  const call = `import(${JSON.stringify(join(folder, 'out/main.js'))}).then((m) => m.main()).then(console.log)`;
  expect(await run(process.execPath, ['-e', call])).toBe('1\n');
});
