import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { InputError, Kommo, KommoError } from '../../src/index.js';

// What a program in plain JavaScript passes by mistake.
const VALUES: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  Number.NaN,
  '',
  '..',
  'leads',
  true,
  [],
  {},
  [null],
  [{}],
  () => 1,
  Symbol('x'),
  new Array(2),
  Object.create(null),
];
const COMMON: readonly (readonly unknown[])[] = VALUES.flatMap((value) => [
  [],
  [value],
  [7, value],
  ['leads', value],
  ['leads', 7, value],
  [7, 8, value],
  ['leads', 7, 8, value],
  [{}, value],
  [[{}], value],
  [7, {}, value],
  ['leads', {}, value],
]);

// An answer that fits few operations. The others fail with a DecodeError.
const kommo = new Kommo({
  baseUrl: 'http://127.0.0.1:1',
  accessToken: 'x',
  rateLimit: false,
  retries: 0,
  fetch: async () => new Response('[]', { headers: { 'content-type': 'application/json' } }),
});

const resources = Object.getOwnPropertyNames(Kommo.prototype)
  .filter((name) => Object.getOwnPropertyDescriptor(Kommo.prototype, name)?.get && name !== 'api')
  .map((name) => [name, kommo[name as keyof Kommo] as object] as const);

async function settle(result: unknown): Promise<void> {
  if (result === null || typeof result !== 'object') return;
  if (Symbol.asyncIterator in result) for await (const _ of result as AsyncIterable<unknown>) return;
  await result;
}

describe.each(resources)('%s', (_, resource) => {
  const own = 'bulk' in resource ? (resource.bulk as object | ((type: string) => object)) : undefined;
  const bulk = typeof own === 'function' ? (own.call(resource, 'leads') as object) : own;
  const targets = [resource, ...(bulk ? [bulk] : [])];
  const methods = targets.flatMap((target) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(target))
      .filter((name) => name !== 'constructor')
      .map((name) => [`${target === resource ? '' : 'bulk.'}${name}`, target, name] as const)
      .filter(([, , method]) => typeof (target as Record<string, unknown>)[method] === 'function'),
  );
  test.each(methods)('%s meets each mistake with an error of ours', async (_name, target, method) => {
    const strange: string[] = [];
    for (const args of COMMON) {
      try {
        await settle((target as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args));
      } catch (error) {
        if (!(error instanceof KommoError)) strange.push(`(${inspect(args)}): ${String(error)}`);
        if (error instanceof InputError) expect(error.field).toMatch(/\S/);
      }
    }
    expect(strange.slice(0, 3)).toEqual([]);
  });
});

test.each(resources.filter(([, resource]) => 'create' in resource))(
  '%s.create refuses what is no object',
  async (_, resource) => {
    const { create } = resource as { create(...args: unknown[]): unknown };
    for (const args of [[7], ['leads', 7], [7, 7], ['leads', 7, 7]])
      await expect((async () => create.apply(resource, args))()).rejects.toBeInstanceOf(InputError);
  },
);
