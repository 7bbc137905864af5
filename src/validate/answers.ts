import { operations, schemas } from '../generated/operations.js';
import { isRecord } from '../util/is-record.js';
import { type Problem, validator } from '../util/json-schema.js';
import type { JsonSchema, OperationSpec } from '../util/operation-spec.js';

/** One way in which an answer differs from the spec. It holds shapes and types only: no value, and no key that could be data. */
export interface Mismatch {
  /** `leads.list`. */
  readonly operation: string;
  readonly status: number;
  /** `_embedded.leads[].price`; a key that is no word of the spec is `*`. Empty for the whole body. */
  readonly path: string;
  /** What the spec says: `integer or null`, `a known value`. */
  readonly expected: string;
  /** Type of what came: `string`, `null`, `nothing`. */
  readonly got: string;
}

/** An answer to hold against the spec. */
export interface Answer {
  readonly method: string;
  /** Path as the spec has it: `/api/v4/leads/{id}`. */
  readonly template: string;
  readonly status: number;
  /** The parsed body; undefined if it is empty. */
  readonly value: unknown;
}

/** Whether a property that the spec does not have counts as a mismatch. */
export type UnknownKeys = 'refuse' | 'accept';

/**
 * How an answer differs from the spec; each way once, however many items show it. Items of one shape are checked once, since a check
 * costs far more than a look at the shape.
 * @param fitting - shapes that are known to fit. It is added to, and belongs to one kind of check.
 */
export function mismatchesOf(
  answer: Answer,
  unknownKeys: UnknownKeys = 'refuse',
  fitting = new Set<string>(),
): Mismatch[] {
  const { method, template, status, value } = answer;
  const operation = operationOf(method, template);
  if (!operation) return [];
  const { id, responses } = operation;
  const differs = (expected: string, got: string, path = ''): Mismatch => ({
    operation: id,
    status,
    path,
    expected,
    got,
  });
  const schema = responses[status];
  if (schema === undefined)
    return status >= 400 ? [] : [differs(`one of the statuses ${known(responses)}`, 'another status')];
  if (schema === null) return value === undefined ? [] : [differs('no body', typeOf(value))];
  if (value === undefined) return [differs('a body', 'nothing')];
  const check = validator(schema, { refs: schemas, unknownKeys });
  const seen = new Set<string>();
  const isNew = (item: unknown): boolean => {
    const shape = `${id} ${status} ${shapeOf(item)}`;
    if (fitting.has(shape) || seen.has(shape)) return false;
    seen.add(shape);
    return true;
  };
  const found = new Map<string, Mismatch>();
  const problemsOf = (part: unknown): number => {
    const problems = check(part);
    for (const problem of problems) {
      const one = differs(expectedBy(problem), gotBy(problem, part), shownPath(problem.path));
      found.set(keyOf(one), one);
    }
    return problems.length;
  };
  const [frame, ...parts] = partsOf(value, isNew);
  const own = problemsOf(frame);
  let differing = 0;
  if (fitting.size > MAX_SHAPES) fitting.clear();
  for (const { part, item } of parts) {
    if (problemsOf(part) <= own) fitting.add(`${id} ${status} ${shapeOf(item)}`);
    else differing += 1;
    if (differing === MAX_DIFFERING) break;
  }
  return [...found.values()];
}

const MAX_SHAPES = 5_000;
// To find all that is wrong with an item takes long, and what the API has changed shows in every one of them.
const MAX_DIFFERING = 10;

interface Part {
  readonly part: unknown;
  readonly item: unknown;
}

/**
 * An answer without the items of its lists, and then with one item at a time. What is wrong with all items of a page at once is more
 * than the validator can hold: an item of custom fields has some twenty alternatives, each with problems of its own.
 */
