#!/usr/bin/env node
import { mcpCommand } from './commands/mcp.js';
import { runProcess } from './process.js';

// The same as `kommo-sdk mcp`, without the other commands: an agent's client starts it often, and waits for it.
runProcess((io) => mcpCommand(io, 'kommo-mcp'));
