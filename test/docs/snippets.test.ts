import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { here } from '../../scripts/here.js';
import { ACCOUNT_FILE, PAGES, snippetsOf, textOf } from './snippets.js';

const root = here('.');

/** What snippets import that a reader has: the file that `kommo-sdk codegen` writes. */
const PRELUDE = new Map([root, here('docs')].map((directory) => [join(directory, 'kommo.account.ts'), ACCOUNT_FILE]));

describe('snippets of the docs', () => {
  it('compile', () => {
    const snippets = new Map(
      PAGES.flatMap(snippetsOf).map(({ page, line, code }) => [join(root, `${page}.${line}.ts`), code]),
    );
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
  });

  it('are all compiled: none opts out', () => {
    for (const page of PAGES) expect(textOf(page), page).not.toMatch(/```ts no-check|@ts-(ignore|nocheck)/);
  });

  it('in plain JavaScript parse, and import what the package exports', () => {
    const blocks = PAGES.flatMap((page) =>
      [...textOf(page).matchAll(/^```(?:js|typescript) (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => ({
        name: `${page}: ${name}`,
        code,
      })),
    );
    expect(blocks.length).toBeGreaterThan(8);
    for (const { name, code } of blocks) {
      const { diagnostics = [] } = ts.transpileModule(code, {
        fileName: /\.ts$/.test(name) ? 'a.ts' : 'a.mjs',
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.ESNext, experimentalDecorators: true, allowJs: true },
      });
      expect(diagnostics.map(({ messageText }) => `${name}: ${messageText}`)).toEqual([]);
      for (const [, names = '', entry = ''] of code.matchAll(/import \{([^}]*)\} from 'kommo-sdk(?:\/(\w+))?'/g)) {
        const source = readFileSync(here(entry === '' ? 'src/index.ts' : `src/${entry}/index.ts`), 'utf8');
        for (const imported of names.split(',').map((part) => part.replace(/\btype\b/, '').trim()))
          if (imported) expect(source, `${name} imports ${imported}`).toMatch(new RegExp(`\\b${imported}\\b`));
      }
    }
  });

  it('every file of the frameworks guide is run with its framework or runtime', () => {
    const runners = ['test/package/frameworks.test.ts', 'scripts/build/runtimes.ts'].map(textOf).join('\n');
    const names = [...textOf('docs/frameworks.md').matchAll(/^```\w+ (\S+)$/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(10);
    // The folder `app` is built and started as a whole.
    expect(names.filter((name) => !runners.includes(name.startsWith('app/') ? "'app'" : name))).toEqual([]);
  });

  it.each([...PAGES, 'llms.txt'])('%s links to what is there', (page) => {
    for (const [, target = ''] of textOf(page).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)) {
      expect(existsSync(join(root, dirname(page), target)), `${page}: ${target}`).toBe(true);
    }
  });
});
