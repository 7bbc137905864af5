import { createServer } from 'node:http';
import { type Integration, integration, LOGIN_KEY, tokenDirectory, variable, withVariables } from '../connect.js';
import { EXIT, Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

export interface LoginOptions extends CommonOptions {
  readonly redirect?: string | undefined;
  readonly browser?: boolean | undefined;
  readonly timeout: number;
}

/** Signs in with the browser and saves the tokens. The redirect comes back to this machine. */
export async function login(io: Io, options: LoginOptions): Promise<void> {
  const keys = integration(io);
  if (!keys) {
    throw new Failure(
      'the integration is missing',
      'set KOMMO_CLIENT_ID and KOMMO_CLIENT_SECRET. They are in its settings, under "Keys and scopes"',
    );
  }
  const { createState, fileStore, oauth, verifyState } = await import('../../auth/index.js');
  const directory = tokenDirectory(io);
  const address = variable(io, 'KOMMO_BASE_URL');
  const store = fileStore(directory);
  const auth = withVariables(() => oauth({ ...keys, key: LOGIN_KEY, store, baseUrl: address, fetch: io.fetch }));
  let redirect = options.redirect;
  if (redirect === undefined) {
    const state = createState();
    const url = auth.authorizeUrl({ state, mode: 'post_message', host: pageHost(io) });
    const isOurs = (given: URL): boolean => {
      try {
        verifyState(given.searchParams.get('state'), state);
        return true;
      } catch {
        return false;
      }
    };
    redirect = await listenForRedirect(io, keys, url, isOurs, options);
  }
  const account = await auth.exchange(redirect);
  const { baseUrl, accountId, userId, expiresAt } = account;
  report(
    io,
    options,
    { baseUrl, accountId, userId, expiresAt, directory },
    `Signed in to ${baseUrl}. The tokens are in ${directory}.`,
  );
}

/** Waits for the redirect that `isOurs`. Any page in the browser can send requests here, so all others are refused. */
async function listenForRedirect(
  io: Io,
  { redirectUri }: Integration,
  url: string,
  isOurs: (given: URL) => boolean,
  options: LoginOptions,
): Promise<string> {
  if (!URL.canParse(redirectUri)) {
    throw new Failure('KOMMO_REDIRECT_URI is not an address', 'set it to the redirect URI of the integration');
  }
  const target = new URL(redirectUri);
  if (target.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(target.hostname)) {
    throw new Failure(
      `KOMMO_REDIRECT_URI leads to ${target.host}, not to this machine`,
      `open ${url} and pass the address that the browser ends at: kommo-sdk login --redirect "https://..."`,
    );
  }
  const server = createServer();
  const timer = AbortSignal.timeout(options.timeout * 1000);
  try {
    return await new Promise<string>((resolve, reject) => {
      const stop = (): void =>
        reject(
          io.signal.aborted
            ? new Failure('interrupted', undefined, EXIT.interrupted)
            : new Failure(
                `nobody signed in within ${options.timeout} seconds`,
                'run "kommo-sdk login" again',
                EXIT.access,
              ),
        );
      AbortSignal.any([timer, io.signal]).addEventListener('abort', stop, { once: true });
      server.on('error', reject);
      server.on('request', (request, response) => {
        const answer = (status: number, text: string): void => {
          response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
          response.end(`<!doctype html><title>kommo-sdk</title><p>${text}`);
        };
        const { method, url: address = '' } = request;
        // A request line may hold anything. Of a whole address, as proxies get it, the host is not ours to judge.
        const given = address.startsWith('/') && URL.canParse(target.origin + address);
        const redirect = given ? new URL(target.origin + address) : undefined;
        if (method !== 'GET' || redirect?.pathname !== target.pathname) return answer(404, 'There is nothing here.');
        if (!isOurs(redirect)) {
          return answer(
            400,
            'This is not the sign-in that kommo-sdk waits for. Open the address in the terminal again.',
          );
        }
        answer(200, 'Done. You can close this page and go back to the terminal.');
        resolve(redirect.href);
      });
      // Not HTTP at all.
      server.on('clientError', (_, socket) => socket.destroy());
      server.listen(Number(target.port || 80), target.hostname, () => {
        io.stderr.write(`Sign in here: ${url}\n`);
        if (options.browser !== false) io.open?.(url);
      });
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function pageHost(io: Io): 'www.kommo.com' | 'www.amocrm.ru' | 'www.amocrm.com' {
  const domain = variable(io, 'KOMMO_DOMAIN');
  return domain === 'amocrm.ru' || domain === 'amocrm.com' ? `www.${domain}` : 'www.kommo.com';
}
