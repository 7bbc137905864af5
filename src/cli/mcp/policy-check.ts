import { tables } from '../../generated/mcp.js';
import { because, Gate } from '../../mcp/gate.js';
import type { KommoMcpOptions } from '../../mcp/options.js';
import type { Denial } from '../../mcp/policy/policy.js';
import { QUERY_TOOL } from '../../mcp/query.js';

/** What each tool and each operation would get, why, and what of the policy has no effect. */
export function policyReport(options: KommoMcpOptions): string {
  const gate = new Gate(options);
  const lines: string[] = [];
  for (const row of options.mirror ? [...tables.tools, QUERY_TOOL] : tables.tools) {
    const denial = gate.closed(row) ?? gate.policy.forbid(row.name);
    const rules = Object.keys(gate.policy.rule(row.name) ?? {}).map((rule) => `, with ${rule}`);
    lines.push(`${row.name.padEnd(18)} ${row.category.padEnd(9)} ${denial ? no(denial) : `yes${rules.join('')}`}`);
  }
  const runner = tables.tools.find(({ name }) => name === 'call_operation');
  const closed = runner && (gate.closed(runner) ?? gate.policy.forbid(runner.name));
  lines.push('', 'Operations through call_operation:');
  if (closed) lines.push(`  none: ${because(closed)}`);
  for (const [id, , , category] of closed ? [] : tables.index) {
    const denial = gate.reachable(id, category);
    const rules = gate.policy.governing('call_operation', id);
    const verdict = denial ? no(denial) : `yes${rules.length > 0 ? `, under the rules of ${rules.join(', ')}` : ''}`;
    lines.push(`  ${id.padEnd(32)} ${category.padEnd(11)} ${verdict}`);
  }
  const warnings = gate.warnings();
  if (warnings.length > 0) lines.push('', ...warnings.map((warning) => `Warning: ${warning}`));
  return `${lines.join('\n')}\n`;
}

const no = (denial: Denial): string => `no: ${because(denial)} (${denial.rule})`;
