import type * as Sdk from '@modelcontextprotocol/server';
import { InputError } from '../errors.js';
import type { PolicyDocument } from '../generated/mcp.js';
import { equalsConstantTime, sha256Hex } from '../util/hmac.js';
import type { HttpOptions } from './options.js';
import type { KommoMcp } from './server.js';

/** A web handler. */
export interface KommoMcpHandler {
  /** Answers one request; bound, so it can be handed on. */
  fetch(request: Request): Promise<Response>;
  /** Ends what is under way. */
  close(): Promise<void>;
  /** Puts another policy in place. @throws InputError; the old policy then stays */
  setPolicy(policy: PolicyDocument | string | undefined): void;
}

/** Host and Origin first, against pages that point a name of theirs at this machine; then the token. */
export function createHttpHandler(mcp: KommoMcp, { token, hosts }: HttpOptions): KommoMcpHandler {
  if (token !== undefined && token.length < 16) throw new InputError('token', 'must have 16 characters or more');
  const { createMcpHandler, originValidationResponse, validateHostHeader } = mcp.sdk;
  const handler = createMcpHandler(() => mcp.server());
  const names = hosts === false ? undefined : [...(hosts ?? mcp.sdk.localhostAllowedHostnames())];
  const bearer = token === undefined ? undefined : bearerGate(mcp, token);
  return {
    close: () => handler.close(),
    setPolicy: (policy) => mcp.load(policy),
    async fetch(request) {
      // A Request made in a program has no Host header; its address says the same.
      const host = request.headers.get('host') ?? new URL(request.url).host;
      if (names && !validateHostHeader(host, names).ok) return Response.json(UNKNOWN_HOST, { status: 403 });
      const foreign = names && originValidationResponse(request, names);
      if (foreign) return foreign;
      const authInfo = await bearer?.(request);
      if (authInfo instanceof Response) return authInfo;
      return handler.fetch(request, authInfo && { authInfo });
    },
  };
}

const UNKNOWN_HOST = { jsonrpc: '2.0', id: null, error: { code: -32_000, message: 'This host name is not served.' } };

// One secret of the operator's, which does not expire; digests are compared, so that the time does not tell its length.
function bearerGate({ sdk }: KommoMcp, token: string) {
  const { OAuthError, OAuthErrorCode, requireBearerAuth } = sdk;
  const verifyAccessToken = async (given: string): Promise<Sdk.AuthInfo> => {
    if (!equalsConstantTime(await sha256Hex(given), await sha256Hex(token)))
      throw new OAuthError(OAuthErrorCode.InvalidToken, 'This token is not the one of this server.');
    return { token: '', clientId: 'operator', scopes: [], expiresAt: Number.POSITIVE_INFINITY };
  };
  return requireBearerAuth({ verifier: { verifyAccessToken } });
}
