import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifest, serverEntry } from '../../scripts/release/entries.js';
import { DOCS, REPOSITORY } from '../../src/version.js';

const text = (path: string): string => readFileSync(path, 'utf8');

test('package.json, the registry files and the errors share one address', () => {
  const { homepage, repository, bugs, mcpName } = JSON.parse(text('package.json'));
  expect(repository).toEqual({ type: 'git', url: `git+${REPOSITORY}.git` });
  expect(homepage).toBe(`${REPOSITORY}#readme`);
  expect(bugs).toBe(`${REPOSITORY}/issues`);
  expect(REPOSITORY).toBe(`https://github.com/${mcpName.replace('io.github.', '')}`);
  expect(serverEntry('0')).toMatchObject({ repository: { url: REPOSITORY } });
  expect(manifest()).toMatchObject({ repository: { url: REPOSITORY } });
});

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.startsWith('generated'))
    .map((name) => `${folder}/${name}`);

test('no other file of src spells the address out, and every guide that src points to exists', () => {
  let pointers = 0;
  for (const path of files('src', /\.ts$/)) {
    const source = text(path);
    if (path !== 'src/version.ts') expect(source.includes(REPOSITORY), path).toBe(false);
    for (const [, guide = ''] of source.matchAll(/\$\{DOCS\}\/([\w-]+\.md)/g)) {
      pointers++;
      expect(readdirSync('docs'), path).toContain(guide);
    }
    // A path alone leads nowhere for anyone who has only the package.
    expect(source.replace(/\/\*\*[\s\S]*?\*\//g, ''), path).not.toMatch(/[^}\w]docs\/[\w-]+\.md/);
  }
  expect(pointers).toBeGreaterThan(1);
  expect(DOCS).toMatch(/^https:\/\/.*\/docs$/);
});

test('readers are told to run packages of ours only, and tools that their own teams publish', () => {
  const pages = [
    ...['README.md', 'CHANGELOG.md', 'SECURITY.md', 'llms.txt'],
    ...files('docs', /\.md$/),
    ...files('examples', /\.ts$/),
    ...files('src', /\.ts$/),
    ...files('scripts/release', /\.(ts|md)$/),
  ];
  const known = /^(kommo-sdk|esbuild|tsx|-y -p kommo-sdk -p @modelcontextprotocol\/server kommo-mcp)\b/;
  const runs = /\b(?:npx|npm exec|pnpm dlx|bunx|yarn dlx) ([^\s`"']+[^\n`"']*)/g;
  const told = pages.flatMap((page) => [...text(page).matchAll(runs)].map(([, what = '']) => `${page}: ${what}`));
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((line) => !known.test(line.slice(line.indexOf(': ') + 2)))).toEqual([]);
});
