type Resolver = (info: { request: Request }) => Promise<Response>;

/** What the sandbox needs of msw's exports: `import { http } from 'msw'` and hand in `{ http }`. */
export interface Msw<H> {
  http: { all(path: string, resolver: Resolver): H };
}

/** Handlers that pass everything below `origin` to the sandbox. */
export function mswHandlers<H>(msw: Msw<H>, fetch: (request: Request) => Promise<Response>, origin: string): H[] {
  const resolver: Resolver = async ({ request }) => {
    try {
      return await fetch(request);
    } catch (error) {
      // A broken connection; msw makes the caller's fetch fail out of it.
      if (error instanceof TypeError) return Response.error();
      throw error;
    }
  };
  return [msw.http.all(`${origin}/*`, resolver)];
}

/** Imports msw, an optional peer of this package. Rejects with a remedy when it is not installed. */
export async function loadMsw(): Promise<Msw<never>> {
  try {
    return (await import('msw')) as unknown as Msw<never>;
  } catch (cause) {
    throw new Error('sandbox.handlers() needs msw, which is not installed: run `npm install --save-dev msw`', {
      cause,
    });
  }
}
