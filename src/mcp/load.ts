import type * as Sdk from '@modelcontextprotocol/server';
import type * as Stdio from '@modelcontextprotocol/server/stdio';

/** The MCP SDK, an optional peer. */
export const loadSdk = (): Promise<typeof Sdk> => import('@modelcontextprotocol/server').catch(missing);
/** Its stdio entry. */
export const loadStdio = (): Promise<typeof Stdio> => import('@modelcontextprotocol/server/stdio').catch(missing);

function missing(cause: unknown): never {
  const { code } = cause as { code?: string };
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause;
  throw new Error(
    'kommo-sdk/mcp needs the package @modelcontextprotocol/server 2.x, which is not installed: npm install @modelcontextprotocol/server',
    { cause },
  );
}
