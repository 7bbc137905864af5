/**
 * `npx tsx scripts/build/mcp-inspect.ts`: the official inspector reads the list of all tools in its strict mode, which fails on schemas
 * that some clients can't read. It is large and so no dependency; npx fetches it.
 */
import { spawnSync } from 'node:child_process';
import { bundle } from '../../test/mcp/bundle.js';
import { here } from '../here.js';

const INSPECTOR = '@modelcontextprotocol/inspector@2.12.0';
const command = here('node_modules/.cache/kommo-mcp/inspect.mjs');
await bundle(command);
const serve = ['node', command, '--sandbox', '--write', '--toolsets', 'all'];
const { status } = spawnSync('npx', ['-y', INSPECTOR, '--cli', '--strict', '--method', 'tools/list', ...serve], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exitCode = status ?? 1;
