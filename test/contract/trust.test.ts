import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations, schemas } from '../../src/generated/operations.js';
import { isRecord } from '../../src/util/is-record.js';
import type { JsonSchema } from '../../src/util/operation-spec.js';
import { checkOf } from '../support/contract.js';

const README = new URL('../../openapi/README.md', import.meta.url);
const [START, END] = ['<!-- on trust: start -->', '<!-- on trust: end -->'];
const REF = '#/$defs/';

/** `Schema.property` of everything that an answer among the fixtures shows. */
const shown = new Set<string>();

const branchesOf = (schema: JsonSchema): JsonSchema[] =>
  ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] as JsonSchema[] | undefined) ?? []);

function look(schema: JsonSchema, value: unknown, name: string): void {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const own = ref.slice(REF.length);
    look(schemas[own] as JsonSchema, value, own);
    return;
  }
  for (const branch of (schema['allOf'] as JsonSchema[] | undefined) ?? []) look(branch, value, name);
  for (const key of ['anyOf', 'oneOf']) {
    const fitting = ((schema[key] as JsonSchema[] | undefined) ?? []).filter(
      (branch) => checkOf(branch)(value).length === 0,
    );
    for (const branch of fitting) look(branch, value, name);
  }
  if (Array.isArray(value))
    for (const item of value) look((schema['items'] as JsonSchema | undefined) ?? {}, item, name);
  if (!isRecord(value)) return;
  for (const [key, property] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    if (value[key] === undefined || value[key] === null) continue;
    shown.add(`${name}.${key}`);
    look(property, value[key], `${name}.${key}`);
  }
}

/** `Schema.property` of everything that is required and never null in a read schema. */
const promised = new Set<string>();
const visited = new Set<string>();

function promises(schema: JsonSchema, name: string): void {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const own = ref.slice(REF.length);
    if (!visited.has(own)) {
      visited.add(own);
      promises(schemas[own] as JsonSchema, own);
    }
    return;
  }
  for (const branch of branchesOf(schema)) promises(branch, name);
  if (isRecord(schema['items'])) promises(schema['items'] as JsonSchema, name);
  const required = (schema['required'] ?? []) as string[];
  for (const [key, property] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    const nullable = [property['type']].flat().includes('null');
    if (required.includes(key) && !nullable) promised.add(`${name}.${key}`);
    promises(property, `${name}.${key}`);
  }
}

const same = (sample: string, spec: string): boolean => {
  const [a, b] = [sample.replace(/\{drive_url\}/, '').split('/'), spec.split('/')];
  return a.length === b.length && a.every((part, i) => part === b[i] || b[i]?.startsWith('{') === true);
};

test('what stays on trust is listed in openapi/README.md', () => {
  for (const folder of ['samples', 'shapes']) {
    const base = new URL(`../fixtures/${folder}/`, import.meta.url);
    const rows = readFileSync(new URL('index.tsv', base), 'utf8').trim().split('\n').slice(1);
    for (const [file = '', method, path = '', kind, status = ''] of rows.map((row) => row.split('\t'))) {
      if (kind !== 'response' || !file.endsWith('.json')) continue;
      const value: unknown = JSON.parse(readFileSync(new URL(file, base), 'utf8'));
      for (const operation of operations.filter(
        (one) => one.method === method && [path, `${path}/{id}`].some((own) => same(own, one.path)),
      )) {
        const schema = operation.responses[status];
        if (schema && checkOf(schema)(value).length === 0) look(schema, value, operation.id);
      }
    }
  }
  for (const { id, responses } of operations)
    for (const [status, schema] of Object.entries(responses)) if (/^2/.test(status) && schema) promises(schema, id);

  const bySchema = new Map<string, string[]>();
  for (const key of [...promised].filter((one) => !shown.has(one)).sort()) {
    const at = key.indexOf('.', /^[a-z]/.test(key) ? key.indexOf('.') + 1 : 0);
    bySchema.set(key.slice(0, at), [...(bySchema.get(key.slice(0, at)) ?? []), key.slice(at + 1)]);
  }
  const lines = [...bySchema].map(([name, keys]) => `| ${name} | ${keys.map((key) => `\`${key}\``).join(', ')} |`);
  const list = ['| schema | properties |', '| --- | --- |', ...lines].join('\n');
  const text = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = text.split(START);
  const wanted = `${before}${START}\n${list}\n${END}${rest.split(END)[1] ?? ''}`;
  if (process.env['UPDATE_TRUST']) writeFileSync(README, wanted);
  else expect(text, 'Run the test with UPDATE_TRUST=1 and read what has changed.').toBe(wanted);
  expect(shown.size).toBeGreaterThan(300);
});
