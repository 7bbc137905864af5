import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';

const COPIED = [
  'package.json',
  'package-lock.json',
  'CHANGELOG.md',
  'src/version.ts',
  '.changeset',
  'scripts/release/version.ts',
];

/** A copy of what a release touches. */
function copy(): { cwd: string; read(path: string): string } {
  const cwd = mkdtempSync(join(tmpdir(), 'kommo-version-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const directory of ['src', 'scripts']) mkdirSync(join(cwd, directory));
  for (const path of COPIED) cpSync(here(path), join(cwd, path), { recursive: true });
  symlinkSync(here('node_modules'), join(cwd, 'node_modules'));
  return { cwd, read: (path) => readFileSync(join(cwd, path), 'utf8') };
}

test('npm run version takes the next version to every place that names it, and the change to the changelog', async () => {
  const { cwd, read } = copy();
  const before = JSON.parse(read('package.json')).version as string;
  const next = `${Number(before.split('.')[0]) + 1}.0.0`;
  writeFileSync(join(cwd, '.changeset/a-change.md'), '---\n"kommo-sdk": major\n---\n\nEverything is new.\n');
  await run('git', ['init', '--quiet'], { cwd });
  await run('npm', ['run', 'version'], { cwd });
  expect(JSON.parse(read('package.json')).version).toBe(next);
  expect(read('src/version.ts')).toContain(`VERSION = '${next}';`);
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual([next, next]);
  const headings = read('CHANGELOG.md').match(/^##? .*$/gm);
  expect(headings?.slice(0, 2)).toEqual(['# Changelog', `## ${next}`]);
  expect(headings?.[2]).toContain(before);
  expect(read('CHANGELOG.md')).toContain('Everything is new.');
  // Nothing else of the file that users see.
  expect(read('package.json').replace(next, before)).toBe(readFileSync(here('package.json'), 'utf8'));
});
