import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PAGES = ['docs/webhooks.md', 'docs/chats.md', 'docs/auth.md', 'docs/files.md'];

/** The TypeScript blocks of a page, as files beside it. */
function snippetsOf(page: string): Map<string, string> {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  return new Map(blocks.map(([, code = ''], i) => [join(root, `${page}.${i}.ts`), `${code}\nexport {};\n`]));
}

describe('snippets of the docs', () => {
  it('compile', () => {
    const snippets = new Map(PAGES.flatMap((page) => [...snippetsOf(page)]));
    expect(snippets.size).toBeGreaterThan(8);
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => snippets.has(name) || fileExists(name);
    host.getSourceFile = (name, ...rest) => {
      const code = snippets.get(name);
      return code === undefined
        ? getSourceFile(name, ...rest)
        : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...snippets.keys()], options, host);
    const problems = [...snippets.keys()].flatMap((name) => {
      const file = program.getSourceFile(name);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(ts.formatDiagnostics(problems, { ...host, getCurrentDirectory: () => root })).toBe('');
  }, 60_000);

  it('link to files that are there', () => {
    for (const page of PAGES) {
      for (const [, target = ''] of readFileSync(join(root, page), 'utf8').matchAll(/\]\((\.[^)#]+)/g)) {
        expect(existsSync(join(root, dirname(page), target)), `${page}: ${target}`).toBe(true);
      }
    }
  });
});
