/** What the file store needs of Node. */
export interface NodeBuiltins {
  readonly fs: typeof import('node:fs/promises');
  readonly os: typeof import('node:os');
  readonly path: typeof import('node:path');
}

let loading: Promise<NodeBuiltins> | undefined;

/** Loaded when first needed, so that `kommo-sdk/auth` also loads where there is no Node. */
export function nodeBuiltins(): Promise<NodeBuiltins> {
  loading ??= Promise.all([import('node:fs/promises'), import('node:os'), import('node:path')]).then(
    ([fs, os, path]) => ({ fs, os, path }),
  );
  return loading;
}
