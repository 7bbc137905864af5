import { afterEach, describe, expect, test, vi } from 'vitest';
import { operations } from '../../src/generated/operations.js';
import { Http } from '../../src/http/client.js';
import { Kommo } from '../../src/index.js';
import type { JsonSchema, OperationSpec } from '../../src/util/operation-spec.js';
import { TOKEN } from '../support/client.js';
import { validatorFor } from '../support/contract.js';
import { classesOf } from '../support/docstrings.js';
import { minimal } from '../support/minimal.js';

/** Operations of the account and the drive that are no methods of the client, and where they are instead. */
const ELSEWHERE: Record<string, string> = { 'oauth.token': 'kommo-sdk/auth' };

/** Members that make no call of their own, or more than one; they have tests of their own. */
const OTHERS = ['*.bulk', '*.find', '*.duplicates', 'files.upload', 'leads.ensure', 'webhooks.ensure'];

/** Methods that are another way to call an operation. */
const ALIASES: Record<string, string> = {
  '*.createMany': '*.create',
  '*.changes': '*.list',
  'catalogs.createElement': 'catalogs.createElements',
  'files.attach': 'entityFiles.attach',
  'files.deleteMany': 'files.delete',
  'files.detach': 'entityFiles.detach',
  'files.restoreMany': 'files.restore',
  'pipelines.createStatus': 'pipelines.createStatuses',
  'unsorted.createForm': 'unsorted.createForms',
  'unsorted.createSipMany': 'unsorted.createSip',
};

/** Methods that take one thing where the wire takes an array. */
const ONE_OF_ARRAY = /\.(create|createElement|createStatus|createForm|createSip)$/;

const UUID = '2f4c5b0e-4d3a-4a55-9d3f-2f4b7b8f0f0e';
const TAGS = { tags: [{ name: 'vip' }] };

/** Arguments of methods that do not follow from the spec. Numbers and names of the path count up from 7 by their place in it. */
const ARGUMENTS: Record<string, readonly unknown[]> = {
  '*.changes': [{ since: new Date('2026-01-01T00:00:00Z') }],
  'bots.continue': [{ bot: 'salesbot', botId: 8, continueId: 9 }, { data: { status: 'success' } }],
  'callEvents.create': [{ phone_number: '+15550100', users: [1] }],
  'callEvents.createMany': [[{ phone_number: '+15550100', users: [1] }]],
  'entityFiles.attach': ['leads', 8, [UUID]],
  'entityFiles.detach': ['leads', 8, [UUID]],
  'files.attach': ['leads', 8, [UUID]],
  'files.delete': [UUID],
  'files.deleteMany': [[UUID]],
  'files.detach': ['leads', 8, [UUID]],
  'files.restore': [UUID],
  'files.restoreMany': [[UUID]],
  'files.uploadPart': ['https://drive-c.kommo.com/v1.0/sessions/upload/x7', new Uint8Array([1])],
  'sources.deleteMany': [[1]],
  'tags.setForEntities': ['leads', [{ id: 1, ...TAGS }]],
  'tags.setForEntity': ['leads', 8, TAGS],
  'templates.deleteMany': [[1]],
  'templates.sendReview': [7],
  'users.activate': [[1]],
  'users.deactivate': [[1]],
};

const byId = new Map(operations.map((operation) => [operation.id, operation]));
const called = operations.filter(({ host, id }) => host !== 'amojo' && !ELSEWHERE[id]);

const probe = new Kommo({ subdomain: 'acme', accessToken: TOKEN });
type Anything = Record<string, Record<string, (...args: readonly unknown[]) => PromiseLike<unknown>>>;

const resources = Object.entries(Object.getOwnPropertyDescriptors(Kommo.prototype))
  .filter(([name, { get }]) => get && !['api', 'baseUrl'].includes(name))
  .map(([name]) => ({
    name,
    type: (probe as unknown as Anything)[name]?.constructor as { prototype: object; name: string },
  }));

type Prototype = { constructor: { name: string } };

/** The prototype of a resource and those that it extends, without what all resources have. */
function lineage(prototype: object): Prototype[] {
  const parent = Object.getPrototypeOf(prototype) as object;
  return parent === Object.prototype ? [] : [prototype as Prototype, ...lineage(parent)];
}

/** The class that has a method, by the method's name on a client. */
const homes = new Map<string, string>(
  resources.flatMap(({ name, type }) =>
    lineage(type.prototype).flatMap((prototype) =>
      Object.keys(Object.getOwnPropertyDescriptors(prototype))
        .filter((method) => method !== 'constructor')
        .map((method) => [`${name}.${method}`, prototype.constructor.name] as const),
    ),
  ),
);
const methods = [...homes.keys()];

/** What a table says of a method, by its own name or by that of all resources. */
function entry<T>(table: Record<string, T>, method: string): T | undefined {
  return table[method] ?? table[method.replace(/^\w+/, '*')];
}

const isOther = (method: string): boolean => OTHERS.includes(method) || OTHERS.includes(method.replace(/^\w+/, '*'));

/** The operation that a method claims to call. */
function claimOf(method: string): OperationSpec | undefined {
  const alias = entry(ALIASES, method)?.replace('*', method.split('.')[0] as string);
  return byId.get(method) ?? byId.get(alias ?? '');
}

