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

/** Imports msw, an optional peer of this package. Rejects with a remedy if it is not installed. */
export async function loadMsw(): Promise<Msw<never>> {
  try {
    // Not all of msw: other parts of it need a package that exists in ESM only, which Jest below Node 24.9 refuses.
    return (await import('msw/core/http')) as unknown as Msw<never>;
  } catch (cause) {
    // It is installed but does not load. The cause says why.
    if (!/MODULE_NOT_FOUND/.test((cause as { code?: string }).code ?? '')) throw cause;
    throw new Error('sandbox.handlers() needs msw, which is not installed. Run `npm install --save-dev msw`.', {
      cause,
    });
  }
}
