/**
 * Imports a package that only Node has a use for. The name reaches `import()` through a variable, so that bundlers for workers and
 * browsers leave it alone: they would follow it even from a part that never runs there, and fail on Node's own modules.
 */
export async function lateImport<T>(name: string): Promise<T> {
  const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as { default?: T } & T;
  return module.default ?? module;
}