describe('every operation has a method', () => {
  test.each(called.map(({ id }) => id))('%s', (id) => {
    expect(methods).toContain(id);
  });

  test('those that are elsewhere are no methods', () => {
    for (const id of Object.keys(ELSEWHERE)) expect([byId.has(id), methods.includes(id)]).toEqual([true, false]);
  });
});

describe('every method has a docstring that leads to the page of its operation', () => {
  const classes = new Map(classesOf(new URL('../../src/resources/', import.meta.url)).map((type) => [type.name, type]));

  test.each(resources.map(({ name, type }) => [name, type.name]))('%s, a %s', (_, name) => {
    expect(classes.get(name)?.see).toHaveLength(1);
  });

  test.each(methods)('%s', (method) => {
    const doc = classes.get(homes.get(method) ?? '')?.members.get(method.split('.')[1] as string);
    const claim = claimOf(method);
    expect(doc?.text, 'a docstring').toBeDefined();
    if (isOther(method)) return;
    expect(doc?.see).toEqual([claim?.doc]);
    if (claim?.status === 'amocrm-only') expect(doc?.text).toContain('(amoCRM only)');
    else expect(doc?.text).not.toContain('(amoCRM only)');
  });
});

interface Recorded {
  method: string;
  url: URL;
  body: unknown;
}

/** A client whose requests are written down and answered with as little as will do. */
function recorder(): { kommo: Anything; seen: Recorded[] } {
  const seen: Recorded[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const isJson = request.headers.get('content-type')?.includes('json');
    const body = isJson ? await request.json() : new Uint8Array(await request.arrayBuffer());
    // Where the drive is, is asked of the account.
    if (url.searchParams.get('with') === 'drive_url')
      return Response.json({ id: 1, drive_url: 'https://drive-c.kommo.com' });
    seen.push({ method: request.method, url, body });
    return Response.json({ id: 1 });
  };
  return { kommo: new Kommo({ subdomain: 'acme', accessToken: TOKEN, rateLimit: false, fetch }) as never, seen };
}

function pathParameters({ path, pathParams = {} }: OperationSpec): unknown[] {
  const schemas = pathParams['properties'] as Record<string, JsonSchema>;
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name], i) => {
    const value = minimal(schemas[name as string] as JsonSchema);
    if (typeof value === 'number') return 7 + i;
    return value === 'x' ? `x${7 + i}` : value;
  });
}

/** Path parameters in the order of the path, then the body, then the query where something of it is required. */
function argumentsOf(method: string, claim: OperationSpec): readonly unknown[] {
  const own = entry(ARGUMENTS, method);
  if (own) return own;
  const { body, query } = claim;
  const args = pathParameters(claim);
  if (body?.['type'] === 'array' && ONE_OF_ARRAY.test(method)) args.push(minimal(body['items'] as JsonSchema));
  else if (body) args.push(minimal(body));
  if ((query?.['required'] as unknown[] | undefined)?.length) args.push(minimal(query as JsonSchema));
  return args;
}

afterEach(() => vi.restoreAllMocks());

describe('every method calls the operation that it claims', () => {
  test.each(methods.filter((method) => !isOther(method)))('%s', async (method) => {
    const claim = claimOf(method) as OperationSpec;
    expect(claim, 'an operation, or an alias of one').toBeDefined();
    const { kommo, seen } = recorder();
    const calls = vi.spyOn(Http.prototype, 'callAny');
    const [resource, member] = method.split('.') as [string, string];
    const call = kommo[resource]?.[member]?.(...argumentsOf(method, claim));
    const iterable = call as unknown as AsyncIterable<unknown>;
    const started = member === 'changes' ? iterable[Symbol.asyncIterator]().next() : call;
    // What is made of so small an answer is of no matter here.
    await Promise.resolve(started).catch(() => undefined);

    const [request] = seen;
    expect(request && `${request.method} ${template(request.url.pathname, claim)}`).toBe(
      `${claim.method} ${claim.path}`,
    );
    // Nothing is sent past `call`, but for the parts of an upload, whose address the drive gives.
    const sent = calls.mock.calls.map(([verb, path]) => `${verb} ${path}`).filter((call) => !call.endsWith('/account'));
    const own = seen.map(() => `${claim.method} ${claim.path}`);
    if (resource !== 'account') expect(sent).toEqual(method === 'files.uploadPart' ? [] : own);
    const queries = Object.keys((claim.query?.['properties'] as object | undefined) ?? {});
    expect(queries).toEqual(expect.arrayContaining([...(request?.url.searchParams.keys() ?? [])].map(rootKey)));
    if (request?.body instanceof Uint8Array) expect(request.body).toHaveLength(method === 'files.uploadPart' ? 1 : 0);
    else expect(validatorFor(claim.id, 'request')(request?.body)).toEqual([]);
  });
});

/** The template of the operation, where the path is that of its parameters; else the path. */
function template(pathname: string, claim: OperationSpec): string {
  const values = pathParameters(claim);
  return pathname === claim.path.replaceAll(/\{\w+\}/g, () => String(values.shift())) ? claim.path : pathname;
}

const rootKey = (key: string): string => key.replace(/\[.*/, '');
