import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const own = readdirSync(`${src}mcp`).map((name) => ({ name, text: readFileSync(`${src}mcp/${name}`, 'utf8') }));

/** What only the adapter uses counts as the adapter, wherever it lies: the policy, and the check of arguments. */
const COUNTED = /^(mcp|policy)\/|^internal\/json-schema\.ts$/;

const onlyCounted: Plugin = {
  name: 'only-counted',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, importer }) => {
      if (importer === '') return undefined;
      const file = relative(src, `${resolveDir}/${path}`).replace(/\.js$/, '.ts');
      return COUNTED.test(file) ? undefined : { path, external: true };
    });
  },
};

test('the adapter has less than 900 lines', () => {
  const lines = own.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  expect(lines).toBeLessThan(900);
});

test('its files are short, and so are their lines', () => {
  for (const { name, text } of own) {
    const lines = text.split('\n');
    expect(lines.length, name).toBeLessThanOrEqual(250);
    for (const line of lines) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(160);
  }
});

test('with the policy and the check of arguments it is 12,000 bytes of gzip at most', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${src}mcp/index.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    external: ['@modelcontextprotocol/*'],
    plugins: [onlyCounted],
  });
  const inputs = Object.keys(metafile.inputs).map((path) => relative(src, path));
  expect(inputs).toEqual(expect.arrayContaining(['policy/policy.ts', 'policy/load.ts', 'internal/json-schema.ts']));
  expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThanOrEqual(12_000);
});
