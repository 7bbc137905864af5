// Node 20 has no fs.globSync, which the conformance suite imports and `server` does not use. Preloaded with --import.
import { register } from 'node:module';

const stub = `data:text/javascript,${encodeURIComponent("export * from 'node:fs'; export { default } from 'node:fs'; export const globSync = () => [];")}`;
const hooks = `export async function resolve(specifier, context, next) {
  const own = specifier === 'fs' && context.parentURL?.includes('/conformance/');
  return own ? { url: ${JSON.stringify(stub)}, shortCircuit: true } : next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
