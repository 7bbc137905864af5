import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { here } from '../here.js';
import { run } from './run.js';

/**
 * Installs pinned packages into a cache folder and returns the folder. For tools that tests need but that can't be
 * dev dependencies, because they want a newer Node or come in several versions.
 * @param name - name of the folder; a new list of packages needs a new name
 */
export async function cached(name: string, packages: readonly string[]): Promise<string> {
  const folder = here(`node_modules/.cache/kommo-sdk/${name}`);
  const done = `${folder}/installed`;
  if (existsSync(done)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/package.json`, '{"private":true}');
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...packages], {
    cwd: folder,
  });
  await writeFile(done, '');
  return folder;
}
