import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const docs = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const PAGES = ['README.md', 'CONTRIBUTING.md', ...docs];

/** What snippets import that a reader has: the file that `kommo-sdk codegen` writes. */
const PRELUDE = new Map(
  [root, join(root, 'docs')].map((directory) => [
    join(directory, 'kommo.account.ts'),
    `export { account } from ${JSON.stringify(join(root, 'test/support/account.js'))};`,
  ]),
);

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The TypeScript blocks of a page, as files beside it. */
function snippetsOf(page: string): [path: string, code: string][] {
  const blocks = [...textOf(page).matchAll(/^( *)```ts[^\n]*\n([\s\S]*?)^ *```$/gm)];
  return blocks.map(([, , code = ''], i) => [join(root, `${page}.${i}.ts`), `${code}\nexport {};\n`]);
}

describe('snippets of the docs', () => {
  it('compile', () => {
    const snippets = new Map(PAGES.flatMap(snippetsOf));
    expect(snippets.size).toBeGreaterThan(30);
    const virtual = new Map([...snippets, ...PRELUDE]);
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => virtual.has(name) || fileExists(name);
    host.getSourceFile = (name, ...rest) => {
      const code = virtual.get(name);
      return code === undefined
        ? getSourceFile(name, ...rest)
        : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...virtual.keys()], options, host);
    const problems = [...snippets.keys()].flatMap((name) => {
      const file = program.getSourceFile(name);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(ts.formatDiagnostics(problems, { ...host, getCurrentDirectory: () => root })).toBe('');
  }, 120_000);

  it('are all compiled: none opts out', () => {
    for (const page of PAGES) expect(textOf(page), page).not.toMatch(/```ts no-check|@ts-(ignore|nocheck)/);
  });

  it.each([...PAGES, 'llms.txt'])('%s links to what is there', (page) => {
    for (const [, target = ''] of textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      expect(existsSync(join(root, dirname(page), target)), `${page}: ${target}`).toBe(true);
    }
  });
});
