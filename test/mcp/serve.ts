// The command, as the packed binary runs it.
import '../../src/mcp/kommo-mcp.js';
