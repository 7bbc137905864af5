import type { Problem } from '../../util/json-schema.js';
import type { JsonSchema, OperationSpec } from '../../util/operation-spec.js';
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
import { problemsIn, resolveSchema } from './schemas.js';

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
  if (!schema || resolveSchema(schema)['format'] === 'binary') return undefined;
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
  const isList = Array.isArray(value);
  const seen = new Set<string>();
  const found: { index: number; issue: FieldIssue }[] = [];
  for (const problem of problemsIn(schema, strict ? 'closed' : 'open', value)) {
    const path = [...problem.path];
    const index = isList ? Number(path.shift() ?? 0) : 0;
    const issue = issueOf(problem, path.join('.'));
    const key = `${index} ${issue.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ index, issue });
  }
  return found;
}

function issueOf({ keyword, schema, message }: Problem, path: string): FieldIssue {
  switch (keyword) {
    case 'required':
      return fieldMissing(path);
    case 'additionalProperties':
      return fieldNotExpected(path);
    case 'type':
      return invalidType(path, typeName(schema['type']));
    case 'oneOf':
    case 'anyOf':
      return invalidType(path, 'another kind');
    case 'enum':
    case 'const':
      return notSupportedChoice(path);
    case 'minLength':
      return Number(schema[keyword]) > 1 ? wrongLength(path, 'TooShort', schema[keyword]) : notBlank(path);
    case 'maxLength':
      return wrongLength(path, 'TooLong', schema[keyword]);
    case 'minItems':
    case 'minProperties':
      return notBlank(path);
    default:
      return { code: 'InvalidValue', path, detail: `This value ${message.split(', got ')[0]}.` };
  }
}

function wrongLength(path: string, code: 'TooShort' | 'TooLong', limit: unknown): FieldIssue {
  const [size, bound] = code === 'TooShort' ? ['short', 'more'] : ['long', 'less'];
  return { code, path, detail: `This value is too ${size}. It should have ${limit} characters or ${bound}.` };
}

const typeName = (type: unknown): string =>
  Array.isArray(type) ? type.filter((t) => t !== 'null').join('|') : String(type);
