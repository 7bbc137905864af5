import { type IndexRow, type ToolRow, tables } from '../generated/mcp.js';
import { describeOperation, operationIds, operationOf } from '../operations/table.js';
import { tokens } from './budget.js';
import type { Env } from './env.js';
import { because, type Gate } from './gate.js';
import type { Call } from './policy/policy.js';
import { unsent } from './texts.js';

type Args = Readonly<Record<string, unknown>>;

/** The row of an operation. @throws what helps to find the right one */
export function operationRow(id: unknown): IndexRow {
  const row = operationOf(id);
  if (row) return row;
  throw unsent('no_operation', { close: closeTo(String(id).slice(0, 80)).join(', ') || 'none' });
}

// Ids that share most of their pairs of letters with what was written. The search library is not loaded for a misspelling.
function closeTo(text: string): string[] {
  const asked = pairs(text);
  const scored = operationIds.map((id) => {
    const own = pairs(id);
    const shared = [...own].filter((pair) => asked.has(pair)).length;
    return [id, (2 * shared) / (own.size + asked.size)] as const;
  });
  const found = scored.filter(([, score]) => score > 0.4).sort(([, a], [, b]) => b - a);
  return found.slice(0, 3).map(([id]) => id);
}

function pairs(text: string): Set<string> {
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, i) => letters.slice(i, i + 2)));
}

/** What a call of a tool comes to: call_operation is as serious as the operation it runs. */
export function callOf({ name: tool, category }: ToolRow, args: Args): Call {
  if (tool !== 'call_operation') return { tool, category, args };
  const [operation, , , own] = operationRow(args['operation_id']);
  const { body } = args;
  // A batch counts as its items.
  return { tool, category: own, args, operation, items: Array.isArray(body) ? Math.max(body.length, 1) : 1 };
}

/** find_operation: by words, or one in full. */
export async function findOperation({ gate, maxTokens }: Env, args: Args): Promise<Record<string, unknown>> {
  const { query = '', operation_id: id, limit } = args as { query?: string; operation_id?: string; limit: number };
  if (id === undefined) {
    // Loaded when words are searched: the library is a tenth of the adapter.
    const { searchOperations } = await import('../operations/search.js');
    return { items: searchOperations(query, limit).map((row) => brief(row, gate)) };
  }
  const row = operationRow(id);
  // As deep as the budget allows.
  for (let depth = 6; ; depth -= 1) {
    const operation = { ...brief(row, gate), ...(await describeOperation(row, depth)) };
    if (depth === 1 || tokens(operation) < maxTokens * 0.9) return { items: [], operation };
  }
}

function brief([id, method, , category, summary, list]: IndexRow, gate: Gate): Args {
  const denial = gate.policy.reach('call_operation', 'read') ?? gate.reachable(id, category);
  const tools = tables.tools.filter(({ covers }) => covers.includes(id)).map(({ name }) => name);
  return {
    id,
    method,
    category,
    summary,
    ...(list && { list: true }),
    ...(tools.length > 0 && { tools }),
    allowed: !denial,
    ...(denial && { why_not: because(denial) }),
  };
}
