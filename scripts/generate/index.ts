/**
 * Writes src/generated/ and docs/coverage.md from openapi/. `--check` writes nothing and fails when a file is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import openapiTS, { astToString, stringToAST } from 'openapi-typescript';
import type ts from 'typescript';
import { here } from '../here.js';
import { callsModule } from './calls.js';
import { coverageDocument } from './coverage.js';
import { mcpModules } from './mcp/index.js';
import { operationTable } from './operations.js';
import { type Document, type Host, loadSpec } from './spec.js';
import { syncModule } from './sync.js';
import { wireModule } from './wire.js';

const BANNER = '// Written by `npm run generate` from openapi/. Do not edit.\n';

async function schemaModule(doc: Document): Promise<string> {
  const ast = await openapiTS(typed(doc) as never, {
    emptyObjectsUnknown: true,
    transform(schema) {
      // A schema may name its TypeScript type, where what the SDK takes is wider than what goes over the wire (Date).
      const type = (schema as unknown as Record<string, unknown>)['x-ts-type'];
      return typeof type === 'string' ? typeOf(type) : undefined;
    },
  });
  return BANNER + astToString(ast);
}

// openapi-typescript asks `transform` about plain schemas and properties, but not about a oneOf or an enum among items.
// What names its own type needs nothing else, so that it becomes a plain schema here.
function typed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(typed);
  if (node === null || typeof node !== 'object') return node;
  const { 'x-ts-type': type, description } = node as Record<string, unknown>;
  if (typeof type === 'string') return { type: 'string', 'x-ts-type': type, ...(description ? { description } : {}) };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, typed(value)]));
}

function typeOf(text: string): ts.TypeNode {
  const [statement] = stringToAST(`type T = ${text};`) as unknown as ts.TypeAliasDeclaration[];
  if (!statement) throw new Error(`x-ts-type does not parse: ${text}`);
  return statement.type;
}

const specs: [file: string, name: string, host: Host][] = [
  ['openapi/kommo.yaml', 'schema', 'crm'],
  ['openapi/files.yaml', 'files-schema', 'drive'],
  ['openapi/chats.yaml', 'chats-schema', 'amojo'],
];

const check = process.argv.includes('--check');
const stale: string[] = [];

async function put(path: string, text: string): Promise<void> {
  const current = await readFile(here(path), 'utf8').catch(() => '');
  if (current === text) return;
  if (check) {
    stale.push(path);
    return;
  }
  await mkdir(dirname(here(path)), { recursive: true });
  await writeFile(here(path), text);
  console.log(`wrote ${path}`);
}

const docs: { doc: Document; host: Host }[] = [];
for (const [file, name, host] of specs) {
  const doc = await loadSpec(file);
  docs.push({ doc, host });
  await put(`src/generated/${name}.ts`, await schemaModule(doc));
  await put(`src/generated/${name.replace('schema', 'calls')}.ts`, BANNER + callsModule(doc));
}
await put('src/generated/wire.ts', BANNER + wireModule(docs.map(({ doc }) => doc)));
await put('src/generated/operations.ts', BANNER + operationTable(docs));
const { mcp, questions } = await mcpModules((docs[0] as { doc: Document }).doc);
await put('src/generated/mcp.ts', BANNER + mcp);
await put('src/generated/questions.ts', BANNER + questions);
await put('src/generated/sync.ts', BANNER + syncModule(docs.map(({ doc }) => doc)));
await put('docs/coverage.md', coverageDocument(docs));

if (stale.length > 0) {
  console.error(`stale, run \`npm run generate\`:\n${stale.map((path) => `  ${path}`).join('\n')}`);
  process.exitCode = 1;
}
