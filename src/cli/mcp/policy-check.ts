import { tables } from '../../generated/mcp.js';
import { catalogue } from '../../mcp/catalogue.js';
import { because, Gate } from '../../mcp/gate.js';
import type { KommoMcpOptions } from '../../mcp/options.js';
import type { Denial } from '../../mcp/policy/policy.js';
import { QUERY_TOOL } from '../../mcp/query.js';

/** What each tool and each operation would get, why, and what of the policy has no effect. */
export function policyReport(options: KommoMcpOptions): string {
  const gate = new Gate(options);
  const lines: string[] = [];
  for (const row of options.mirror ? [...tables.tools, QUERY_TOOL] : tables.tools) {
    const denial =
      gate.closed(row) ??
      gate.policy.forbid(row.name) ??
      gate.policy.unjudged({ tool: row.name, category: row.category, args: {} });
    const rules = Object.keys(gate.policy.rule(row.name) ?? {}).map((rule) => `, with ${rule}`);
    const others = gate.policy.governing(row.name).filter((name) => name !== row.name && name !== '*');
    if (others.length > 0) rules.push(`, under the rules of ${others.join(', ')}`);
    lines.push(
      `${row.name.padEnd(18)} ${row.category.padEnd(9)} ${denial ? no(denial) : `yes${rules.join('')}${besides(row.name, options, gate)}`}`,
    );
  }
  const runner = tables.tools.find(({ name }) => name === 'call_operation');
  const closed = runner && (gate.closed(runner) ?? gate.policy.forbid(runner.name));
  lines.push('', 'Operations through call_operation:');
  if (closed) lines.push(`  none: ${because(closed)}`);
  for (const [id, , , category] of closed ? [] : tables.index) {
    const call = { tool: 'call_operation', operation: id, category, args: {}, canonical: () => [] };
    const denial = gate.reachable(id, category) ?? gate.policy.unjudged(call);
    const rules = gate.policy.governing('call_operation', id);
    const verdict = denial ? no(denial) : `yes${rules.length > 0 ? `, under the rules of ${rules.join(', ')}` : ''}`;
    const more = denial ? '' : besides(id, options, gate);
    lines.push(`  ${id.padEnd(32)} ${category.padEnd(11)} ${verdict}${more}`);
  }
  const warnings = gate.warnings();
  if (warnings.length > 0) lines.push('', ...warnings.map((warning) => `Warning: ${warning}`));
  return `${lines.join('\n')}\n`;
}

// Rules that hold if the body does more than the operation is there for.
const BODY = { status_id: 1, contact_id: 1, tags: 1, body: { status_id: 1, contacts: 1, tags: 1 } };

function besides(name: string, { exclude = [] }: KommoMcpOptions, { policy }: Gate): string {
  const { hide = [], tools = {} } = policy.doc;
  const own = catalogue.does(name);
  const more = catalogue.does(name, BODY).filter((thing) => !own.includes(thing));
  const ruled = [...new Set([...Object.keys(tools), ...hide, ...exclude])].filter((one) => one !== '*' && one !== name);
  const held = ruled.filter((one) => catalogue.does(one).some((thing) => more.includes(thing)));
  return held.length > 0 ? `; what ${held.join(', ')} does, under its rules` : '';
}

const no = (denial: Denial): string => `no: ${because(denial)} (${denial.rule})`;
