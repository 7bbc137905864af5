import type { JsonSchema } from '../../util/operation-spec.js';
import type { Call } from './call.js';
import { selfLinks } from './hal.js';
import type { Reply } from './problems.js';
import { resolveSchema } from './schemas.js';

/**
 * Answers an operation that has no tables of its own: the first documented success, filled from its schema.
 * The same request gets the same answer.
 */
export function fallback(call: Call): Reply {
  const statuses = Object.keys(call.operation.responses)
    .filter((status) => /^2\d\d$/.test(status))
    .sort();
  const status = Number(statuses.find((code) => call.operation.responses[code]) ?? statuses[0] ?? 200);
  const schema = call.operation.responses[String(status)];
  if (!schema) return { status };
  return { status, body: sample(schema, call, '', 0) };
}

const MAX_DEPTH = 8;

function sample(schema: JsonSchema, call: Call, key: string, depth: number): unknown {
  const target = resolveSchema(schema);
  if ('const' in target) return target['const'];
  if (Array.isArray(target['enum'])) return target['enum'][0];
  const options = (target['oneOf'] ?? target['anyOf']) as JsonSchema[] | undefined;
  if (options && !target['properties']) return sample(options[0] ?? {}, call, key, depth);
  if (target['allOf'])
    return Object.assign({}, ...(target['allOf'] as JsonSchema[]).map((part) => sample(part, call, key, depth)));
  const type = Array.isArray(target['type']) ? target['type'].find((t) => t !== 'null') : target['type'];
  if (depth > MAX_DEPTH) return type === 'array' ? [] : type === 'object' ? {} : null;
  switch (type) {
    case 'array':
      return [sample((target['items'] as JsonSchema | undefined) ?? {}, call, key, depth + 1)];
    case 'integer':
    case 'number':
      return numberFor(call, key, target);
    case 'boolean':
      return false;
    case 'string':
      return stringFor(call, key, target);
    case 'null':
      return null;
    default:
      return target['properties'] ? objectFor(target, call, depth) : {};
  }
}

function objectFor(schema: JsonSchema, call: Call, depth: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema['properties'] as Record<string, JsonSchema>)) {
    // Parts that `with` brings were not asked for, and pages end here.
    if (property['x-kommo-with'] !== undefined || (name === 'errors' && depth === 0)) continue;
    if (name === '_links') out[name] = selfLinks(call, call.pathAndQuery);
    else out[name] = sample(property, call, name, depth + 1);
  }
  return out;
}

function numberFor(call: Call, key: string, schema: JsonSchema): number {
  const given = call.params[key];
  if (typeof given === 'number') return given;
  if (key.endsWith('_at')) return call.now;
  if (key === 'account_id') return call.db.account.id;
  if (key.endsWith('user_id') || key.endsWith('_by')) return call.userId;
  return typeof schema['minimum'] === 'number' ? Math.max(1, schema['minimum']) : 1;
}

function stringFor(call: Call, key: string, schema: JsonSchema): string {
  const given = call.params[key];
  if (typeof given === 'string') return given;
  if (schema['format'] === 'uuid' || key.endsWith('uuid')) return '00000000-0000-4000-a000-000000000001';
  if (key === 'href' || key.endsWith('url')) return `${call.origin}${call.pathname}`;
  return key === 'request_id' ? '0' : `sample ${key}`.trim();
}
