import { loadSpec } from '../generate/spec.js';

/** Where each spec stands in the package, under `dist/`. */
export const SPECS = {
  'openapi.json': 'openapi/kommo.yaml',
  'openapi/files.json': 'openapi/files.yaml',
  'openapi/chats.json': 'openapi/chats.yaml',
} as const;

// Notes of this project to its own generators.
const OWN = new Set(['x-ts-type', 'x-mcp']);

/** A spec as one document, as the package ships it: everything but what only our own generators read. */
export async function openapiDocument(file: string, version: string): Promise<object> {
  const doc = published(await loadSpec(file)) as { info: object };
  return { ...doc, info: { ...doc.info, 'x-kommo-sdk-version': version } };
}

function published(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(published);
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => !OWN.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, published(value)]));
}
