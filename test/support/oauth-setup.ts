import { memoryStore, type OAuthOptions, oauth, type TokenSet } from '../../src/auth/index.js';
import { Kommo } from '../../src/index.js';
import { KEYS, type OAuthServer } from './oauth-server.js';

/** Unix seconds. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** The server's present pair, as the store holds it. */
export function tokensOf(server: OAuthServer, livesFor = 86_400): TokenSet {
  const { access, refresh } = server.pair;
  return {
    accessToken: access,
    refreshToken: refresh,
    expiresAt: now() + livesFor,
    obtainedAt: now() + livesFor - 86_400,
    baseUrl: server.url,
  };
}

/** A client by OAuth whose store holds the server's pair, which lives for `livesFor` seconds more. */
export function setUp(server: OAuthServer, livesFor: number, options: Partial<OAuthOptions> = {}) {
  const store = options.store ?? memoryStore({ k: tokensOf(server, livesFor) });
  const auth = oauth({ ...KEYS, baseUrl: server.url, key: 'k', rateLimit: false, ...options, store });
  return { store, auth, kommo: new Kommo({ auth, rateLimit: false }) };
}
