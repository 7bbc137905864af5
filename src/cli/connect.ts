import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkAddresses, variableOf } from '../client/environment.js';
import { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import { Failure } from './failure.js';
import type { CommonOptions, Io } from './io.js';

/** A variable of the environment. Undefined if it is unset or blank. */
export const variable = (io: Io, name: string): string | undefined => variableOf(io.env, name);

/** Where `login` keeps tokens. */
export function tokenDirectory(io: Io): string {
  const own = variable(io, 'KOMMO_TOKEN_DIR');
  return own ? resolve(io.cwd, own) : join(homedir(), '.kommo-sdk', 'tokens');
}

/** The integration that `login` signs in to. */
export interface Integration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

export const DEFAULT_REDIRECT = 'http://127.0.0.1:8484/callback';

/** The integration of the environment, if there is one. */
export function integration(io: Io): Integration | undefined {
  const clientId = variable(io, 'KOMMO_CLIENT_ID');
  const clientSecret = variable(io, 'KOMMO_CLIENT_SECRET');
  if (!clientId || !clientSecret) return undefined;
  return { clientId, clientSecret, redirectUri: variable(io, 'KOMMO_REDIRECT_URI') ?? DEFAULT_REDIRECT };
}

/**
 * A client for the account: the sandbox, the token of the environment, or the tokens that `login` saved.
 * @throws Failure if there is no token or no address
 */
export async function connect(io: Io, { sandbox }: CommonOptions = {}): Promise<Kommo> {
  if (sandbox) {
    const { createSandbox } = await import('../testing/index.js');
    // The history ends now, so that reports of this month show something.
    const { options } = createSandbox({ rateLimit: false, seedEnd: new Date(io.now()) });
    return new Kommo({ ...options, rateLimit: false });
  }
  const address = {
    subdomain: variable(io, 'KOMMO_SUBDOMAIN'),
    domain: variable(io, 'KOMMO_DOMAIN'),
    baseUrl: variable(io, 'KOMMO_BASE_URL'),
    fetch: io.fetch,
  };
  checkAddresses(address.baseUrl, address.subdomain);
  const accessToken = variable(io, 'KOMMO_ACCESS_TOKEN');
  if (accessToken) {
    if (!address.subdomain && !address.baseUrl) {
      throw new Failure(
        'the address of the account is missing',
        'set KOMMO_SUBDOMAIN to "acme" of https://acme.kommo.com',
      );
    }
    return withVariables(() => new Kommo({ ...address, accessToken }));
  }
  const keys = integration(io);
  if (!keys) {
    throw new Failure(
      'there is no access token',
      'set KOMMO_SUBDOMAIN and KOMMO_ACCESS_TOKEN, run "kommo-sdk login", or add --sandbox',
    );
  }
  const { fileStore, oauth } = await import('../auth/index.js');
  const store = fileStore(tokenDirectory(io));
  const auth = withVariables(() => oauth({ ...keys, ...address, key: LOGIN_KEY, store }));
  const { baseUrl } = await auth.account();
  return new Kommo({ baseUrl, auth, fetch: io.fetch });
}

const VARIABLES: Readonly<Record<string, string>> = {
  baseUrl: 'KOMMO_BASE_URL',
  subdomain: 'KOMMO_SUBDOMAIN',
  domain: 'KOMMO_DOMAIN',
  accessToken: 'KOMMO_ACCESS_TOKEN',
  clientId: 'KOMMO_CLIENT_ID',
  clientSecret: 'KOMMO_CLIENT_SECRET',
  redirectUri: 'KOMMO_REDIRECT_URI',
};

/** Makes something with options of the environment. @throws Failure that names the variable instead of the option */
export function withVariables<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Failure(error.message.replace(/^\w+|(?<=use )\w+/g, (name) => VARIABLES[name] ?? name));
  }
}

/** Name of the tokens of `login` in the store. */
export const LOGIN_KEY = 'cli';
