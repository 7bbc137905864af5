import openapiTS, { astToString } from 'openapi-typescript';
import type { Schema } from '../spec.js';

/** policy.json as a type: its JSON Schema goes through the generator of the API's types. */
export async function policyTypes(policy: Schema): Promise<string> {
  const { $defs, ...PolicyDocument } = policy;
  const text = JSON.stringify({ ...($defs as object), PolicyDocument }).replaceAll('#/$defs/', '#/components/schemas/');
  const components = { schemas: JSON.parse(text) as Record<string, Schema> };
  // In the types only: the server has no use for them.
  for (const [place, description] of Object.entries(PROPERTY_DOCS)) {
    const [name = '', property = ''] = place.split('.');
    const described = (components.schemas[name]?.['properties'] as Record<string, Schema> | undefined)?.[property];
    if (!described) throw new Error(`policy-types.ts describes ${place}, which the policy does not have`);
    Object.assign(described, { description });
  }
  const ast = await openapiTS(
    { openapi: '3.1.0', info: { title: 'policy', version: '1' }, paths: {}, components } as never,
    {
      emptyObjectsUnknown: true,
      excludeDeprecated: false,
    },
  );
  const source = astToString(
    ast.filter((node) => 'name' in node && (node.name as { text: string }).text === 'components'),
  );
  const names = Object.keys(components.schemas).filter((name) => !['Window', 'RateLimit', 'Scope'].includes(name));
  return [
    source,
    ...names.map((name) => `/** ${POLICY_DOCS[name]} */\nexport type ${name} = components['schemas']['${name}'];`),
  ].join('\n');
}

const POLICY_DOCS: Record<string, string> = {
  PolicyDocument: 'The content of policy.json: what an agent may do. @see the guide docs/mcp.md in this package',
  Rule: 'What holds for one tool or operation. `{}` allows it.',
  Clause: 'Conditions that must all be true, and what the agent reads if they deny a call.',
  Condition: 'One condition on an argument of the call.',
  Limit: 'At most `max` calls in a window of time.',
};

/** What an editor shows for each property. */
const PROPERTY_DOCS: Record<string, string> = {
  'PolicyDocument.$schema': 'Address of a JSON schema, for editors. The server ignores it.',
  'PolicyDocument.version': 'Version of the format.',
  'PolicyDocument.default': 'Whether a tool without a rule may be called.',
  'PolicyDocument.hide': 'Tools and operations that the agent does not see and can not call. `"*"` stands for all.',
  'PolicyDocument.all_tools': 'Limits over all calls together.',
  'PolicyDocument.tools':
    'Rules by name of a tool or id of an operation, such as `get_leads` or `leads.list`. `"*"` stands for all.',
  'Rule.action':
    '`allow`, `deny` (listed, but refused), `hide` (not listed), or `require_approval` by a person. Default `allow`.',
  'Rule.reason':
    'What the agent reads if `action` is `deny`, or the person if it is `require_approval`. At most 500 characters.',
  'Rule.approval_timeout': 'Seconds that an approval may take: 1 to 86,400. Default 300.',
  'Rule.deny_if': 'Denies the call if all conditions of one clause are true.',
  'Rule.require': 'Denies the call unless all conditions are true.',
  'Rule.limits': 'Limits of this tool.',
  'Rule.rate_limit':
    'One limit: `"30/minute"`, or `{ max, window, scope }`. With a window in seconds, `scope` is `session` by default.',
  'Rule.approval': 'Asks a person: always (`true`), or if all conditions of `if` are true. The person reads `message`.',
  'Clause.conditions': 'Conditions that must all be true.',
  'Clause.on_deny': 'What the agent reads if the clause denies a call. At most 500 characters.',
  'Condition.path': 'The argument: `args.price`, or `args.body.status_id` of an operation.',
  'Condition.op': 'How it is compared, with strict types.',
  'Condition.value': 'What it is compared with: ids instead of names, unix seconds instead of dates.',
  'Limit.counter': 'Limits with the same counter and window share one count. Default: each has its own.',
  'Limit.window': '`minute`, `hour` or `day` (UTC), or 1 to 604,800 seconds.',
  'Limit.max': 'Maximum number of calls in the window, or maximum sum of `increment_from`.',
  'Limit.scope':
    'What is counted: the whole server (`grant`, the default), a `session`, or a bearer token (`principal`).',
  'Limit.increment_from': 'Adds up this argument, such as `args.price`, instead of counting calls.',
};
