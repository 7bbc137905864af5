import { InputError } from '../errors.js';
import type { ListOptions } from '../transport/options.js';
import type { CallInfo } from '../util/call-table.js';
import { checkCount, checkKeys, checkObject, checkPath, type KeysOf, MAX_PAGE } from '../util/check.js';
import { encode } from '../util/encode.js';

const INIT = ['path', 'query', 'body', 'options'];
/** Names of the options of a call. */
export const CALL_OPTIONS: readonly string[] = Object.keys({
  signal: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  retries: true,
  retryUnsafe: true,
  priority: true,
  actAs: true,
  headers: true,
  concurrency: true,
} satisfies KeysOf<ListOptions>);

/** Refuses parts of a call that do not exist, such as a base address or a serializer of its own. */
export const checkInit = (init: object): void => checkKeys(init, 'init', INIT);

/** Refuses options of a call that do not exist. */
export const checkOptions = (options: object): void => checkKeys(options, 'options', CALL_OPTIONS);

/** Refuses query parameters that the operation does not have, and values that can't be right. */
export function checkQuery(query: object | undefined, info: CallInfo): void {
  const params: { page?: unknown; limit?: unknown; filter?: unknown; order?: unknown } = checkObject(
    query ?? {},
    'params',
  );
  const known = info.query?.split(' ') ?? [];
  const top = [...new Set(known.map((name) => name.split('.')[0] as string))];
  checkKeys(params, 'params', top);
  for (const name of ['filter', 'order'] as const) {
    const keys = known.filter((key) => key.startsWith(`${name}.`)).map((key) => key.slice(name.length + 1));
    const given = checkObject(params[name] ?? {}, name);
    if (keys.length > 0) checkKeys(given, name, keys);
  }
  // Null stands for nothing, as undefined does.
  checkCount(params.page ?? 1, 'page');
  checkCount(params.limit ?? 1, 'limit', 1, MAX_PAGE);
}

/** Fills the parameters of a path. Throws InputError on one that is missing, or would name another path. */
export function fillPath(template: string, values: Record<string, unknown>): string {
  checkPath(values as Record<string, string | number>);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new InputError(name, 'is missing in the parameters of the path');
    return encode(String(values[name]), name);
  });
}
