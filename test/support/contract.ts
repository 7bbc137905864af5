import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { operations, schemas } from '../../src/generated/operations.js';
import type { JsonSchema, OperationSpec } from '../../src/util/operation-spec.js';

/** Says what is wrong with a value; nothing, if it fits. */
export type Check = (value: unknown) => string[];

const ROOT = 'kommo';
const REF = '#/$defs/';
const COMPOSERS = ['allOf', 'anyOf', 'oneOf'] as const;

// Named schemas are compiled once, as one document that the operations refer to.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
ajvFormats.default(ajv);
ajv.addVocabulary(['x-kommo-with', 'x-kommo-style']);
ajv.addSchema({
  $id: ROOT,
  $defs: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, close(schema)])),
});

const byId = new Map(operations.map((operation) => [operation.id, operation]));
const compiled = new Map<string, ValidateFunction>();

/**
 * A check of what one operation takes (`'request'`) or answers (by status), with every object closed: a property that the
 * spec does not list is a problem. A status of 400 and more that the spec does not name goes by its `default`.
 */
export function validatorFor(operationId: string, part: 'request' | number | string): Check {
  const operation = byId.get(operationId);
  if (!operation) throw new Error(`the spec has no operation ${operationId}`);
  return checkOf(partOf(operation, String(part)));
}

/** A check by any schema of the generated table, closed in the same way. */
export function checkOf(schema: JsonSchema | null): Check {
  if (schema === null) return (value) => (value === undefined ? [] : ['/ must be empty']);
  const validate = compile(schema);
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const detail = Object.values(params).flat().join(', ');
      return `${instancePath || '/'} ${message ?? 'does not fit'}${detail && ` (${detail})`}`;
    });
  };
}

function compile(schema: JsonSchema): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known) return known;
  const validate = ajv.compile(close(schema));
  compiled.set(key, validate);
  return validate;
}

function partOf(operation: OperationSpec, part: string): JsonSchema | null {
  if (part === 'request') return operation.body ?? null;
  const { responses } = operation;
  const own = responses[part] ?? (Number(part) >= 400 ? responses['default'] : responses[part]);
  if (own === undefined) throw new Error(`${operation.id} has no response ${part}`);
  return own;
}

/**
 * The same schema with every object closed that lists properties and says nothing of others.
 * Where an object is put together of several schemas, the whole is closed, not the parts.
 */
function close(schema: JsonSchema): JsonSchema {
  if (isComposed(schema)) return { type: 'object', ...parts(schema, open), unevaluatedProperties: false };
  const closed = parts(schema, close);
  if (typeof closed['$ref'] === 'string') return { ...closed, $ref: ROOT + closed['$ref'] };
  return closed['properties'] && closed['additionalProperties'] === undefined
    ? { ...closed, additionalProperties: false }
    : closed;
}

// A part of a composed object: its own members are closed, itself it is not. So it can't stay a reference to a closed schema.
function open(schema: JsonSchema): JsonSchema {
  const { $ref, ...rest } = parts(schema, open);
  if (typeof $ref !== 'string') return rest;
  const target = open(schemas[$ref.slice(REF.length)] as JsonSchema);
  return Object.keys(rest).length === 0 ? target : { ...rest, allOf: [target] };
}

function isComposed(schema: JsonSchema): boolean {
  return (
    'allOf' in schema || (('anyOf' in schema || 'oneOf' in schema) && ('properties' in schema || '$ref' in schema))
  );
}

/** A copy whose subschemas are closed, and whose alternatives at the same place went through `alternative`. */
function parts(schema: JsonSchema, alternative: (schema: JsonSchema) => JsonSchema): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...schema };
  for (const key of COMPOSERS) {
    if (Array.isArray(copy[key])) copy[key] = copy[key].map(alternative);
  }
  for (const key of ['items', 'additionalProperties']) {
    if (isSchema(copy[key])) copy[key] = close(copy[key]);
  }
  if (isSchema(copy['properties'])) {
    copy['properties'] = Object.fromEntries(
      Object.entries(copy['properties']).map(([name, property]) => [name, close(property as JsonSchema)]),
    );
  }
  // What must not match is left as it is, but for the address of the named schemas.
  for (const key of ['not', 'propertyNames']) {
    const own = copy[key];
    if (isSchema(own) && typeof own['$ref'] === 'string') copy[key] = { ...own, $ref: ROOT + own['$ref'] };
  }
  return copy;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
