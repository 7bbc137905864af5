import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/generated/operations.js';
import type { OperationSpec } from '../../src/util/operation-spec.js';
import { validatorFor } from '../support/contract.js';

// samples are payloads of the official documentation, shapes those of public recordings with made-up values.
// What each one is stands in index.tsv.
const FOLDERS = ['samples', 'shapes'].map((name) => new URL(`../fixtures/${name}/`, import.meta.url));
const FIXTURES = FOLDERS[0] as URL;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Sample {
  folder: URL;
  file: string;
  method: string;
  path: string;
  kind: string;
  status: string;
}

const samplesOf = (folder: URL): Sample[] =>
  readFileSync(new URL('index.tsv', folder), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', method = '', path = '', kind = '', status = ''] = line.split('\t');
      return { folder, file, method, path, kind, status };
    })
    // Webhooks have tests of their own.
    .filter(({ kind }) => kind !== 'webhook');

const samples = FOLDERS.flatMap(samplesOf);

/** Payloads of what is no operation of the spec. */
const OUTSIDE = [
  'oauth.account_subdomain.response.1.json',
  'oauth.disposable_token_claims.response.1.json',
  'oauth.exchange_api_key.request.1.json',
];

/** Operations with a body of any keys: the settings of a widget are its own. */
const OPEN = ['widgets.install'];

const isForAny = ({ path }: Sample): boolean => path === '(any)';
const named = (wanted: (sample: Sample) => boolean): [file: string, sample: Sample][] =>
  samples.filter((sample) => wanted(sample) && !OUTSIDE.includes(sample.file)).map((sample) => [sample.file, sample]);

describe('every published payload fits its operation', () => {
  test.each(named((sample) => !isForAny(sample)))('%s', (_, sample) => {
    const value = whole(sample);
    const candidates = operationsFor(sample, value);
    expect(candidates.map(({ id }) => id)).not.toEqual([]);
    const problems = candidates.map(({ id }) => [id, validatorFor(id, partOf(sample))(value)] as const);
    const fitting = problems.filter(([, list]) => list.length === 0);
    expect(fitting, JSON.stringify(problems, null, 2)).not.toEqual([]);
    // The same with a property of nobody's: were it let through, the check above would say little.
    for (const { id } of candidates.filter((operation) => !OPEN.includes(operation.id)))
      expect(validatorFor(id, partOf(sample))(spoiltBy(value)), id).not.toEqual([]);
  });

  test.each(named(isForAny))('%s, whatever the operation', (_, sample) => {
    const isChats = sample.file.startsWith('errors.chats_');
    // Kommo AI wraps its errors in an envelope of its own.
    const own = operations.filter(({ id, host }) => (host === 'amojo') === isChats && !id.startsWith('ai.'));
    const value = whole(sample);
    const misfits = own.filter(({ id }) => validatorFor(id, partOf(sample))(value).length > 0);
    expect(misfits.map(({ id }) => id)).toEqual([]);
  });
});

describe('the fixtures', () => {
  test.each(FOLDERS.map((folder) => [folder.pathname.split('/').at(-2), folder]))(
    'have every file of the index of %s and no other',
    (_, folder) => {
      const files = readdirSync(folder as URL).filter((file) => file.endsWith('.json'));
      expect(files.sort()).toEqual(
        samplesOf(folder as URL)
          .map(({ file }) => file)
          .sort(),
      );
    },
  );
});

describe('the check is strict', () => {
  const lead = { ...(read(FIXTURES, 'leads.get.response.1.json') as object) };
  const note = { ...(read(FIXTURES, 'notes.get.response.1.json') as object) };

  test('takes the payload as it is', () => {
    expect(validatorFor('leads.get', 200)(lead)).toEqual([]);
    expect(validatorFor('notes.get', 200)(note)).toEqual([]);
  });

  test.each([
    ['a property that is not in the spec', 'leads.get', 200, { ...lead, colour: 'red' }],
    ['one that is deep inside', 'leads.get', 200, { ...lead, _links: { self: { href: '', rel: 'self' } } }],
    ['one in an object of several parts', 'notes.get', 200, { ...note, colour: 'red' }],
    ['one in a part of a union', 'notes.get', 200, { ...note, params: { text: '', colour: 'red' } }],
    ['one in a body of several parts', 'leads.updateMany', 'request', [{ id: 1, colour: 'red' }]],
    ['a wrong type', 'leads.get', 200, { ...lead, price: '12' }],
    ['null where it is not told of', 'leads.get', 200, { ...lead, created_at: null }],
    ['a missing property', 'leads.get', 200, { ...lead, id: undefined }],
    [
      'the params of another kind of note',
      'notes.create',
      'request',
      [{ entity_id: 1, note_type: 'sms_in', params: { text: '' } }],
    ],
    ['a body where there is none', 'leads.get', 204, {}],
  ] as const)('refuses %s', (_, id, part, value) => {
    expect(validatorFor(id, part)(JSON.parse(JSON.stringify(value)))).not.toEqual([]);
  });

  test('knows its operations and their answers', () => {
    expect(() => validatorFor('leads.explode', 200)).toThrow('no operation');
    expect(() => validatorFor('leads.get', 299)).toThrow('no response');
    expect(validatorFor('leads.get', 418)({ title: 'Teapot', status: 418 })).toEqual([]);
  });
});

