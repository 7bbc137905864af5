/**
 * `npm run version`: lets the waiting changesets make the next version and its changelog, and takes the version to where else it is
 * written: src/version.ts, since the core can't read package.json on every runtime, and package-lock.json.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'inherit' });

run(process.execPath, createRequire(import.meta.url).resolve('@changesets/cli/bin.js'), 'version');

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const source = readFileSync('src/version.ts', 'utf8');
const constant = /(VERSION = ')[^']*(')/;
if (!constant.test(source)) throw new Error("src/version.ts has no line VERSION = '...' to write the version into");
writeFileSync('src/version.ts', source.replace(constant, `$1${version}$2`));
// What waits under "Unreleased" belongs to the version that is made now.
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const made = changelog.indexOf(`## ${version}\n`);
const waiting = changelog.indexOf('## Unreleased\n');
if (made !== -1 && made < waiting) {
  // It may have headings of its own.
  const own = changelog.replace(/## Unreleased\n+(?=### )/, '').replace('## Unreleased\n', '### Changes\n');
  writeFileSync('CHANGELOG.md', own);
}
// Writes the version that is there already, which takes it to the lock file. Its own scripts would start this one again.
run('npm', 'version', version, '--no-git-tag-version', '--allow-same-version', '--ignore-scripts');
