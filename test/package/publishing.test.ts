import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { packed } from './packed.js';

const { tarball, consumer } = await packed();
const installed = join(consumer, 'node_modules/kommo-sdk');

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

// Specs in JSON have no declarations of their own.
const JSON_ENTRIES = ['--exclude-entrypoints', './openapi.json', './openapi/files.json', './openapi/chats.json'];

test('the types are not wrong', async () => {
  await run(process.execPath, [here('node_modules/@arethetypeswrong/cli/dist/index.js'), tarball, ...JSON_ENTRIES]);
});

test('the tarball holds the build and the papers, nothing else', async () => {
  const files = (await run('tar', ['-tzf', tarball])).trim().split('\n');
  const built = /^package\/dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)$/;
  const guides = /^package\/(docs\/[\w-]+\.md|examples\/[\w-]+\.ts)$/;
  const others = files.filter((file) => !built.test(file) && !guides.test(file)).sort();
  expect(others).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/openapi.json',
      'dist/openapi/chats.json',
      'dist/openapi/files.json',
      'llms.txt',
      'package.json',
    ].map((file) => `package/${file}`),
  );
});

test('llms.txt and the examples lead to files of the tarball', async () => {
  const links = [...(await readFile(join(installed, 'llms.txt'), 'utf8')).matchAll(/\]\(([^)]+)\)/g)];
  expect(links.length).toBeGreaterThan(15);
  for (const [, target = ''] of links) expect(existsSync(join(installed, target)), target).toBe(true);
  expect(await readdir(join(installed, 'examples'))).toEqual(await readdir(here('examples')));
});

test('the notices name every package whose code is in dist', async () => {
  const dist = join(installed, 'dist');
  const notices = await readFile(join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S*$/gm)].map(([, name = '']) => name);
  const files = (await readdir(dist)).filter((file) => /\.c?js$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(dist, file), 'utf8')));
  // The bundler writes above each module where it is from. The script of the report is minified, and says nothing of the kind.
  const said = texts.flatMap((text) => text.match(/^\/\/ .*node_modules\/.*$/gm) ?? []);
  const report = await build({
    entryPoints: [here('src/cli/report/page.ts')],
    bundle: true,
    write: false,
    metafile: true,
  });
  const packages = [...said, ...Object.keys(report.metafile.inputs)].flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect(named).toEqual([...new Set(packages)].sort());
  expect(named).toEqual(expect.arrayContaining(['@kurkle/color', 'chart.js', 'jose']));
});

describe('the core on a platform that is not Node', () => {
  test.each(['neutral', 'browser'] as const)('%s: what is loaded at once names nothing of Node', async (platform) => {
    const { metafile, outputFiles } = await build({
      stdin: { contents: "export { Kommo } from 'kommo-sdk';", resolveDir: consumer },
      bundle: true,
      write: false,
      format: 'esm',
      platform,
      conditions: ['worker'],
      // So that what is only loaded when asked for (Redis) is apart.
      splitting: true,
      outdir: consumer,
      metafile: true,
      logLevel: 'silent',
    });
    const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
    const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({ ...output, name: basename(path) }));
    const atOnce = new Set(outputs.filter(({ entryPoint }) => entryPoint === '<stdin>').map(({ name }) => name));
    for (const name of atOnce) {
      const { imports = [], inputs = {} } = outputs.find((output) => output.name === name) ?? {};
      for (const { path, kind } of imports) if (kind === 'import-statement') atOnce.add(basename(path));
      expect(imports.filter(({ external }) => external)).toEqual([]);
      expect(Object.keys(inputs).filter((path) => !/^<stdin>$|kommo-sdk\/dist\//.test(path))).toEqual([]);
      expect(texts.get(name)).not.toMatch(/\brequire\(|\bBuffer\.|\b__(dir|file)name\b/);
    }
    expect(atOnce.size).toBeGreaterThan(0);
  });
});
