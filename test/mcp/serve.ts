import { main } from '../../src/mcp/bin.js';

// The command, as the packed binary runs it.
const code = await main(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
