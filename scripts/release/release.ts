/**
 * `npm run release`: publishes what `npm run version` has prepared, if everything that a release needs is there.
 * Meant for CI, where npm signs the provenance (which commit and which workflow made the tarball); `--dry-run` stops before that.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { here } from '../here.js';

const dryRun = process.argv.includes('--dry-run');
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: here(''), encoding: 'utf8', stdio: ['inherit', 'pipe', 'inherit'] }).trim();

const { name, version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { name: string; version: string };
const problems: string[] = [];

const pending = readdirSync(here('.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
if (pending.length > 0) problems.push(`${pending.length} changesets wait: run "npm run version" and commit`);
const changelog = readFileSync(here('CHANGELOG.md'), 'utf8');
if (!changelog.includes(`## ${version}\n`)) problems.push(`CHANGELOG.md has no entry "## ${version}"`);
const source = readFileSync(here('src/version.ts'), 'utf8');
if (!source.includes(`'${version}'`)) problems.push(`src/version.ts is not ${version}`);
if (run('git', 'status', '--porcelain') !== '') problems.push('the working tree has changes');
// GitHub gives it to workflows with `id-token: write`; GitLab has SIGSTORE_ID_TOKEN.
const env = process.env;
if (!dryRun && !env['ACTIONS_ID_TOKEN_REQUEST_URL'] && !env['SIGSTORE_ID_TOKEN']) {
  problems.push('there is no identity to sign provenance with: release from CI with "id-token: write"');
}

if (problems.length > 0) {
  for (const problem of problems) console.error(`release: ${problem}`);
  process.exit(1);
}
console.log(`${dryRun ? 'would publish' : 'publishing'} ${name} ${version}`);
run('npm', 'publish', ...(dryRun ? ['--dry-run', '--provenance=false'] : []));
if (!dryRun) run('git', 'tag', '--annotate', `v${version}`, '--message', `${name} ${version}`);
