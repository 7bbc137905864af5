import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { tables } from '../../src/generated/mcp.js';
import { operations } from '../../src/generated/operations.js';
import { ALL, setup } from './support.js';

const LANGS = ['en', 'pt', 'es'] as const;
const tokens = (value: unknown): number => encode(JSON.stringify(value)).length;
const byId = new Map(operations.map((operation) => [operation.id, operation]));

describe('the list of tools', () => {
  test.each(LANGS)('stays within its budget (%s)', async (lang) => {
    const all = (await (await setup({ ...ALL, lang })).client.listTools()).tools;
    for (const tool of all) expect(tokens(tool), tool.name).toBeLessThanOrEqual(200);
    for (const write of [false, true]) {
      const byDefault = (await (await setup({ lang, write })).client.listTools()).tools;
      expect(tokens(byDefault)).toBeLessThanOrEqual(5000);
      expect(byDefault.length).toBe(write ? 26 : 18);
    }
  });

  test('holds the 23 tools of Kommo-MCP, and those of ours', async () => {
    const { tools } = await (await setup(ALL)).client.listTools();
    expect(tools.map(({ name }) => name).sort()).toMatchSnapshot();
  });

  test('is chosen by toolsets, tools and exclude; exclude and read-only win', async () => {
    const names = async (options: Parameters<typeof setup>[0]): Promise<string[]> =>
      (await (await setup(options)).client.listTools()).tools.map(({ name }) => name);
    expect(await names({ toolsets: ['loss_reasons'] })).toEqual(['get_loss_reasons', 'get_loss_reason']);
    expect(await names({ toolsets: ['loss_reasons'], tools: ['get_leads'], exclude: ['get_loss_reason'] })).toEqual([
      'get_leads',
      'get_loss_reasons',
    ]);
    expect(await names({ tools: ['create_lead'] })).not.toContain('create_lead');
    expect(await names({ write: true })).toContain('create_lead');
    expect(await names({ write: true })).not.toContain('run_salesbot');
    await expect(setup({ toolsets: ['nope'] })).rejects.toThrow(
      /toolsets has the unknown value "nope"; known: .*default/,
    );
  });

  test('says to the model why a tool is missing', async () => {
    const { call } = await setup();
    expect((await call('create_lead', { name: 'x' })).text).toMatch(
      /^\[POLICY DENIED\] create_lead: this server is read-only.*--write.*does not help/,
    );
    expect((await call('get_loss_reason', { id: 1 })).text).toContain('toolset loss_reasons');
    await expect(call('no_such_tool')).rejects.toThrow();
  });
});

// The part of tool quality that needs no judge.
describe('lint of tool quality', () => {
  const names = new Set(tables.tools.map(({ name }) => name));

  test.each(tables.tools)('$name', (tool) => {
    for (const lang of LANGS) {
      const text = tool.description[lang];
      expect(text.length).toBeGreaterThan(40);
      expect(text.toLowerCase()).not.toBe(tool.name.replaceAll('_', ' '));
      expect(text).toMatch(/\.$/);
      expect(text.split('. ').length).toBeLessThanOrEqual(4);
      // Names an alternative, and one that there is.
      const others = [...text.matchAll(/\b[a-z]+_[a-z_]+\b/g)]
        .map(([word]) => word)
        .concat(/\bsearch\b/.test(text) ? ['search'] : [])
        .filter((word) => word !== tool.name);
      expect(others.length, `${lang}: ${text}`).toBeGreaterThan(0);
      for (const other of others) expect(names, text).toContain(other);
      expect(tool.title[lang].length).toBeGreaterThan(7);
      // What annotations say already earns nothing.
      expect(text).not.toMatch(/read-only|idempotent|somente leitura|solo lectura/i);
    }
    const { properties = {}, required = [] } = tool.input as {
      properties?: Record<string, { description?: string; default?: unknown }>;
      required?: string[];
    };
    // What says nothing beyond its name and type is not described; ids are.
    const told = Object.entries(properties).filter(([, property]) => !('type' in property) && !('enum' in property));
    for (const [key, property] of told) expect(property.description, key).toBeTruthy();
    for (const key of required) expect(properties[key]?.default, key).toBeUndefined();
    expect((tool.output as { type: string }).type).toBe('object');
    expect(JSON.stringify([tool.input, tool.output])).not.toMatch(/nullable|"example|"x-|\$ref/);
  });

  test('annotations agree with the method of the operation', () => {
    for (const tool of tables.tools) {
      const { readOnlyHint, destructiveHint, idempotentHint } = tool.annotations;
      const method = tool.operation ? byId.get(tool.operation)?.method : 'GET';
      expect(readOnlyHint, tool.name).toBe(method === 'GET');
      if (readOnlyHint) expect([destructiveHint, idempotentHint]).toEqual([false, true]);
      if (method === 'PATCH') expect([destructiveHint, idempotentHint]).toEqual([true, true]);
      if (/^(create|add)/.test(tool.name)) expect([destructiveHint, idempotentHint]).toEqual([false, false]);
    }
  });

  test('names share one shape: a verb, then what it is about', () => {
    const verbs =
      /^(get|list|send|create|update|complete|move|add|pin|unpin|run|stop|ask|find|call)_[a-z_]+$|^(search|pipeline_snapshot)$/;
    for (const name of names) expect(name).toMatch(verbs);
  });

  test('every operation of the account is in the index, but the exchange of tokens', () => {
    const missing = operations
      .filter(({ host, id }) => host === 'crm' && !tables.index.some(([name]) => name === id))
      .map(({ id }) => id);
    expect(missing).toEqual(['oauth.token']);
    for (const [id, method, , category] of tables.index) {
      if (category === 'read') expect(method, id).toBe('GET');
      if (method === 'DELETE') expect(category, id).toBe('destructive');
    }
  });
});
