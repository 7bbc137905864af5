import { operations, schemas } from '../generated/operations.js';
import { isRecord } from '../util/is-record.js';
import type { JsonSchema, OperationSpec } from '../util/operation-spec.js';

/** A read of the account: an operation, with the parts of its path that are known before anything was read. */
export interface Read {
  readonly operation: OperationSpec;
  /** `entity_type` and the like. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** A read that can be sent. */
export interface FilledRead {
  readonly path: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The path without its placeholders. */
  readonly address: string;
}

/** What lists have shown so far: the first item of each, by the address of the list. */
export type Seen = Map<string, Readonly<Record<string, unknown>>>;

/** Values of `with` that change which things are listed. */
const OTHER_THINGS = new Set(['only_deleted', 'deleted', 'unbilled']);

/** Where the ids of a path come from, if its own beginning is no list. */
const LISTS: Readonly<Record<string, string>> = { '/api/v4/files': '/v1.0/files' };

/** Every read of the account and its drive, lists before what needs their ids. They change nothing. */
export function readsOf(): Read[] {
  const own = operations.filter(({ method, host }) => method === 'GET' && host !== 'amojo');
  const placeholders = ({ path }: OperationSpec): number => path.split('{').length;
  const sorted = [...own].sort(
    (a, b) => placeholders(a) - placeholders(b) || Number(b.host === 'drive') - Number(a.host === 'drive'),
  );
  return sorted.flatMap((operation) => {
    const choices = Object.entries(propertiesOf(operation.pathParams)).filter(([, schema]) =>
      Array.isArray(target(schema)['enum']),
    );
    const start: Record<string, string>[] = [{}];
    const all = choices.reduce(
      (list, [name, schema]) =>
        list.flatMap((one) => (target(schema)['enum'] as string[]).map((value) => ({ ...one, [name]: value }))),
      start,
    );
    return all.map((chosen) => ({ operation, chosen }));
  });
}

/** A read with the ids that it needs, taken from what was seen; undefined if there is none to take. */
export function filled({ operation, chosen }: Read, seen: Seen): FilledRead | undefined {
  const path: Record<string, string | number> = { ...chosen };
  let address = '';
  for (const part of operation.path.slice(1).split('/')) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = name === undefined ? part : (chosen[name] ?? idOf(seen.get(LISTS[address] ?? address), name));
    if (value === undefined) return undefined;
    if (name !== undefined) path[name] = value;
    address += `/${value}`;
  }
  const query = queryOf(operation, seen);
  return query && { path, query, address };
}

function idOf(item: Readonly<Record<string, unknown>> | undefined, name: string): string | number | undefined {
  const found = [item?.[name], item?.['id'], item?.['uuid'], item?.['uid']];
  return found.find((value) => typeof value === 'string' || typeof value === 'number') as string | number | undefined;
}

function queryOf({ query }: OperationSpec, seen: Seen): Record<string, unknown> | undefined {
  const properties = propertiesOf(query);
  const out: Record<string, unknown> = {};
  for (const name of (query?.['required'] ?? []) as string[]) {
    const id = idOf(seen.get(`/api/v4/${name.replace(/_id$/, 's')}`), 'id');
    if (id === undefined) return undefined;
    out[name] = id;
  }
  const values = (target(target(properties['with'] ?? {})['items'] as JsonSchema | undefined)['enum'] ??
    []) as string[];
  const embedded = values.filter((value) => !OTHER_THINGS.has(value));
  if (embedded.length > 0) out['with'] = embedded;
  if (properties['limit']) out['limit'] = Math.min(50, Number(target(properties['limit'])['maximum'] ?? 50));
  return out;
}

const propertiesOf = (schema: JsonSchema | undefined): Record<string, JsonSchema> => {
  const { properties } = target(schema);
  return isRecord(properties) ? (properties as Record<string, JsonSchema>) : {};
};

function target(schema: JsonSchema | undefined): JsonSchema {
  const ref = schema?.['$ref'];
  return typeof ref === 'string' ? target(schemas[ref.slice('#/$defs/'.length)]) : (schema ?? {});
}
