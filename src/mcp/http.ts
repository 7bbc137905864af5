import type * as Sdk from '@modelcontextprotocol/server';
import { InputError } from '../errors.js';
import type { PolicyDocument } from '../generated/mcp.js';
import { canonicalJson } from '../util/canonical-json.js';
import { equalsConstantTime, sha256Hex } from '../util/hmac.js';
import type { McpAccount, McpAccounts } from './accounts.js';
import { loadPolicy } from './catalogue.js';
import type { HttpOptions, KommoMcpOptions } from './options.js';
import type { KommoMcp } from './server.js';

/** A web handler. */
export interface KommoMcpHandler {
  /** Answers one request; bound, so it can be handed on. */
  fetch(request: Request): Promise<Response>;
  /** Stops the calls that are under way. */
  close(): Promise<void>;
  /** Puts another policy in place. @throws InputError; the old policy then stays */
  setPolicy(policy: PolicyDocument | string | undefined): Promise<void>;
}

/** Host and Origin first, against pages that point a name of theirs at this machine; then the token. */
export function createHttpHandler(mcp: KommoMcp, { token, hosts }: HttpOptions): KommoMcpHandler {
  if (token !== undefined && token.length < 16) throw new InputError('token', 'must have 16 characters or more');
  const handler = mcp.sdk.createMcpHandler(() => mcp.server());
  const bearer = token === undefined ? undefined : bearerGate(mcp.sdk, (given) => isSame(given, token));
  return {
    close: () => handler.close(),
    setPolicy: inTurn(async (policy) => {
      mcp.load(await loaded(policy));
      announce(handler);
    }),
    fetch: guarded(mcp.sdk, hosts, async (request) => {
      const authInfo = await bearer?.(request);
      if (authInfo instanceof Response) return authInfo;
      return handler.fetch(request, authInfo && { authInfo });
    }),
  };
}

type Given = PolicyDocument | string | undefined;

/** A policy, read in full. */
export const loaded = async (policy: Given): Promise<PolicyDocument | undefined> =>
  policy === undefined ? undefined : loadPolicy(policy);

/** Runs one after the other, so that of two policies the one that was set last stays. */
export function inTurn(work: (policy: Given) => Promise<void>): (policy: Given) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (policy) => {
    const done = last.then(() => work(policy));
    last = done.catch(() => {});
    return done;
  };
}

/** Tells clients that listen that the lists may differ now. A server over HTTP lives for one request, so it can't. */
function announce({ notify }: Sdk.McpHttpHandler): void {
  notify.toolsChanged();
  notify.promptsChanged();
  notify.resourcesChanged();
}

/** Makes the server of one account and policy; `before` serves the same account under another policy. */
export type MakeMcp = (
  account: McpAccount,
  policy: PolicyDocument | string | undefined,
  before: KommoMcp | undefined,
) => KommoMcp;

/** What is kept of an account. */
interface Served {
  readonly handler: Sdk.McpHttpHandler;
  /** As it came first. */
  readonly own: McpAccount;
  /** By the text of the policy; "" for that of the server. A policy is never swapped under a request of another client. */
  readonly mcps: Map<string, KommoMcp>;
  /** What serves each client now. */
  readonly clients: Map<string | undefined, KommoMcp>;
}

