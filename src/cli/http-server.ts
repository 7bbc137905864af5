import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

/** A web handler that listens. */
export interface HttpServer {
  /** For example `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves a web handler on Node. Rejects if the port is in use. With port 0 the system picks a free port. */
export async function serve(
  fetch: (request: Request) => Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<HttpServer> {
  // `hostname` is for requests without the header Host. The global Request stays as it is.
  const server = createAdaptorServer({ fetch, hostname: host, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, close };
}