test('the generated files are fresh', async () => {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/generate/index.ts', '--check'], {
    cwd: ROOT,
  });
  await expect(run).resolves.toMatchObject({ stderr: '' });
});

function read(folder: URL, file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

const spoiltBy = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(spoiltBy) : { ...(value as object), made_up: 1 };

const partOf = ({ kind, status }: Sample): string => (kind === 'request' ? 'request' : status);

/** Some samples show a piece only: what stands around it in a whole payload. */
const AROUND: [piece: RegExp, around: (value: object, name: string) => unknown][] = [
  [/^notes\.params_(\w+)\.request/, (params, name) => [{ entity_id: 1, note_type: name, ...params }]],
  [/^events\.value_(\w+)\.response/, (values, name) => page('events', { ...event(name), ...values })],
  [/^leads\.\w+_item\.response/, (lead) => page('leads', lead)],
  [/^custom_fields\.\w+_item\.response/, (field) => page('custom_fields', field)],
];

const page = (key: string, item: object): object => ({ _embedded: { [key]: [item] } });

const event = (type: string): object => ({
  id: '01pz58t6p04ymgsgfbmfyfy1mf',
  type,
  entity_id: 1,
  entity_type: 'lead',
  created_by: 0,
  created_at: 0,
  value_after: [],
  value_before: [],
  account_id: 1,
  _links: { self: { href: '' } },
  _embedded: { entity: { id: 1, _links: { self: { href: '' } } } },
});

function whole({ folder, file }: Sample): unknown {
  const value = read(folder, file);
  for (const [piece, around] of AROUND) {
    const [, name = ''] = piece.exec(file) ?? [];
    if (piece.test(file)) return around(value as object, name);
  }
  return value;
}

/** The operations that a sample may be of: its path may leave open which entity it is about, or hold parts that can be left out. */
function operationsFor({ method, path, kind }: Sample, value: unknown): OperationSpec[] {
  const templates = optionalParts(path.replace('{drive_url}', ''));
  // Docs that cover both paths of an update print the example of one entity under the path of the batch.
  const isOne = kind === 'request' ? !Array.isArray(value) : Object.hasOwn(value as object, 'id');
  if (method === 'PATCH' && isOne) templates.push(...templates.map((template) => `${template}/{id}`));
  const own = operations.filter((operation) => operation.method === method);
  const fitting = (entities: boolean): OperationSpec[] =>
    own.filter((operation) => templates.some((template) => isSamePath(template, operation.path, entities)));
  const exact = fitting(false);
  return exact.length > 0 ? exact : fitting(true);
}

function optionalParts(path: string): string[] {
  const part = /\[([^\]]+)\]/.exec(path);
  if (!part) return [path];
  return ['', part[1]].flatMap((text) => optionalParts(path.replace(part[0], text ?? '')));
}

const ENTITIES = ['leads', 'contacts', 'companies', 'customers'];

// The names of parameters do not count. `{entity_type}` of a sample stands for each entity; of the spec, only where `entities` says so.
function isSamePath(sample: string, spec: string, entities: boolean): boolean {
  const own = spec.split('/');
  const parts = sample.split('/');
  return (
    parts.length === own.length &&
    parts.every((part, i) => {
      const other = own[i] ?? '';
      if (part === other || (part.startsWith('{') && other.startsWith('{'))) return true;
      if (/^\{entity/.test(part)) return ENTITIES.includes(other);
      return entities && /^\{entity/.test(other) && ENTITIES.includes(part);
    })
  );
}
