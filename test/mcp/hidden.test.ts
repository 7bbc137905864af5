import { describe, expect, test } from 'vitest';
import { tables } from '../../src/generated/mcp.js';
import { operations, schemas } from '../../src/generated/operations.js';
import type { PolicyDocument } from '../../src/mcp/index.js';
import type { Sandbox } from '../../src/testing/index.js';
import type { JsonSchema } from '../../src/util/operation-spec.js';
import { ALL, setup } from './support.js';

/** Words that stand for names of one kind, wherever the account has them. */
const PLANTED = { users: 'zquser', contacts: 'zqcontact', pipelines: 'zqpipeline', reasons: 'zqreason' } as const;

type Row = { readonly id: number; readonly name: string };
type Table = Iterable<Row> & { update(id: number, change: object): unknown };

function plant({ db }: Sandbox): void {
  const rename = (table: unknown, word: string): void => {
    for (const { id } of [...(table as Table)]) (table as Table).update(id, { name: `${word} ${id}` });
  };
  rename(db.users, PLANTED.users);
  rename(db.contacts, PLANTED.contacts);
  rename(db.lossReasons, PLANTED.reasons);
  rename(db.pipelines, PLANTED.pipelines);
  for (const { id, statuses } of [...db.pipelines])
    db.pipelines.update(id, {
      statuses: statuses.map((stage) => ({ ...stage, name: `${PLANTED.pipelines} ${stage.id}` })),
    });
  for (const message of db.talkMessages as unknown as { author: { type: string; name: string } }[])
    message.author.name = message.author.type === 'external' ? `${PLANTED.contacts} 1` : `${PLANTED.users} 1`;
}

const resolved = (schema?: JsonSchema): JsonSchema =>
  typeof schema?.['$ref'] === 'string' ? resolved(schemas[schema['$ref'].slice('#/$defs/'.length)]) : (schema ?? {});

// Everything that an operation can embed.
function withAll(id: string): object {
  const query = operations.find((one) => one.id === id)?.query;
  const part = (resolved(query)['properties'] as Record<string, JsonSchema> | undefined)?.['with'];
  const items = resolved(resolved(part)['items'] as JsonSchema | undefined)['enum'] as string[] | undefined;
  return items ? { with: items } : {};
}

describe('names that the policy hides stand in no answer', () => {
  test.each([
    ['users', 'get_users'],
    ['pipelines', 'get_pipelines'],
    ['reasons', 'get_loss_reasons'],
    ['contacts', 'get_contacts'],
  ] as const)('%s, by %s: every read by call_operation, and every tool that reads', async (kind, tool) => {
    const run = async (policy?: PolicyDocument): Promise<Map<string, string>> => {
      const { call, sandbox } = await setup({ ...ALL, maxTokens: 100_000, ...(policy && { policy }) });
      plant(sandbox);
      await call('call_operation', {
        operation_id: 'unsorted.createSip',
        body: [
          {
            source_name: 'x',
            source_uid: 'y',
            metadata: {
              from: '+1 555 0100',
              phone: '+1 555 0100',
              called_at: 1_760_000_000,
              duration: 1,
              link: 'https://example.com/a.mp3',
              service_code: 'x',
              is_call_event_needed: true,
              uniq: 'u',
              call_responsible: `${PLANTED.users} 1`,
            },
          },
        ],
      });
      await call('add_note', {
        entity_id: 20000001,
        text: 'x',
        note_type: 'call_in',
        params: { call_responsible: `${PLANTED.users} 1`, uniq: 'q', duration: 1, source: 'x', phone: '1' },
      });
      const answers = new Map<string, string>();
      const ids: Record<string, unknown> = {
        entity_type: 'leads',
        entity: 'leads',
        entity_id: 20000001,
        id: 20000001,
        pipeline_id: 7000101,
      };
      const keep = async (name: string, args: Record<string, unknown>): Promise<void> => {
        const { text, error, data } = await call(name, args);
        const key = name === 'call_operation' ? String(args['operation_id']) : name;
        if (!error) answers.set(key, text);
        // Ids of a list are those that its sister asks for.
        const [first] = (data['items'] ?? []) as Record<string, unknown>[];
        const [resource = ''] = key.split('.');
        if (first) ids[resource] = first['id'] ?? first['talk_id'] ?? first['uid'];
      };
      for (const [id, , path, category] of tables.index) {
        if (category !== 'read') continue;
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
        const [resource = ''] = id.split('.');
        const own = ids[resource] ?? 1;
        const parts = names.map((name, i) => [
          name,
          i === names.length - 1 && !(name in ids && name !== 'id') ? own : (ids[name] ?? 1),
        ]);
        await keep('call_operation', { operation_id: id, path: Object.fromEntries(parts), query: withAll(id) });
      }
      for (const { name, category } of tables.tools) {
        if (category !== 'read' || name === 'call_operation' || name === 'find_operation') continue;
        for (const args of [
          { id: 20000001, entity_type: 'leads', entity_id: 20000001, talk_id: 3001, question: 'list leads' },
          { id: 30000001, query: 'zq', state: 'lost' },
          { id: 4203701, dateFrom: '2025-01-01', dateTo: '2026-12-31' },
        ]) {
          const known = tables.tools.find((row) => row.name === name)?.input['properties'] as object;
          await keep(name, Object.fromEntries(Object.entries(args).filter(([key]) => key in known)));
        }
      }
      return answers;
    };
    const open = await run();
    const word = PLANTED[kind];
    // The names are there, so that their absence says something.
    expect([...open].filter(([, text]) => text.includes(word)).length).toBeGreaterThan(2);
    const closed = await run({ version: '1', default: 'allow', hide: [tool] });
    expect(
      [...closed]
        .filter(([, text]) => text.includes(word))
        .map(([key, text]) => [key, text.slice(text.indexOf(word) - 80, text.indexOf(word) + 20)]),
    ).toEqual([]);
    expect(closed.size).toBeGreaterThan(40);
  });
});
