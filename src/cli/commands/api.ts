import type { IndexRow } from '../../generated/mcp.js';
import { searchOperations } from '../../operations/search.js';
import { sendAll, sendOperation } from '../../operations/send.js';
import {
  type Description,
  describeOperation,
  type OperationInput,
  operationIds,
  operationOf,
  problemsOf,
} from '../../operations/table.js';
import { isRecord } from '../../util/is-record.js';
import { nearest } from '../../util/nearest.js';
import { connect } from '../connect.js';
import { EXIT, Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

export interface ApiOptions extends CommonOptions {
  readonly find?: string | undefined;
  readonly show?: boolean | undefined;
  readonly path?: string | undefined;
  readonly query?: string | undefined;
  readonly body?: string | undefined;
  readonly all?: boolean | undefined;
}

const FOUND = 20;
const DEPTH = 6;

/** Finds, shows or runs an operation of the API. It checks the request against the spec before it sends it. */
export async function api(io: Io, id: string | undefined, options: ApiOptions): Promise<void> {
  if (options.find !== undefined) {
    const found = searchOperations(options.find, FOUND);
    if (found.length === 0) {
      throw new Failure(
        `no operation fits ${JSON.stringify(options.find)}`,
        'use other words, such as "list webhooks"',
        EXIT.unexpected,
      );
    }
    const rows = found.map(([name, method, , , summary]) => ({ id: name, method, summary }));
    report(io, options, rows, rows.map(lineOf).join('\n'));
    return;
  }
  if (id === undefined)
    throw new Failure('the operation is missing', 'name one, such as leads.list, or search with --find');
  const row = operationOf(id);
  if (!row) {
    if (id.startsWith('files.'))
      throw new Failure(
        `${JSON.stringify(id)} would call the drive, and api calls the account only`,
        'use kommo.files of the SDK',
      );
    throw new Failure(`there is no operation ${JSON.stringify(id)}`, hint(id));
  }
  if (options.show) return show(io, row, options);
  const result = await run(io, row, options);
  io.stdout.write(`${JSON.stringify(result ?? null, null, options.json ? 0 : 2)}\n`);
}

/** Prints method, path, summary, what the operation accepts and an example. */
async function show(io: Io, row: IndexRow, options: ApiOptions): Promise<void> {
  const [id, method, address, , summary] = row;
  const described = await describeOperation(row, DEPTH);
  const example = exampleOf(row, described);
  if (options.json) return report(io, options, { id, method, path: address, summary, ...described, example }, '');
  const parts = (['path', 'query', 'body'] as const).filter((part) => described[part] !== undefined);
  const lines = [
    `${id}: ${method} ${address}`,
    summary,
    ...parts.map((part) => `\n--${part}\n${JSON.stringify(described[part], null, 2)}`),
    `\nExample\n${example}`,
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
}

/** A command line with a value for everything that the operation requires. */
function exampleOf([id, , , , , list]: IndexRow, { path, query, body }: Description): string {
  const flag = (part: string, value: unknown): string => ` --${part} '${JSON.stringify(value)}'`;
  const needed = query && sample(query, 2);
  const known = isRecord(query) && isRecord(query['properties']) ? query['properties'] : {};
  const [first] = Object.keys(known);
  const some =
    'limit' in known ? { limit: 5 } : list && first ? { [first]: sample(known[first], 2, first) } : undefined;
  const asked = isRecord(needed) && Object.keys(needed).length > 0 ? needed : some;
  return [
    `kommo-sdk api ${id}`,
    path ? flag('path', sample(path)) : '',
    asked ? flag('query', asked) : '',
    body ? flag('body', sample(body, 0, id)) : '',
  ].join('');
}

/** Texts that Kommo accepts, by the end of the name of a property. */
const TEXTS: readonly (readonly [name: RegExp, text: string])[] = [
  [/(url|uri|link|destination)$/, 'https://example.com'],
  [/phone$/, '+12025550100'],
  [/email$/, 'ana@example.com'],
];

/** A small value that fits a schema: what it requires, or one property. A change by id has a property to change. */
function sample(schema: unknown, depth = 0, name = ''): unknown {
  const whole = merged(schema);
  const { enum: choices, properties, items, minItems, type, minLength, pattern } = whole;
  if ('const' in whole) return whole['const'];
  if (Array.isArray(choices)) return choices[0];
  const kind = Array.isArray(type) ? type.find((name) => name !== 'null') : type;
  if (kind === 'array') return depth === 0 || minItems ? [sample(items, depth + 1, name)] : [];
  const all = isRecord(properties) ? properties : {};
  if (kind === 'object' || Object.keys(all).length > 0) {
    const needed = Array.isArray(whole['required']) ? [...new Set(whole['required'].map(String))] : [];
    const wanted = name.startsWith('tags.set') ? ['tags_to_add'] : ['name', 'text'];
    const change = wanted.find((key) => key in all);
    const one = change ?? Object.keys(all)[0];
    const fewest = depth < 2 ? 1 : Number(whole['minProperties'] ?? 0);
    const isById = needed.length === 1 && needed[0] === 'id' && change !== undefined;
    const keys = isById ? ['id', change] : needed.length > 0 || fewest === 0 || one === undefined ? needed : [one];
    // Settings that the spec does not list.
    if (depth === 0 && keys.length === 0 && whole['maxProperties'] !== 0) return { setting: 'text' };
    return Object.fromEntries(keys.map((key) => [key, sample(all[key], depth + 1, key)]));
  }
  if (kind === 'integer' || kind === 'number') return Math.max(1, Number(whole['minimum'] ?? 1));
  if (kind === 'boolean') return true;
  const fitting = TEXTS.find(([end]) => end.test(name))?.[1];
  if (fitting !== undefined && pattern === undefined) return fitting;
  if (String(pattern).includes('http')) return 'https://example.com';
  if (String(pattern).includes('[0-9a-fA-F]{12}')) return '00000000-0000-4000-8000-000000000000';
  return 'text'.padEnd(Number(minLength ?? 0), '-text');
}

/** A schema with its parts put together: all of `allOf`, and the first choice of `anyOf` or `oneOf`. */
function merged(schema: unknown): Record<string, unknown> {
  if (!isRecord(schema)) return {};
  const choice = [schema['anyOf'], schema['oneOf']].find(Array.isArray)?.slice(0, 1) ?? [];
  const parts = [...(Array.isArray(schema['allOf']) ? schema['allOf'] : []), ...choice].map(merged);
  if (parts.length === 0) return schema;
  const all = [...parts, schema];
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map((part) => part['properties'])),
    required: all.flatMap((part) => (Array.isArray(part['required']) ? part['required'] : [])),
  };
}

