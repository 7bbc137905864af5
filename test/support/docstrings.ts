import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** What is written above a class, or above one of its public members. */
export interface Docstring {
  readonly text: string;
  readonly see: readonly string[];
}

/** A class of a file, with its docstrings. */
export interface DocumentedClass extends Docstring {
  readonly name: string;
  /** Public methods and getters by name; undefined where nothing is written. */
  readonly members: ReadonlyMap<string, Docstring | undefined>;
}

/** Every exported class of the files of a folder. */
export function classesOf(folder: URL): DocumentedClass[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
      return file.statements.filter(ts.isClassDeclaration).filter(isExported).map(describe);
    });
}

function describe(node: ts.ClassDeclaration): DocumentedClass {
  const members = node.members
    .filter((member) => ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member))
    .filter((member) => ts.isIdentifier(member.name) && !isHidden(member))
    .map((member) => [member.name.getText(), docstring(member)] as const);
  return {
    name: node.name?.text ?? '',
    members: new Map(members),
    ...(docstring(node) ?? { text: '', see: [] }),
  };
}

function docstring(node: ts.Node): Docstring | undefined {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const last = blocks.at(-1);
  if (!last) return undefined;
  // `@see https://...` is taken apart into a name and the rest.
  const see = ts
    .getJSDocTags(node)
    .filter((tag) => tag.tagName.text === 'see')
    .map((tag) => tag.getText().replaceAll(/^@see\s+|[\s*]+$/g, ''));
  return { text: last.getText(), see };
}

const has = (node: ts.HasModifiers, kind: ts.SyntaxKind): boolean =>
  node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;

const isExported = (node: ts.ClassDeclaration): boolean => has(node, ts.SyntaxKind.ExportKeyword);

const isHidden = (node: ts.MethodDeclaration | ts.GetAccessorDeclaration): boolean =>
  has(node, ts.SyntaxKind.PrivateKeyword) || has(node, ts.SyntaxKind.ProtectedKeyword);
