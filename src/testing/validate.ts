import type { ErrorObject } from 'ajv';
import type { JsonSchema, OperationSpec } from '../internal/operation-spec.js';
import { coerceQuery } from './coerce.js';
import { decodeQuery, QueryLimitError } from './php-query.js';
import {
  type FieldIssue,
  fieldMissing,
  fieldNotExpected,
  Issues,
  invalidType,
  notBlank,
  notSupportedChoice,
  refuse,
} from './problems.js';
import { resolveSchema, validator } from './schemas.js';

/** Reads and checks the query of a request. Throws a 400 `Refusal`. */
export function readQuery(operation: OperationSpec, search: string, strict: boolean): Record<string, unknown> {
  const schema: JsonSchema = operation.query ?? { type: 'object', properties: {} };
  const query = coerceQuery(schema, decodeOrRefuse(search));
  const issues = check(schema, query, strict);
  const all = new Issues();
  all.add(0, query, ...issues.map(({ issue }) => issue));
  all.check();
  return query;
}

function decodeOrRefuse(search: string): ReturnType<typeof decodeQuery> {
  try {
    return decodeQuery(search);
  } catch (error) {
    if (error instanceof QueryLimitError) refuse(400, error.message);
    throw error;
  }
}

/** Reads and checks the JSON body of a request. Throws a `Refusal`: 400, or 422 for too many items. */
export function readBody(operation: OperationSpec, text: string, strict: boolean): unknown {
  const schema = operation.body;
  if (!schema) return undefined;
  const body = text.trim() === '' ? undefined : parse(text);
  if (isEmpty(body)) {
    if (operation.bodyRequired) refuse(400, 'Request data can not be empty');
    if (body === undefined) return undefined;
  }
  const most = resolveSchema(schema)['maxItems'];
  if (Array.isArray(body) && typeof most === 'number' && body.length > most) refuse(422, `Limit ${most} per page`);
  const issues = new Issues();
  for (const { index, issue } of check(schema, body, strict)) {
    const item = Array.isArray(body) ? body[index] : body;
    issues.add(index, item, issue);
  }
  issues.check();
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 'Request data is not valid JSON');
  }
}

const isEmpty = (body: unknown): boolean =>
  body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);

function check(schema: JsonSchema, value: unknown, strict: boolean): { index: number; issue: FieldIssue }[] {
  const validate = validator(schema, strict ? 'closed' : 'open');
  if (validate(value)) return [];
  const isList = Array.isArray(value);
  const seen = new Set<string>();
  const found: { index: number; issue: FieldIssue }[] = [];
  for (const error of relevant(validate.errors ?? [])) {
    const path = error.instancePath.split('/').slice(1).map(unescapePointer);
    const index = isList ? Number(path.shift() ?? 0) : 0;
    const issue = issueOf(error, path.join('.'));
    const key = `${index} ${issue.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ index, issue });
  }
  return found;
}

const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

// Where alternatives exist, the errors of each are listed; the ones that lie deeper say more than those at the place itself.
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors
    .filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf')
    .map((e) => e.instancePath);
  return errors.filter((error) => {
    if (error.keyword === 'if') return false;
    const choice = choices.find((path) => error.instancePath === path);
    if (choice === undefined) return true;
    const deeper = errors.some((other) => other.instancePath.startsWith(`${choice}/`));
    return !deeper && (error.keyword === 'oneOf' || error.keyword === 'anyOf');
  });
}

function issueOf(error: ErrorObject, path: string): FieldIssue {
  const params = error.params as Record<string, unknown>;
  const at = (name: unknown): string => (path === '' ? String(name) : `${path}.${String(name)}`);
  switch (error.keyword) {
    case 'required':
      return fieldMissing(at(params['missingProperty']));
    case 'additionalProperties':
      return fieldNotExpected(at(params['additionalProperty']));
    case 'unevaluatedProperties':
      return fieldNotExpected(at(params['unevaluatedProperty']));
    case 'type':
      return invalidType(path, typeName(params['type']));
    case 'oneOf':
    case 'anyOf':
      return invalidType(path, 'another kind');
    case 'enum':
    case 'const':
      return notSupportedChoice(path);
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return notBlank(path);
    default:
      return { code: 'InvalidValue', path, detail: `This value ${error.message ?? 'is not valid'}.` };
  }
}

const typeName = (type: unknown): string =>
  Array.isArray(type) ? type.filter((t) => t !== 'null').join('|') : String(type);
