import openapiTS, { astToString } from 'openapi-typescript';
import type { Schema } from '../spec.js';

/** policy.json as a type: its JSON Schema goes through the generator of the API's types. */
export async function policyTypes(policy: Schema): Promise<string> {
  const { $defs, ...PolicyDocument } = policy;
  const text = JSON.stringify({ ...($defs as object), PolicyDocument }).replaceAll('#/$defs/', '#/components/schemas/');
  const components = { schemas: JSON.parse(text) as Record<string, Schema> };
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
  PolicyDocument: 'policy.json.',
  Rule: 'What holds for one tool or operation; `{}` allows it. `approval` is an extension of this adapter.',
  Clause: 'Conditions that all have to hold, and what to say where that denies a call.',
  Condition: 'One condition on an argument, by `args.a.b`.',
  Limit: 'At most `max` in a minute, hour or day (UTC), or in any span of so many seconds.',
};
