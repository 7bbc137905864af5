import { cp, mkdir, mkdtemp, readdir, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here } from '../here.js';
import { run } from './run.js';

/** The package as npm would publish it, and a project that has it installed. */
export interface Packed {
  readonly tarball: string;
  /** A project with the package in its node_modules, and nothing that the package does not bring itself. */
  readonly consumer: string;
}

// What a consumer's install has to bring; here it comes out of our own node_modules, so that no network is needed.
const INSTALLED = ['bottleneck', 'openapi-fetch', 'openapi-typescript-helpers'];
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'coverage']);

/** Builds and packs a copy of the working tree, so that a `dist` in use is left alone, and installs the result. */
export async function pack(): Promise<Packed> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'kommo-sdk-packed-')));
  const copy = join(root, 'source');
  for (const name of await readdir(here('.'))) {
    if (LEFT_OUT.has(name)) continue;
    await cp(here(name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  }
  await symlink(here('node_modules'), join(copy, 'node_modules'));
  const tarball = join(root, await npmPack(copy, root));
  const consumer = join(root, 'consumer');
  await cp(here('test/package/consumers'), consumer, { recursive: true });
  const folders = INSTALLED.map((name) => here(`node_modules/${name}`));
  const brought = (
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', root, ...folders], { cwd: root })
  )
    .trim()
    .split('\n')
    .map((file) => join(root, file));
  await run('npm', ['install', '--offline', '--no-save', '--ignore-scripts', ...brought, tarball], { cwd: consumer });
  await linkTools(consumer);
  return { tarball, consumer };
}

async function npmPack(folder: string, destination: string): Promise<string> {
  const printed = await run('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: folder });
  const file = printed.trim().split('\n').at(-1);
  if (!file?.endsWith('.tgz')) throw new Error(`npm pack named no file:\n${printed}`);
  return file;
}

// Types that a consumer in TypeScript on Node has anyway.
async function linkTools(consumer: string): Promise<void> {
  await mkdir(join(consumer, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/node', 'undici-types', 'typescript']) {
    await symlink(here(`node_modules/${name}`), join(consumer, 'node_modules', name));
  }
}
