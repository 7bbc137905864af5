import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { here } from '../here.js';

/** Writes every file that docs/frameworks.md shows into `folder`. */
export async function writeFrameworkFiles(folder: string): Promise<void> {
  const page = await readFile(here('docs/frameworks.md'), 'utf8');
  for (const [, name = '', code = ''] of page.matchAll(/^```(?:jsx?|typescript) (\S+)\n([\s\S]*?)^```$/gm)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), code);
  }
}
