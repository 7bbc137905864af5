import type { ServerResponse } from 'node:http';
import { json, type Seen, serve, type TestServer } from './http-server.js';

export { KEYS } from './oauth-keys.js';

/** An account that gives tokens out and takes each refresh token once. */
export interface OAuthServer extends TestServer {
  /** Refresh requests, answered or not. */
  readonly refreshes: Seen[];
  /** Calls of the API, with the status that they were answered with. */
  readonly calls: { readonly token: string; readonly status: number }[];
  /** The pair that is good now. */
  pair: { access: string; refresh: string };
  /** Seconds that a new access token lives. */
  expiresIn: number;
  /** Milliseconds that a refresh takes, or what it waits for. */
  refreshMs: number | Promise<void>;
  /** Answers the next refresh requests in place of the server; gives true where it did. */
  onRefresh: ((seen: Seen, res: ServerResponse, number: number) => boolean) | undefined;
}

/** Something that reads like Kommo's access tokens. */
export function accessToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

let issued = 0;
export function newPair(claims: object = {}): { access: string; refresh: string } {
  issued++;
  const access = accessToken({ jti: `${issued}-${Math.random()}`, account_id: 32720107, sub: '7', ...claims });
  return { access, refresh: `def50200${issued}${Math.random().toString(36).slice(2)}` };
}

export async function oauthServer(claims: object = {}): Promise<OAuthServer> {
  const refreshes: Seen[] = [];
  const calls: OAuthServer['calls'] = [];
  const base = await serve(async (seen, res) => {
    if (seen.url === '/oauth2/access_token') {
      const grant = JSON.parse(seen.body) as Record<string, string>;
      if (grant['grant_type'] === 'refresh_token') {
        refreshes.push(seen);
        if (server.onRefresh?.(seen, res, refreshes.length)) return;
        const { refreshMs } = server;
        await (typeof refreshMs === 'number' ? new Promise((resolve) => setTimeout(resolve, refreshMs)) : refreshMs);
        if (grant['refresh_token'] !== server.pair.refresh) return refuse(res, 'Token has been revoked');
      } else if (grant['code'] !== 'good-code') return refuse(res, 'Authorization code has been revoked');
      server.pair = newPair(claims);
      return json(res, {
        token_type: 'Bearer',
        expires_in: server.expiresIn,
        access_token: server.pair.access,
        refresh_token: server.pair.refresh,
      });
    }
    const token = seen.headers.authorization?.slice('Bearer '.length) ?? '';
    const status = token === server.pair.access ? 200 : 401;
    calls.push({ token, status });
    json(res, status === 200 ? { id: 1, name: 'x' } : { title: 'Unauthorized', status }, status);
  });
  const server: OAuthServer = {
    ...base,
    refreshes,
    calls,
    pair: newPair(claims),
    expiresIn: 86_400,
    refreshMs: 20,
    onRefresh: undefined,
  };
  return server;
}

export function refuse(res: ServerResponse, hint: string): void {
  json(
    res,
    { hint, title: 'Bad Request', type: 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson', status: 400 },
    400,
  );
}
