import { describe, expect, it } from 'vitest';
import { operations } from '../../src/generated/operations.js';
import { handlers } from '../../src/testing/handlers/index.js';
import { resolveSchema } from '../../src/testing/http/schemas.js';
import { createSandbox } from '../../src/testing/index.js';
import type { JsonSchema, OperationSpec } from '../../src/util/operation-spec.js';
import { ask } from './support.js';

// Operations whose paths belong to another one: PATCH /leads is leads.updateMany, whatever it sets.
const SHADOWED = new Set(['tags.setForEntities', 'tags.setForEntity']);

// Everything else has no tables, and is answered out of its schema.
const FALLBACK = /^chats\./;

describe('every operation', () => {
  const sandbox = createSandbox({ rateLimit: false });

  it('has a handler, or is known to do without', () => {
    const without = operations
      .filter(({ id }) => !handlers[id] && !SHADOWED.has(id) && !FALLBACK.test(id))
      .map(({ id }) => id);
    expect(without).toEqual([]);
  });

  it('has no handler for an operation that is not there', () => {
    const ids = new Set(operations.map(({ id }) => id));
    expect(Object.keys(handlers).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s is answered, by the spec',
    async (_, operation) => {
      const answer = await ask(sandbox, fill(operation), {
        method: operation.method,
        body: operation.body && sampleOf(operation.body),
      });
      expect(answer.status).not.toBe(500);
      expect([404, 405].includes(answer.status) && /Cannot|Method/.test(String(answer.body.detail))).toBe(false);
      if (!SHADOWED.has(operation.id)) expect(sandbox.requests.at(-1)?.operationId).toBe(operation.id);
    },
  );
});

const IDS: Record<string, string> = {
  entity: 'leads',
  entity_type: 'leads',
  entity_id: '20000001',
  list_id: '9101',
  element_id: '525001',
  pipeline_id: '7000101',
  bot: 'salesbot',
  customer_id: '50001',
};

const BY_RESOURCE: Record<string, string> = {
  leads: '20000001',
  lossReasons: '4203701',
  contacts: '30000001',
  companies: '40000001',
  users: '11087101',
  roles: '107995',
  tasks: '4745001',
  notes: '76787001',
  customFields: '1928001',
  catalogCustomFields: '1928301',
  catalogs: '9101',
  customers: '50001',
  transactions: '134001',
  segments: '701',
  bots: '5001',
  sources: '15001',
  talks: '3001',
  subscriptions: '20000001',
  fieldGroups: 'default',
  catalogFieldGroups: 'default',
};

function fill(operation: OperationSpec): string {
  const [resource = ''] = operation.id.split('.');
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (operation.id === 'pipelines.getStatus' && name === 'id') return '142';
    if (resource === 'pipelines' && name === 'id') return '7000101';
    return IDS[name] ?? BY_RESOURCE[resource] ?? '1';
  });
}

// A body of the right shape; what it says may well be refused.
function sampleOf(schema: JsonSchema): unknown {
  const target = resolveSchema(schema);
  if ('const' in target) return target['const'];
  if (Array.isArray(target['enum'])) return target['enum'][0];
  const options = (target['oneOf'] ?? target['anyOf']) as JsonSchema[] | undefined;
  if (options) return sampleOf(options[0] as JsonSchema);
  if (target['allOf']) return Object.assign({}, ...(target['allOf'] as JsonSchema[]).map(sampleOf));
  const type = [target['type']].flat()[0];
  if (type === 'array') return [sampleOf(target['items'] as JsonSchema)];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  if (type === 'string') return 'x'.repeat(Math.max(1, Number(target['minLength'] ?? 1)));
  const properties = (target['properties'] ?? {}) as Record<string, JsonSchema>;
  const wanted = (target['required'] ?? Object.keys(properties).slice(0, 1)) as string[];
  return Object.fromEntries(wanted.flatMap((key) => (properties[key] ? [[key, sampleOf(properties[key])]] : [])));
}
