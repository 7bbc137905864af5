import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { packed } from './packed.js';

const { consumer } = await packed();
const installed = join(consumer, 'node_modules/kommo-sdk');
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
const declarations = readdirSync(join(installed, 'dist')).filter((file) => /\.d\.c?ts$/.test(file));
const subpaths = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'));

interface Manifest {
  exports: Record<string, { import: { types: string }; require: { types: string } }>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** Text of every node of a file that `pick` wants, with its line. */
function find(file: string, pick: (node: ts.Node) => boolean): string[] {
  const path = join(installed, 'dist', file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (pick(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} ${(node.parent ?? node).getText().slice(0, 120)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test.each(declarations)('%s holds no any', (file) => {
  expect(find(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  // What has no type written down is any too.
  const untyped = (node: ts.Node): boolean =>
    (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node) || ts.isParameter(node)) &&
    node.type === undefined &&
    !ts.isPrivateIdentifier(node.name) &&
    !(ts.isPropertyDeclaration(node) && node.initializer);
  expect(find(file, untyped)).toEqual([]);
});

test.each(declarations)('%s imports only what an install brings', (file) => {
  const known = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
  const text = readFileSync(join(installed, 'dist', file), 'utf8');
  const imported = [...text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map(([, name = '']) => name);
  expect(imported.filter((name) => !name.startsWith('./') && !known.has(name) && !name.startsWith('node:'))).toEqual(
    [],
  );
});

test.each(declarations)('%s holds nothing internal', (file) => {
  const text = readFileSync(join(installed, 'dist', file), 'utf8');
  expect(text.match(/@internal|class (Http|Transport|LocalLimiter|Outgoing)\b/g) ?? []).toEqual([]);
});

test.each(subpaths)('%s: the declared values are those that are there', async (subpath) => {
  const name = `kommo-sdk${subpath.slice(1)}`;
  for (const [face, load] of [
    ['import', `import(${JSON.stringify(name)}).then((m) => console.log(JSON.stringify(Object.keys(m))))`],
    ['require', `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(name)}))))`],
  ] as const) {
    const printed = JSON.parse(await run(process.execPath, ['-e', load], { cwd: consumer })) as string[];
    const real = printed.filter((key) => key !== 'default' && key !== 'module.exports');
    expect(valuesOf(join(installed, manifest.exports[subpath]?.[face].types ?? '')), face).toEqual(real.sort());
  }
});

function valuesOf(file: string): string[] {
  const program = ts.createProgram([file], { noLib: true, types: [], module: ts.ModuleKind.NodeNext });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => isValue(checker, symbol))
    .map((symbol) => symbol.name)
    .sort();
}

// An alias marked `type` reaches a class and is still no value.
function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const typeOnly = symbol.declarations?.some((d) => ts.isExportSpecifier(d) && ts.isTypeOnlyExportDeclaration(d));
  if (typeOnly) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}

test('every subpath of the source is exported, and nothing else', () => {
  const folders = readdirSync(here('src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const entries = folders
    .map((entry) => entry.name)
    // The command line is run, not imported.
    .filter((name) => name !== 'cli' && readdirSync(here(`src/${name}`)).includes('index.ts'));
  // The core is one file.
  expect(subpaths).toEqual(['.', ...[...entries, 'core'].map((name) => `./${name}`)].sort(byOrderOf(subpaths)));
});

const byOrderOf =
  (order: string[]) =>
  (a: string, b: string): number =>
    order.indexOf(a) - order.indexOf(b);

// Calls of methods whose result depends on `with`.
const NARROWED = [
  ['account.get()', 'ApiPromise<Account>'],
  ['bots.list()', 'PagePromise<Bot>'],
  ['companies.list()', 'PagePromise<Company>'],
  ['contacts.list()', 'PagePromise<Contact>'],
  ['customers.list()', 'PagePromise<Customer>'],
  ['leads.list()', 'PagePromise<Lead>'],
  ['leads.get(1)', 'ApiPromise<Lead>'],
  ["notes.list('leads')", 'PagePromise<Note>'],
  ['roles.list()', 'PagePromise<Role>'],
  ['users.list()', 'PagePromise<User>'],
] as const;

test('results keep their names in hovers and errors', () => {
  const file = join(consumer, 'names.ts');
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: [] };
  const host = ts.createCompilerHost(options);
  const calls = NARROWED.map(([call], i) => `export const call${i} = kommo.${call};`).join('\n');
  const text = `import type { Kommo } from 'kommo-sdk'; export declare const kommo: Kommo;\n${calls}`;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === file ? source : getSourceFile(name, ...rest));
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const checker = ts.createProgram([file], options, host).getTypeChecker();
  const typeOf = (symbol: ts.Symbol): ts.Type => checker.getTypeOfSymbolAtLocation(symbol, source);
  const show = (type: ts.Type): string => checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  const [kommo, ...narrowed] = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
  expect(narrowed.map((call) => show(typeOf(call)))).toEqual(NARROWED.map(([, name]) => name));

  const printed: string[] = [];
  for (const resource of typeOf(kommo as ts.Symbol).getProperties())
    for (const method of typeOf(resource).getProperties())
      for (const signature of typeOf(method).getCallSignatures()) {
        const shown = show(signature.getReturnType());
        if (!signature.typeParameters && /^(Page|Api)Promise</.test(shown))
          printed.push(`${resource.name}.${method.name}: ${shown}`);
      }
  expect(printed.length).toBeGreaterThan(100);
  expect(printed.filter((line) => line.includes('{'))).toEqual([]);
});
