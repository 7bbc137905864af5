import { nodeBuiltins } from '../auth/node-builtins.js';
import { variableOf } from '../client/environment.js';
import { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import type { PolicyDocument } from '../generated/mcp.js';
import { checkText } from '../util/check.js';
import { decodeText } from '../util/decode-text.js';
import { sha256Hex } from '../util/hmac.js';
import { isRecord } from '../util/is-record.js';
import { loadPolicy } from './catalogue.js';
import { parseStrictly } from './policy/load.js';

/** An account that a bearer token stands for. */
export interface McpAccount {
  /** Name of the account among those that are served: letters, digits, `.`, `_` and `-`. Limits of the whole server are counted for each account. */
  readonly account: string;
  /** Name of the client that has the token. Default: the account's. */
  readonly client?: string | undefined;
  readonly kommo: Kommo;
  /** Default: the policy of the server. */
  readonly policy?: PolicyDocument | undefined;
  /** `false` keeps this account read-only if the server may write. */
  readonly write?: boolean | undefined;
}

/** Finds the account of a bearer token; undefined refuses the request. It is asked for each request, so a token can be withdrawn. */
export type McpAccounts = (token: string) => McpAccount | undefined | Promise<McpAccount | undefined>;

/** Accounts of a file. */
export interface FileAccounts {
  /** Pass it to `createKommoMcpHandler`. */
  readonly find: McpAccounts;
  /** Reads the file again. @throws InputError; what was read before then stays */
  reload(): Promise<void>;
  /** The accounts, without their tokens. */
  list(): readonly McpAccount[];
}

/** Options of {@link fileAccounts}. */
export interface FileAccountsOptions {
  /** Where `accessTokenVariable` looks. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined;
}

const NAME = /^[\w.-]{1,64}$/;
const SHORTEST = 16;
const KEYS = ['subdomain', 'domain', 'baseUrl', 'accessToken', 'accessTokenVariable', 'policy', 'write', 'clients'];

/**
 * Reads accounts, their Kommo tokens and the bearer tokens of their clients from a JSON file:
 * `{ "acme": { "subdomain": "acme", "accessTokenVariable": "ACME_TOKEN", "policy": "acme.json", "clients": { "ana": "sha256:..." } } }`.
 * A client's value is its bearer token, or `sha256:` with the digest in hex.
 * @throws InputError that names the place, and holds no value of the file
 */
export async function fileAccounts(path: string, options: FileAccountsOptions = {}): Promise<FileAccounts> {
  let found = await readAccounts(path, options, new Map());
  return {
    find: async (token) => found.byToken.get(await sha256Hex(token)),
    reload: async () => {
      found = await readAccounts(path, options, found.made);
    },
    list: () => [...found.accounts.values()],
  };
}

interface Read {
  /** By the digest of a bearer token. A look-up by digest says nothing of the token by its time. */
  readonly byToken: ReadonlyMap<string, McpAccount>;
  readonly accounts: ReadonlyMap<string, McpAccount>;
  /** Clients by all that they were made of, so that a reload keeps those that did not change. */
  readonly made: ReadonlyMap<string, Kommo>;
}

async function readAccounts(path: string, options: FileAccountsOptions, old: Read['made']): Promise<Read> {
  const { fs, path: paths } = nodeBuiltins();
  const bytes = await fs.readFile(checkText(path, 'path')).catch((error: { code?: string }) => {
    throw new InputError('path', `can not be read: ${path} (${error.code})`);
  });
  const file = parseStrictly(decodeText(bytes), 'accounts');
  if (!isRecord(file) || Object.keys(file).length === 0)
    throw new InputError('accounts', 'must name an account or more');
  const env = options.env ?? (globalThis as { process?: { env: Record<string, string> } }).process?.env ?? {};
  const byToken = new Map<string, McpAccount>();
  const accounts = new Map<string, McpAccount>();
  const made = new Map<string, Kommo>();
  for (const [account, entry] of Object.entries(file)) {
    const place = `accounts.${account}`;
    if (!NAME.test(account)) throw new InputError('accounts', 'may use letters, digits, ".", "_" and "-" in names');
    if (!isRecord(entry)) throw new InputError(place, 'must be an object');
    const unknown = Object.keys(entry).find((key) => !KEYS.includes(key));
    if (unknown !== undefined)
      throw new InputError(place, `has a key that is not known here; known: ${KEYS.join(', ')}`);
    const { clients, write, policy: policyFile } = entry;
    if (write !== undefined && typeof write !== 'boolean')
      throw new InputError(`${place}.write`, 'must be true or false');
    if (!isRecord(clients)) throw new InputError(`${place}.clients`, 'must be an object of bearer tokens by client');
    const where = textOf(policyFile, `${place}.policy`);
    const policy =
      where === undefined ? undefined : await policyOf(paths.resolve(paths.dirname(path), where), `${place}.policy`);
    const address = {
      subdomain: textOf(entry['subdomain'], `${place}.subdomain`),
      domain: textOf(entry['domain'], `${place}.domain`),
      baseUrl: textOf(entry['baseUrl'], `${place}.baseUrl`),
    };
    const accessToken = accessTokenOf(entry, place, env);
    const key = JSON.stringify([account, address, accessToken]);
    const kommo =
      old.get(key) ?? new Kommo({ ...address, accessToken, ...(options.fetch && { fetch: options.fetch }) });
    made.set(key, kommo);
    const own: McpAccount = { account, kommo, policy, write };
    accounts.set(account, own);
    for (const [client, token] of Object.entries(clients)) {
      const at = `${place}.clients.${client}`;
      if (!NAME.test(client))
        throw new InputError(`${place}.clients`, 'may use letters, digits, ".", "_" and "-" in names');
      const digest = await digestOf(token, at);
      if (byToken.has(digest)) throw new InputError(at, 'has the token of another client; give each its own');
      byToken.set(digest, { ...own, client });
    }
  }
  return { byToken, accounts, made };
}

async function policyOf(path: string, place: string): Promise<PolicyDocument> {
  try {
    return await loadPolicy(decodeText(await nodeBuiltins().fs.readFile(path)));
  } catch (error) {
    throw new InputError(place, `does not load: ${(error as Error).message}`);
  }
}

function textOf(value: unknown, place: string): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new InputError(place, 'must be a text');
}

function accessTokenOf(
  entry: Record<string, unknown>,
  place: string,
  env: NonNullable<FileAccountsOptions['env']>,
): string {
  const variable = textOf(entry['accessTokenVariable'], `${place}.accessTokenVariable`);
  const own = textOf(entry['accessToken'], `${place}.accessToken`);
  if ((variable === undefined) === (own === undefined))
    throw new InputError(
      place,
      'needs either accessToken or accessTokenVariable, the name of a variable that holds it',
    );
  const token = own ?? variableOf(env, variable as string);
  if (!token) throw new InputError(`${place}.accessTokenVariable`, 'names a variable that is not set');
  return token;
}

async function digestOf(token: unknown, place: string): Promise<string> {
  const [, digest] = /^sha256:([0-9a-f]{64})$/i.exec(String(token)) ?? [];
  if (digest) return digest.toLowerCase();
  if (typeof token !== 'string' || token.length < SHORTEST || /^sha256:/i.test(token))
    throw new InputError(place, `must be a token of ${SHORTEST} characters or more, or sha256: with 64 hex digits`);
  return sha256Hex(token);
}
