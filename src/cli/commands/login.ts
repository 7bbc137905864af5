import { createServer } from 'node:http';
import { type Integration, integration, LOGIN_KEY, tokenDirectory, variable } from '../connect.js';
import { EXIT, Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

export interface LoginOptions extends CommonOptions {
  readonly redirect?: string | undefined;
  readonly browser?: boolean | undefined;
  readonly timeout: number;
}

/** Signs in with the browser and keeps the tokens; the redirect comes back to this machine. */
export async function login(io: Io, options: LoginOptions): Promise<void> {
  const keys = integration(io);
  if (!keys) {
    throw new Failure(
      'the integration is missing',
      'set KOMMO_CLIENT_ID and KOMMO_CLIENT_SECRET from its settings, under keys and scopes',
    );
  }
  const { createState, fileStore, oauth, verifyState } = await import('../../auth/index.js');
  const directory = tokenDirectory(io);
  const auth = oauth({
    ...keys,
    key: LOGIN_KEY,
    store: fileStore(directory),
    baseUrl: variable(io, 'KOMMO_BASE_URL'),
    fetch: io.fetch,
  });
  let redirect = options.redirect;
  if (redirect === undefined) {
    const state = createState();
    redirect = await listenForRedirect(
      io,
      keys,
      auth.authorizeUrl({ state, mode: 'post_message', host: pageHost(io) }),
      options,
    );
    verifyState(new URL(redirect).searchParams.get('state'), state);
  }
  const account = await auth.exchange(redirect);
  const { baseUrl, accountId, userId, expiresAt } = account;
  report(
    io,
    options,
    { baseUrl, accountId, userId, expiresAt, directory },
    `Signed in to ${baseUrl}; the tokens are in ${directory}`,
  );
}

async function listenForRedirect(
  io: Io,
  { redirectUri }: Integration,
  url: string,
  options: LoginOptions,
): Promise<string> {
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
        const given = new URL(request.url ?? '/', target);
        if (given.pathname !== target.pathname) {
          response.writeHead(404).end();
          return;
        }
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
        response.end(
          '<!doctype html><title>kommo-sdk</title><p>Done. You can close this page and go back to the terminal.',
        );
        resolve(given.href);
      });
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
