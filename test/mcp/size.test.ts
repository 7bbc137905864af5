import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../src/mcp/', import.meta.url));

test('the adapter is at most 12.2 kB of gzip without the core and the generated tables', async () => {
  const { outputFiles } = await build({
    entryPoints: [`${root}index.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    external: [
      '@modelcontextprotocol/*',
      '../client.js',
      '../errors.js',
      '../version.js',
      '../generated/*',
      '../internal/*',
    ],
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThanOrEqual(12_200);
});

test('its files are short', () => {
  for (const name of readdirSync(root)) {
    expect(readFileSync(root + name, 'utf8').split('\n').length, name).toBeLessThanOrEqual(265);
  }
});
