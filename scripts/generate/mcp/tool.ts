import type { Schema } from '../spec.js';
import { BUDGET, sizeWith } from './budget.js';
import { outputSchema } from './output-schema.js';
import type { Category, Located, XMcp } from './overlay.js';
import { schemaAt, trim } from './schema-at.js';

/** A row of the table of tools. One that is over the budget adds itself to `fat`, so that all of them are told at once. */
export function tool(
  x: XMcp,
  fat: string[],
  located: ReadonlyMap<string, Located>,
  place?: Located,
): Record<string, unknown> {
  const { name, title, description, category, toolset, fixed, batch, all, atLeastOne } = x;
  const where: Record<string, string> = {};
  const kinds: Record<string, string> = {};
  const quiets: Record<string, Schema> = {};
  const input: Schema = { type: 'object', properties: {} };
  for (const [arg, { in: at, about, required, kind, quiet, ...own }] of Object.entries(x.input)) {
    const found = at && place && !at.startsWith('extra.') ? schemaAt(place, at) : undefined;
    if (kind) kinds[arg] = kind;
    if (at) where[arg] = at;
    if (own['default'] === undefined && (required ?? found?.required))
      input.required = [...(input.required ?? []), arg];
    const typed = (own.type ?? own['enum']) ? own : { ...trim(found?.schema ?? {}, place?.doc), ...own };
    // A kind says what fits; a type beside it would cost tokens and say less.
    const shown = kind ? own : typed;
    if (quiet) quiets[arg] = shown;
    else input.properties![arg] = { ...shown, ...(about && { description: about }) };
  }
  const method = place?.method ?? 'GET';
  check(name, category, method);
  const annotations = {
    readOnlyHint: category === 'read',
    destructiveHint:
      category === 'destructive' || category === 'execute' ? !x.idempotent : method === 'PATCH' || method === 'PUT',
    idempotentHint: x.idempotent ?? method !== 'POST',
  };
  const list = place?.operation['x-kommo-list'];
  const size = sizeWith(x, input, annotations);
  const keys = Array.isArray(x.output) ? x.output : undefined;
  const output = keys ? outputSchema(keys, category, list !== undefined, place, size) : (x.output as Schema);
  if (size(output) > BUDGET) fat.push(`${name} takes ${size(output)} tokens`);
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
    ...(Object.keys(kinds).length > 0 && { kinds }),
    ...(Object.keys(quiets).length > 0 && { quiet: quiets }),
    ...(x.uses && { uses: x.uses }),
    ...(x.approval && { approval: true }),
    ...(x.back && { back: backOf(x.back, located) }),
    ...(place && isEmpty(place) && { noContent: true }),
    ...(batch && { batch }),
    ...(all && { all }),
    ...(atLeastOne && { atLeastOne }),
    // Kommo-MCP has it on every write. The model sets it itself, so it says nothing; but calls that bring it go on working.
    ...(category !== 'read' && { ignores: ['confirm'] }),
  };
}

function backOf({ operation, keys }: NonNullable<XMcp['back']>, located: ReadonlyMap<string, Located>) {
  const place = located.get(operation);
  if (!place) throw new Error(`openapi/mcp.yaml reads back the unknown operation ${operation}`);
  return { operation, path: place.path, keys };
}

// Whether a success may have no body.
function isEmpty({ operation }: Located): boolean {
  const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  return good.every(([, response]) => !('content' in response));
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
