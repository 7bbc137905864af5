import type { AccountNames } from '../reports/names.js';
import type { Gate } from './gate.js';

/** What of a name is typed so far, and what else the prompt or the address already has. */
export type Complete = (
  typed: string | undefined,
  context?: { arguments?: Record<string, string> },
) => Promise<string[]>;

const MOST = 100;

/** Operations that list the names; a policy that closes one of them closes its completions. */
const SOURCES = {
  pipeline_id: 'pipelines.list',
  status_id: 'pipelines.list',
  responsible_user_id: 'users.list',
} as const;
type Key = keyof typeof SOURCES;

/** The operation that lists the names for an argument. */
export const sourceOf = (key: string): string | undefined =>
  Object.hasOwn(SOURCES, key) ? SOURCES[key as Key] : undefined;

/** Whether the policy closes a list of names. Nobody can be asked here, so what needs approval is closed too. */
export function isClosed(operation: string, gate: Gate): boolean {
  const call = { tool: 'call_operation', operation, category: 'read', args: {} } as const;
  return gate.reachable(operation, 'read', {}) !== undefined || gate.policy.approval(call) !== undefined;
}

/** Names for an argument, those that begin with what is typed first; undefined if the argument has none. */
export function completer(key: string, names: AccountNames, gate: Gate): Complete | undefined {
  const operation = sourceOf(key);
  if (operation === undefined) return undefined;
  return async (typed = '', context) => {
    if (isClosed(operation, gate)) return [];
    const found = await namesFor(key as Key, names, context?.arguments ?? {});
    const asked = plain(typed);
    const fits = [...new Set(found)].filter((name) => plain(name).includes(asked));
    return fits.sort((a, b) => Number(plain(b).startsWith(asked)) - Number(plain(a).startsWith(asked))).slice(0, MOST);
  };
}

async function namesFor(key: Key, names: AccountNames, others: Record<string, string>): Promise<string[]> {
  if (key === 'responsible_user_id') return [...((await names.part('users'))?.values() ?? [])];
  const pipelines = [...((await names.part('pipelines')) ?? [])];
  if (key === 'pipeline_id') return pipelines.map(([, { name }]) => name);
  const { pipeline_id: only = '' } = others;
  const own = pipelines.filter(([id, { name }]) => String(id) === only || plain(name) === plain(only));
  return (own.length > 0 ? own : pipelines).flatMap(([, { stages }]) => [...stages.values()]);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