const lineOf = ({ id, method, summary }: Record<'id' | 'method' | 'summary', string>): string =>
  `${id.padEnd(32)} ${method.padEnd(6)} ${summary}`;

async function run(io: Io, row: IndexRow, options: ApiOptions): Promise<unknown> {
  const { path, query, body } = options;
  const request = {
    path: parse('path', path),
    query: parse('query', query),
    body: parse('body', body),
  } as OperationInput;
  const [problem] = await problemsOf(row, request);
  const [id, method, address, , , list] = row;
  if (problem) throw new Failure(problem.replace(': ', ' '), `see kommo-sdk api ${id} --show`);
  const kommo = await connect(io, options);
  if (!options.all) {
    const found = await sendOperation(kommo, method, address, request, io.signal);
    if (found !== undefined || list || !address.includes('{') || method !== 'GET') return found;
    throw new Failure(
      `${id} found nothing: Kommo has no such thing, or hides it from this token`,
      'check --path',
      EXIT.kommo,
    );
  }
  if (!list) throw new Failure(`${id} is not a list`, 'leave --all out');
  return sendAll(kommo, address, request, io.signal);
}

function parse(name: string, text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw new Failure(`--${name} is not JSON: ${(error as Error).message}`, `write it like --${name} '{"id": 5}'`);
  }
}

function hint(id: string): string {
  const near = nearest(id, operationIds);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : 'find one with --find';
}
