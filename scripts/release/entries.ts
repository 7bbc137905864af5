import { readFileSync } from 'node:fs';
import { tables } from '../../src/generated/mcp.js';
import { REPOSITORY } from '../../src/version.js';
import { here } from '../here.js';

interface Package {
  readonly version: string;
  readonly license: string;
  readonly author: string;
  /** A guess: the registry accepts the name only from the owner of the repository that it names. Check it before the first release. */
  readonly mcpName: string;
}

const read = (): Package => JSON.parse(readFileSync(here('package.json'), 'utf8')) as Package;

const DESCRIPTION = 'Leads, contacts, tasks, chats and reports of a Kommo (amoCRM) account, read-only by default.';

/** manifest.json of the bundle for desktop clients. */
export function manifest(): object {
  const own = read();
  return {
    manifest_version: '0.3',
    name: 'kommo-sdk',
    display_name: 'Kommo CRM',
    version: own.version,
    description: DESCRIPTION,
    author: { name: own.author },
    license: own.license,
    repository: { type: 'git', url: REPOSITORY },
    keywords: ['kommo', 'amocrm', 'crm', 'sales'],
    server: {
      type: 'node',
      entry_point: 'server/index.mjs',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/server/index.mjs'],
        env: {
          KOMMO_SUBDOMAIN: '${user_config.subdomain}',
          KOMMO_ACCESS_TOKEN: '${user_config.access_token}',
          KOMMO_MCP_WRITE: '${user_config.write}',
          KOMMO_MCP_POLICY: '${user_config.policy}',
        },
      },
    },
    user_config: {
      subdomain: {
        type: 'string',
        title: 'Account',
        description: 'The first part of its address: "acme" of https://acme.kommo.com.',
        required: true,
      },
      access_token: {
        type: 'string',
        title: 'Access token',
        description:
          'A long-lived token of a private integration. Give it the rights that an agent may have, and no more.',
        sensitive: true,
        required: true,
      },
      write: {
        type: 'boolean',
        title: 'Let agents write',
        description: 'Lets tools create and change leads, contacts, tasks and notes, as far as the policy allows.',
        default: false,
        required: false,
      },
      policy: {
        type: 'file',
        title: 'Policy',
        description: 'policy.json: what an agent may do, how often, and what a person has to approve.',
        required: false,
      },
    },
    tools: tables.tools
      .filter(({ sets }) => sets.includes('default'))
      .map(({ name, description }) => ({ name, description: description.en })),
    tools_generated: true,
    compatibility: { runtimes: { node: '>=20.19' } },
  };
}

/** server.json of the official registry: the bundle as it was released, by its digest. */
export function serverEntry(fileSha256: string) {
  const own = read();
  const url = REPOSITORY;
  const secret = { isRequired: true, isSecret: true };
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: own.mcpName,
    title: 'Kommo CRM',
    description: DESCRIPTION,
    version: own.version,
    repository: { url, source: 'github' },
    packages: [
      {
        registryType: 'mcpb',
        identifier: `${url}/releases/download/v${own.version}/kommo-sdk.mcpb`,
        fileSha256,
        transport: { type: 'stdio' },
        environmentVariables: [
          { name: 'KOMMO_SUBDOMAIN', description: '"acme" of https://acme.kommo.com', isRequired: true },
          { name: 'KOMMO_ACCESS_TOKEN', description: 'A long-lived token of a private integration', ...secret },
          {
            name: 'KOMMO_MCP_WRITE',
            description: '"true" lets tools write, as far as the policy allows',
            default: 'false',
          },
          { name: 'KOMMO_MCP_POLICY', description: 'Path of policy.json', format: 'filepath' },
        ],
      },
    ],
  };
}

const CONFIG = {
  command: 'npx',
  args: ['-y', '-p', 'kommo-sdk', '-p', '@modelcontextprotocol/server', 'kommo-mcp'],
};

/** Links that install the server with one click; they ask for the account, or leave it to be filled in. */
export function installLinks(): { cursor: string; vscode: string } {
  const env = { KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'your long-lived token' };
  const cursor = Buffer.from(JSON.stringify({ ...CONFIG, env })).toString('base64');
  const inputs = [
    { type: 'promptString', id: 'subdomain', description: 'Kommo account: "acme" of acme.kommo.com' },
    { type: 'promptString', id: 'token', description: 'Kommo access token', password: true },
  ];
  const asked = { KOMMO_SUBDOMAIN: '${input:subdomain}', KOMMO_ACCESS_TOKEN: '${input:token}' };
  const part = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
  return {
    cursor: `cursor://anysphere.cursor-deeplink/mcp/install?name=kommo&config=${encodeURIComponent(cursor)}`,
    vscode: `https://insiders.vscode.dev/redirect/mcp/install?name=kommo&inputs=${part(inputs)}&config=${part({ ...CONFIG, env: asked })}`,
  };
}
