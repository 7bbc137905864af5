import type { ErrorObject } from 'ajv';
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
import { branchErrors, errorsOf, resolveSchema } from './schemas.js';

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
  for (const error of relevant(errorsOf(schema, strict ? 'closed' : 'open', value))) {
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

type Found = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params' | 'message'>;

const isChoice = (error: ErrorObject): boolean => error.keyword === 'oneOf' || error.keyword === 'anyOf';

// Where alternatives exist, the validator lists the errors of each of them. What helps is those of the closest one.
function relevant(errors: readonly ErrorObject[]): Found[] {
  const choices = errors.filter(isChoice);
  const outer = choices.filter(
    (choice) => !choices.some((other) => other !== choice && below(choice.instancePath, other.instancePath)),
  );
  const places = [...new Map(outer.map((choice) => [choice.instancePath, choice])).values()];
  const plain = errors.filter((error) => !places.some((choice) => at(error.instancePath, choice.instancePath)));
  return [...plain.filter((error) => error.keyword !== 'if'), ...places.flatMap(closest)];
}

const below = (path: string, parent: string): boolean => path.startsWith(`${parent}/`);
const at = (path: string, parent: string): boolean => path === parent || below(path, parent);

function closest(choice: ErrorObject): Found[] {
  const tries = (choice.schema as JsonSchema[]).map((branch) => relevant(branchErrors(branch, choice.data)));
  const best = tries.sort((a, b) => distance(a) - distance(b))[0] ?? [];
  if (best.length === 0) return [choice];
  return best.map((error) => ({ ...error, instancePath: `${choice.instancePath}${error.instancePath}` }));
}

// A constant that differs, or another type altogether, tells that another alternative is meant.
const distance = (errors: readonly Found[]): number => errors.length + errors.filter(isOther).length * 100;

const isOther = ({ keyword, instancePath }: Found): boolean =>
  keyword === 'const' || keyword === 'enum' || (keyword === 'type' && instancePath === '');

function issueOf(error: Found, path: string): FieldIssue {
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
      if (Number(params['limit']) > 1)
        return {
          code: 'TooShort',
          path,
          detail: `This value is too short. It should have ${String(params['limit'])} characters or more.`,
        };
      return notBlank(path);
    case 'maxLength':
      return {
        code: 'TooLong',
        path,
        detail: `This value is too long. It should have ${String(params['limit'])} characters or less.`,
      };
    case 'minItems':
    case 'minProperties':
      return notBlank(path);
    default:
      return { code: 'InvalidValue', path, detail: `This value ${error.message ?? 'is not valid'}.` };
  }
}

const typeName = (type: unknown): string =>
  Array.isArray(type) ? type.filter((t) => t !== 'null').join('|') : String(type);
