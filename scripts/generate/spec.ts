import { bundle, createConfig } from '@redocly/openapi-core';
import { here } from '../here.js';

/** The parts of a JSON Schema (2020-12, as OpenAPI 3.1 uses it) that the generator reads. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  [key: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  style?: string;
  explode?: boolean;
  description?: string;
  schema: Schema;
}

interface Content {
  schema?: Schema;
}

/** Which of the three hosts a document describes: the account, the drive, or amojo (chats). */
export type Host = 'crm' | 'drive' | 'amojo';

export interface Response {
  description?: string;
  content?: Record<string, Content>;
}

export interface Operation {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  externalDocs?: { url: string };
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, Response>;
  [extension: `x-${string}`]: unknown;
}

export interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>;
  components: { schemas: Record<string, Schema> } & Record<string, Record<string, unknown>>;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Reads a split OpenAPI document and joins it into one: every schema lands in components/schemas under its own name. */
export async function loadSpec(file: string): Promise<Document> {
  const { bundle: result, problems } = await bundle({ ref: here(file), config: await createConfig({}) });
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    const lines = errors.map((problem) => `${problem.location[0]?.source.absoluteRef ?? file}: ${problem.message}`);
    throw new Error(`${file} does not bundle:\n${lines.join('\n')}`);
  }
  return hoist(result.parsed as unknown as Document);
}

/** Follows a reference inside the document (`#/components/...`). */
export function resolve<T>(doc: Document, value: T | { $ref: string }): T {
  if (value === null || typeof value !== 'object' || !('$ref' in value) || typeof value.$ref !== 'string')
    return value as T;
  let node: unknown = doc;
  for (const key of value.$ref.slice(2).split('/')) {
    node = (node as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (node === undefined) throw new Error(`nothing at ${value.$ref}`);
  return resolve(doc, node as T);
}

/** Every operation with the parameters of its path item merged in. */
export function operationsOf(
  doc: Document,
): { path: string; method: string; operation: Operation; parameters: Parameter[] }[] {
  const found = [];
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((p) =>
        resolve<Parameter>(doc, p),
      );
      found.push({ path, method: method.toUpperCase(), operation, parameters });
    }
  }
  return found;
}

// The bundler leaves a path item's own pieces inline and names what it hoists after the last part of the pointer;
// two files that use one name would get "Name-2", which would leak into the public types.
function hoist(doc: Document): Document {
  const clash = Object.keys(doc.components?.schemas ?? {}).filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name));
  if (clash.length > 0)
    throw new Error(`schema names must be unique over all files and in PascalCase: ${clash.join(', ')}`);
  return doc;
}
