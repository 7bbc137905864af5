import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { here } from '../../scripts/here.js';

const docs = readdirSync(here('docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

/** Pages with snippets. */
export const PAGES = ['README.md', 'CONTRIBUTING.md', ...docs];

/** A TypeScript block of a page. */
export interface Snippet {
  readonly page: string;
  /** Line of the opening fence. */
  readonly line: number;
  readonly code: string;
  /** What follows `ts` in the fence: `compile-only: Redis` keeps a snippet from being run. */
  readonly info: string;
}

export const textOf = (page: string): string => readFileSync(here(page), 'utf8');

export function snippetsOf(page: string): Snippet[] {
  const text = textOf(page);
  return [...text.matchAll(/^( *)```ts([^\n]*)\n([\s\S]*?)^ *```$/gm)].map(({ index, 2: info = '', 3: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    info: info.trim(),
    code: `${code}\nexport {};\n`,
  }));
}

/** The file that `kommo-sdk codegen` writes, which readers have beside their script. */
export const ACCOUNT_FILE = `export { account } from ${JSON.stringify(join(here('test'), 'support/account.js'))};`;