/** A server for several accounts. Each has its own cache of names, policy, counts and approvals; a token reaches one of them. */
export function createAccountsHandler(
  sdk: typeof Sdk,
  find: McpAccounts,
  make: MakeMcp,
  options: HttpOptions & Pick<KommoMcpOptions, 'policy' | 'warn'>,
): KommoMcpHandler {
  const { hosts, warn = console.error } = options;
  if (options.token !== undefined)
    throw new InputError('token', 'does not go with several accounts: each client has a token of its own');
  let shared = options.policy;
  const served = new Map<string, Served>();
  const servers = new WeakMap<Sdk.AuthInfo, () => Sdk.McpServer>();

  const serve = async (found: McpAccount, authInfo: Sdk.AuthInfo): Promise<Sdk.McpHttpHandler> => {
    const { account, client, kommo, policy, write } = found;
    if (![account, client ?? account].every((name) => /^[\w.-]{1,64}$/.test(name)))
      throw new InputError('account', 'and client may use letters, digits, ".", "_" and "-" in their names');
    // A function may read the same policy anew for each request.
    const text = policy === undefined ? '' : canonicalJson(policy);
    const read = served.get(account)?.mcps.has(text) ? undefined : await loaded(policy);
    // Nothing is awaited after this, so that an account is made once.
    let known = served.get(account);
    if (known && (known.own.kommo.baseUrl !== kommo.baseUrl || known.own.write !== write))
      throw new InputError(
        'account',
        `${account} came with another address or another right to write; use another name`,
      );
    const [before] = known?.mcps.values() ?? [];
    const mcp = known?.mcps.get(text) ?? make(found, read ?? shared, before);
    // With the policy and the token of whoever asks, also if clients of one account ask at the same time.
    const handler =
      known?.handler ??
      sdk.createMcpHandler(({ authInfo }) => servers.get(authInfo as Sdk.AuthInfo)?.() as Sdk.McpServer);
    known ??= { handler, own: found, mcps: new Map(), clients: new Map() };
    served.set(account, known);
    const { clients } = known;
    const last = clients.get(client);
    known.mcps.set(text, mcp);
    clients.set(client, mcp);
    if (last && last !== mcp) announce(handler);
    servers.set(authInfo, () => mcp.server(kommo, () => clients.get(client) !== mcp));
    return handler;
  };

  const report = (error: unknown): void =>
    warn(`A request could not be served: ${error instanceof Error ? error.message : String(error)}`);
  // The SDK answers with 500 and says nothing of what was thrown.
  const ownerOf = async (token: string): Promise<McpAccount | undefined> => {
    try {
      return await find(token);
    } catch (error) {
      report(error);
      throw error;
    }
  };
  // Whoever the token stands for is kept beside the request, not in anything that the client could name.
  const owners = new WeakMap<Request, McpAccount>();
  const gateOf = (request: Request) =>
    bearerGate(sdk, async (given) => {
      const found = await ownerOf(given);
      if (found) owners.set(request, found);
      return found && `${found.account}/${found.client ?? found.account}`;
    })(request);

  return {
    async close() {
      await Promise.all([...served.values()].map(({ handler }) => handler.close()));
    },
    setPolicy: inTurn(async (policy) => {
      // Checked as a whole before anything changes.
      shared = await loaded(policy);
      for (const { mcps, handler } of served.values()) {
        mcps.get('')?.load(shared);
        announce(handler);
      }
    }),
    fetch: guarded(sdk, hosts, async (request) => {
      try {
        const authInfo = await gateOf(request);
        if (authInfo instanceof Response) return authInfo;
        const handler = await serve(owners.get(request) as McpAccount, authInfo);
        return await handler.fetch(request, { authInfo });
      } catch (error) {
        report(error);
        return Response.json(NOT_SERVED, { status: 500 });
      }
    }),
  };
}

const refusal = (message: string) => ({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } });
const UNKNOWN_HOST = refusal('This host name is not served.');
const NOT_SERVED = refusal('The server could not serve this request. Its log says why.');

type Fetch = (request: Request) => Promise<Response>;

function guarded(sdk: typeof Sdk, hosts: HttpOptions['hosts'], next: Fetch): Fetch {
  const names = hosts === false ? undefined : [...(hosts ?? sdk.localhostAllowedHostnames())];
  return async (request) => {
    // A Request made in a program has no Host header; its address says the same.
    const host = request.headers.get('host') ?? new URL(request.url).host;
    if (names && !sdk.validateHostHeader(host, names).ok) return Response.json(UNKNOWN_HOST, { status: 403 });
    const foreign = names && sdk.originValidationResponse(request, names);
    return foreign ?? next(request);
  };
}

// Digests are compared, so that the time does not tell the length of the token.
const isSame = async (given: string, token: string): Promise<string | undefined> =>
  equalsConstantTime(await sha256Hex(given), await sha256Hex(token)) ? 'operator' : undefined;

// Secrets of the operator's, which do not expire.
function bearerGate(sdk: typeof Sdk, clientOf: (token: string) => Promise<string | undefined>) {
  const { OAuthError, OAuthErrorCode, requireBearerAuth } = sdk;
  const verifyAccessToken = async (given: string): Promise<Sdk.AuthInfo> => {
    const clientId = await clientOf(given);
    if (clientId === undefined)
      throw new OAuthError(OAuthErrorCode.InvalidToken, 'This token is not one of this server.');
    return { token: '', clientId, scopes: [], expiresAt: Number.POSITIVE_INFINITY };
  };
  return requireBearerAuth({ verifier: { verifyAccessToken } });
}
