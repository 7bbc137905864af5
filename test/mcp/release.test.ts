import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { installLinks, manifest, serverEntry } from '../../scripts/release/entries.js';
import { tables } from '../../src/generated/mcp.js';
import { VERSION } from '../../src/version.js';
import { runCli } from '../support/cli.js';

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const own = JSON.parse(text('package.json')) as { version: string; mcpName: string };

describe('what registries and clients read', () => {
  test('the entry of the registry names the package and its version', () => {
    const entry = serverEntry('a'.repeat(64));
    expect(entry).toMatchObject({ name: own.mcpName, version: VERSION });
    expect(entry.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect(entry.description.length).toBeLessThanOrEqual(100);
    expect(entry.packages[0]?.identifier).toContain(`/v${own.version}/`);
  });

  test('the bundle asks for the token as a secret, and does not write by default', () => {
    expect(manifest()).toMatchObject({
      version: VERSION,
      user_config: { access_token: { sensitive: true, required: true }, write: { default: false } },
    });
    // The names that the manifest passes are those that the command reads.
    for (const name of ['KOMMO_MCP_WRITE', 'KOMMO_MCP_POLICY']) expect(text('src/cli/commands/mcp.ts')).toContain(name);
  });

  test('the guide has the links as they are made', () => {
    const { cursor, vscode } = installLinks();
    expect(text('docs/mcp.md')).toContain(`](${cursor})`);
    expect(text('docs/mcp.md')).toContain(`](${vscode})`);
    const config = new URL(cursor).searchParams.get('config') ?? '';
    expect(JSON.parse(Buffer.from(config, 'base64').toString())).toMatchObject({ command: 'npx' });
    expect(JSON.parse(new URL(vscode).searchParams.get('config') ?? '')).toMatchObject({ command: 'npx' });
  });

  test('the skill names tools and arguments that there are', () => {
    const skill = text('scripts/release/skill/SKILL.md');
    const known = new Set(tables.tools.flatMap((row) => [row.name, ...Object.keys(row.input['properties'] as object)]));
    const others = new Set(['lost_by_reason', 'retry_after_s', 'next', 'now', 'stored']);
    const words = [...skill.matchAll(/`([a-z_A-Z]+)(?::[^`]*)?`/g)].map(([, word]) => word as string);
    expect(words.length).toBeGreaterThan(30);
    for (const word of words)
      if (!others.has(word)) expect(known, word).toContain(word.replace(/^complete$/, 'get_leads'));
    for (const { name } of tables.tools.filter(({ sets }) => sets.includes('talks_write')))
      expect(skill).toContain(name);
  });
});

describe('kommo-mcp in a terminal', () => {
  test('says what it is and how to configure it', async () => {
    const { code, stdout } = await runCli(['mcp'], { ask: async () => '' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/client starts it[\s\S]*"mcpServers"[\s\S]*--sandbox/);
  });

  test('without an account ends in a sentence with a remedy', async () => {
    const { code, stderr } = await runCli(['mcp']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/there is no access token; set KOMMO_SUBDOMAIN/)]);
  });

  test('variables stand for options, and what a client has not filled in counts as unset', async () => {
    const check = (env: Record<string, string>) => runCli(['mcp', 'policy', 'check'], { env });
    expect((await check({ KOMMO_MCP_WRITE: 'true' })).stdout).toMatch(/create_lead +write +yes/);
    expect((await check({ KOMMO_MCP_WRITE: 'false' })).stdout).toMatch(/create_lead +write +no/);
    expect((await check({ KOMMO_MCP_POLICY: '${user_config.policy}' })).code).toBe(0);
    expect((await check({ KOMMO_MCP_POLICY: '/no/such/policy.json' })).code).toBe(2);
  });
});
