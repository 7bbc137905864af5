/** Links of the pages that the package ships: on npm and in node_modules the other files of the repository are not there. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../../src/version.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { files } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { files: string[] };
const docs = (await readdir(`${root}docs`)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);

/** What npm packs: the list of package.json, and what it always adds. */
const isShipped = (path: string): boolean =>
  ['README.md', 'LICENSE', 'package.json', ...docs].includes(path) ||
  files.some((entry) => path === entry || path.startsWith(`${entry}/`));

test.each(['README.md', 'CHANGELOG.md', 'llms.txt', ...docs])(
  'links of %s lead to shipped files or the repository',
  async (page) => {
    const text = (await readFile(root + page, 'utf8')).replace(/^```[\s\S]*?^```/gm, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      const [address = ''] = target.split('#');
      if (address.startsWith(`${REPOSITORY}/`)) {
        const path = address.slice(REPOSITORY.length).replace(/^\/(blob|tree)\/main\//, '');
        if (path !== '/issues') expect(existsSync(root + path), target).toBe(true);
      } else if (address !== '' && !URL.canParse(address)) {
        const path = relative(root, resolve(root, dirname(page), address));
        expect(existsSync(root + path), target).toBe(true);
        expect(isShipped(path), `${target} is not in the package`).toBe(true);
      }
    }
  },
);
