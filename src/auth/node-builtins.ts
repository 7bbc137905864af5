import { TokenStoreError } from './errors.js';

/** What the file store needs of Node. */
export interface NodeBuiltins {
  readonly fs: typeof import('node:fs/promises');
  readonly os: typeof import('node:os');
  readonly path: typeof import('node:path');
}

/**
 * Node's modules, asked for when they are first needed. An import, even a dynamic one, would not get through bundlers for browsers
 * and workers, and a dynamic import fails in Jest.
 */
export function nodeBuiltins(): NodeBuiltins {
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> };
  if (typeof process?.getBuiltinModule !== 'function') {
    throw new TokenStoreError(
      'fileStore needs Node 20.16 or later, Bun or Deno. Use redisStore(), or write a TokenStore for this platform.',
    );
  }
  return {
    fs: process.getBuiltinModule('node:fs/promises'),
    os: process.getBuiltinModule('node:os'),
    path: process.getBuiltinModule('node:path'),
  };
}