function partsOf(value: unknown, isNew: (item: unknown) => boolean): [frame: unknown, ...parts: Part[]] {
  if (!isRecord(value) || !isRecord(value['_embedded'])) return [value];
  const embedded = value['_embedded'];
  const lists = Object.entries(embedded).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const empty = { ...embedded, ...Object.fromEntries(lists.map(([key]) => [key, []])) };
  const parts = lists.flatMap(([key, items]) =>
    items.filter(isNew).map((item) => ({ part: { ...value, _embedded: { ...empty, [key]: [item] } }, item })),
  );
  return [{ ...value, _embedded: empty }, ...parts];
}

/** Types in place of values, but for the values that the spec tells apart. */
const shapeOf = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) => {
    if (typeof value === 'string') return spec().constants.has(value) ? value : value === '' ? '' : 'x';
    return typeof value === 'number' ? Math.sign(value) * (Number.isInteger(value) ? 1 : 0.5) : value;
  });

/** What tells mismatches apart. */
export const keyOf = ({ operation, status, path, expected, got }: Mismatch): string =>
  [operation, status, path, expected, got].join(' ');

/** A mismatch as a sentence. */
export const sentenceOf = ({ operation, status, path, expected, got }: Mismatch): string =>
  `${operation} ${status}: ${path || 'the body'} should be ${expected}, got ${got}`;

let table: ReadonlyMap<string, OperationSpec> | undefined;

function operationOf(method: string, template: string): OperationSpec | undefined {
  table ??= new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return table.get(`${method} ${template}`);
}

const known = (responses: object): string =>
  Object.keys(responses)
    .filter((status) => status < '4')
    .join(', ');

const BOUNDS = /^(?:min|max)|^exclusive|^multipleOf$/;

function expectedBy({ keyword, schema }: Problem): string {
  if (keyword === 'type') return [schema['type']].flat().join(' or ');
  if (keyword === 'required') return 'there';
  if (keyword === 'additionalProperties') return 'absent: the spec does not have it';
  if (keyword === 'enum' || keyword === 'const') return 'a value that the spec knows';
  // The bounds of safe integers are no words of the spec.
  if (BOUNDS.test(keyword)) return `within ${keyword} ${String(schema[keyword])}`;
  return keyword === '' ? 'JSON that can be checked' : `as ${keyword} of the spec says`;
}

function gotBy({ keyword, path }: Problem, value: unknown): string {
  if (keyword === 'required') return 'nothing';
  let at = value;
  for (const key of path) at = (at as Record<string | number, unknown> | null | undefined)?.[key];
  return typeOf(at);
}

function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'empty array' : 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string') return value === '' ? 'empty string' : 'string';
  return isRecord(value) ? 'object' : typeof value;
}

/** A path without indexes, and without keys that may be data: names of fields and tags stand as keys in some answers. */
const shownPath = (path: Problem['path']): string =>
  path
    .map((key) => (typeof key === 'number' ? '[]' : `.${isWord(key) ? key : '*'}`))
    .join('')
    .replace(/^\./, '');

// A new property of the API is mostly made of words that the API has already (`price` and `currency`). Nothing private is.
const isWord = (key: string): boolean =>
  key.length <= 60 && /^_?[a-z]+(?:_[a-z]+)*$/.test(key) && wordsOf(key).every((word) => spec().words.has(word));

const wordsOf = (key: string): string[] => key.split('_').filter((word) => word !== '');

interface Vocabulary {
  /** Words that names of properties are made of. */
  readonly words: Set<string>;
  /** Values of enums and constants. */
  readonly constants: Set<unknown>;
}

let vocabulary: Vocabulary | undefined;

function spec(): Vocabulary {
  if (vocabulary) return vocabulary;
  const words = new Set<string>();
  const constants = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isRecord(node)) return;
    const { properties, enum: values = [], const: constant } = node as JsonSchema;
    const names = isRecord(properties) ? Object.keys(properties) : [];
    for (const word of names.flatMap(wordsOf)) words.add(word);
    for (const value of [...(Array.isArray(values) ? values : []), constant]) constants.add(value);
    Object.values(node).forEach(visit);
  };
  visit(schemas);
  // Words of credentials, which are no properties of what an account holds.
  for (const word of ['secret', 'token']) words.delete(word);
  vocabulary = { words, constants };
  return vocabulary;
}
