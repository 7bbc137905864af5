import type { Schema } from '../spec.js';
import { BUDGET, sizeWith } from './budget.js';
import { outputSchema } from './output-schema.js';
import type { Category, Located, XMcp } from './overlay.js';
import { schemaAt, trim } from './schema-at.js';

/** A row of the table of tools. One that is over the budget adds itself to `fat`, so that all of them are told at once. */
export function tool(x: XMcp, fat: string[], place?: Located): Record<string, unknown> {
  const { name, title, description, category, toolset, fixed, batch, all, atLeastOne } = x;
  const where: Record<string, string> = {};
  const input: Schema = { type: 'object', properties: {} };
  for (const [arg, { in: at, about, required, ...own }] of Object.entries(x.input)) {
    const found = at && place ? schemaAt(place, at) : undefined;
    if (at) where[arg] = at;
    if (own['default'] === undefined && (required ?? found?.required))
      input.required = [...(input.required ?? []), arg];
    const typed = (own.type ?? own['enum']) ? own : { ...trim(found?.schema ?? {}, place?.doc), ...own };
    input.properties![arg] = { ...typed, ...(about && { description: about }) };
  }
  const method = place?.method ?? 'GET';
  check(name, category, method);
  const annotations = {
    readOnlyHint: category === 'read',
    destructiveHint:
      category === 'destructive' || category === 'execute' ? !x.idempotent : method === 'PATCH' || method === 'PUT',
    idempotentHint: x.idempotent ?? method !== 'POST',
    openWorldHint: true,
  };
  const list = place?.operation['x-kommo-list'];
  const size = sizeWith(x, input, annotations);
  const keys = Array.isArray(x.output) ? x.output : undefined;
  const output = keys ? outputSchema(keys, category, list !== undefined, place, size) : (x.output as Schema);
  if (size(output) > BUDGET) fat.push(`${name} takes ${size(output)} characters`);
  return {
    name,
    title,
    description,
    category,
    toolset,
    sets: ['all', toolset, ...(x.default ? ['default'] : [])],
    annotations,
    ...(x.writing && { writing: x.writing }),
    input,
    output,
    ...(place && { operation: place.operation.operationId }),
    method,
    path: place?.path ?? '',
    where,
    fixed: fixed ?? {},
    ...(list !== undefined && { list }),
    keys: (category === 'read' && keys) || [],
    covers: [...(place ? [place.operation.operationId] : []), ...(x.covers ?? [])],
    ...(batch && { batch }),
    ...(all && { all }),
    ...(atLeastOne && { atLeastOne }),
    // Kommo-MCP has it on every write. The model sets it itself, so it says nothing; but calls that bring it go on working.
    ...(category !== 'read' && { ignores: ['confirm'] }),
  };
}

// A category must not say less than the method does.
function check(name: string, category: Category, method: string): void {
  const fits = {
    read: ['GET'],
    write: ['POST', 'PATCH', 'PUT'],
    execute: ['POST'],
    destructive: ['POST', 'PATCH', 'PUT', 'DELETE'],
  };
  if (!fits[category]?.includes(method)) throw new Error(`${name} is called ${category}, but it is a ${method}`);
}
