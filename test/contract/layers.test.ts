import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The folders of src, from the bottom up. A file imports from its own folder and from folders of lower rows, types included. */
const LAYERS = [
  ['errors', 'version', 'widget'],
  ['util'],
  ['generated'],
  ['limit', 'validate'],
  ['transport'],
  ['http'],
  ['people'],
  ['bulk', 'upload'],
  ['resources'],
  ['fields'],
  ['names'],
  ['inbound'],
  ['webhooks', 'chats'],
  ['client'],
  ['auth', 'operations', 'reports', 'sync', 'doctor'],
  ['mcp', 'testing'],
  ['cli'],
  // The entry points.
  ['index', 'core'],
];

interface Import {
  readonly to: string;
  /** Erased by the compiler. */
  readonly isType: boolean;
}

/** What each file of src imports from other files of src: imports, exports, `import()` and types. */
const graph = new Map<string, readonly Import[]>();
for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.ts')) graph.set(file, importsOf(file, readFileSync(`src/${file}`, 'utf8')));
}

test('folders depend downwards only, types included', () => {
  const unknown = [...graph.keys()].filter((file) => levelOf(file) === -1);
  expect(unknown, 'name the folder in LAYERS').toEqual([]);
  const back = edges().filter(({ from, to }) => levelOf(to) > levelOf(from) || isBeside(from, to));
  expect(back.map(show)).toEqual([]);
});

test('no files import each other in a circle, types included', () => {
  expect(circles()).toEqual([]);
});

test('only http/ sends through the transport', () => {
  const values = edges().filter(({ isType }) => !isType);
  const senders = values.filter(({ to }) => to === 'transport/transport.ts').map(show);
  expect(senders.filter((edge) => !edge.startsWith('http/'))).toEqual([]);
  expect(senders).not.toEqual([]);
  const attempts = values.filter(({ from, to }) => to === 'transport/attempt.ts' && folderOf(from) !== 'transport');
  // The token endpoint can't go through a transport that needs its token.
  expect(attempts.map(show)).toEqual(['auth/token-endpoint.ts -> transport/attempt.ts']);
});

test('the rule sees imports, exports, import() and types of other files', () => {
  const source = `
    import { a } from './a.js';
    import type { B } from '../b/b.js';
    import { type C } from '../b/c.js';
    export * from './d.js';
    export type { E } from './e.js';
    const f = () => import('./f.js');
    type G = import('./g.js').G;
    import '../h.js';
    import { readFileSync } from 'node:fs';
    // import './no.js'
  `;
  expect(importsOf('x/y.ts', source)).toEqual([
    { to: 'x/a.ts', isType: false },
    { to: 'b/b.ts', isType: true },
    { to: 'b/c.ts', isType: true },
    { to: 'x/d.ts', isType: false },
    { to: 'x/e.ts', isType: true },
    { to: 'x/f.ts', isType: false },
    { to: 'x/g.ts', isType: true },
    { to: 'h.ts', isType: false },
  ]);
});

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const to = posix.join(posix.dirname(file), specifier.text).replace(/\.js$/, '.ts');
    // The page of the report is compiled from scripts/.
    if (!to.startsWith('..')) found.push({ to, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  return !clause.name && !!names && ts.isNamedImports(names) && names.elements.every(({ isTypeOnly }) => isTypeOnly);
}

function folderOf(file: string): string {
  return (file.split('/')[0] as string).replace(/\.ts$/, '');
}

function levelOf(file: string): number {
  return LAYERS.findIndex((row) => row.includes(folderOf(file)));
}

/** Two folders of one row know nothing of each other. */
function isBeside(from: string, to: string): boolean {
  return folderOf(from) !== folderOf(to) && levelOf(from) === levelOf(to);
}

function edges(): { from: string; to: string; isType: boolean }[] {
  return [...graph].flatMap(([from, imports]) => imports.map((one) => ({ from, ...one })));
}

function show({ from, to }: { from: string; to: string }): string {
  return `${from} -> ${to}`;
}

/** Groups of files that reach each other (Tarjan). */
function circles(): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file) as number);
    stack.push(file);
    for (const { to } of graph.get(file) ?? []) {
      if (!graph.has(to)) continue;
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) lowest.set(file, Math.min(lowest.get(file) as number, lowest.get(to) as number));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}
