import { expectTypeOf, test } from 'vitest';
import { type ImportedTokens, memoryStore, oauth } from '../../src/auth/index.js';
import { type AuthProvider, Kommo } from '../../src/index.js';

test('a provider needs getToken alone; peek and onRejected are optional', () => {
  const provider: AuthProvider = { getToken: () => 'token' };
  expectTypeOf(new Kommo({ subdomain: 'acme', auth: provider })).toExtend<Kommo>();
  expectTypeOf<NonNullable<AuthProvider['peek']>>().returns.toEqualTypeOf<string | undefined>();
});

test('imported tokens expire at a Date or at unix seconds', () => {
  expectTypeOf<ImportedTokens['expiresAt']>().toEqualTypeOf<Date | number | undefined>();
  const auth = oauth({ clientId: 'c', clientSecret: 's', redirectUri: 'https://x.example', store: memoryStore() });
  expectTypeOf(auth.peek()).toEqualTypeOf<string | undefined>();
  expectTypeOf(auth.importTokens).toBeCallableWith({ accessToken: 'a', refreshToken: 'r', expiresAt: 1_900_000_000 });
});
