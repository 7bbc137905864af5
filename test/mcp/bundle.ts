import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Writes the command as one file, the MCP SDK left outside. */
export async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/cli/kommo-mcp.ts', import.meta.url))],
    outfile,
    bundle: true,
    splitting: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@modelcontextprotocol/*', 'msw'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
}
