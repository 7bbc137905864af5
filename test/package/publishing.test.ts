import { join } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, test } from 'vitest';
import { run } from '../../scripts/lib/run.js';
import { here } from '../../scripts/spec.js';

const { tarball, consumer } = inject('packed');
const installed = join(consumer, 'node_modules/kommo-sdk');

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('the types are not wrong', async () => {
  await run(process.execPath, [here('node_modules/@arethetypeswrong/cli/dist/index.js'), tarball]);
});

test('the tarball holds the build and the papers, nothing else', async () => {
  const files = (await run('tar', ['-tzf', tarball])).trim().split('\n');
  const others = files.filter((file) => !/^package\/dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file)).sort();
  expect(others).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt', 'package.json'].map(
      (file) => `package/${file}`,
    ),
  );
});

describe('the core on a platform that is not Node', () => {
  test.each(['neutral', 'browser'] as const)('%s: bundles without anything of Node', async (platform) => {
    const result = await build({
      stdin: { contents: "export { Kommo } from 'kommo-sdk';", resolveDir: consumer },
      bundle: true,
      write: false,
      format: 'esm',
      platform,
      conditions: ['worker'],
      metafile: true,
      logLevel: 'silent',
    });
    const outputs = Object.values(result.metafile.outputs);
    expect(outputs.flatMap((output) => output.imports)).toEqual([]);
    expect(Object.keys(result.metafile.inputs).filter((path) => path.includes('node_modules/'))).toEqual(
      Object.keys(result.metafile.inputs).filter((path) => path.includes('node_modules/kommo-sdk/dist/')),
    );
    const code = result.outputFiles[0]?.text ?? '';
    expect(code).not.toMatch(/\bnode:|\brequire\(|\bBuffer\b|\b__dirname\b/);
  });
});
