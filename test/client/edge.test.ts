import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { here } from '../../scripts/here.js';
import { json, serve } from '../support/http-server.js';

// As in the edge runtime of Next.js: functions of `process` throw if they are called, also during a build, and the rest is undefined.
const PROCESS = new Proxy({} as Record<string, unknown>, {
  get(_, key) {
    if (key === 'env') return {};
    if (typeof (process as unknown as Record<PropertyKey, unknown>)[key] !== 'function') return undefined;
    return () => {
      throw new Error(`A Node.js API is used (process.${String(key)}) which is not supported in the Edge Runtime.`);
    };
  },
});

const WEB = `fetch Request Response Headers URL URLSearchParams AbortController AbortSignal Blob FormData TextEncoder TextDecoder
  ReadableStream TransformStream crypto performance setTimeout clearTimeout structuredClone atob btoa queueMicrotask DOMException`;

async function load(contents: string): Promise<Record<string, unknown>> {
  const bundle = await build({
    stdin: { contents, resolveDir: here('') },
    alias: Object.fromEntries(
      ['auth', 'chats', 'fields', 'webhooks', 'core', ''].map((name) => [
        name ? `kommo-sdk/${name}` : 'kommo-sdk',
        here(name === 'core' ? 'src/core.ts' : `src/${name ? `${name}/` : ''}index.ts`),
      ]),
    ),
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'browser',
    conditions: ['edge-light', 'worker'],
    target: 'es2022',
  });
  const web = WEB.split(/\s+/).map((name) => [name, globalThis[name as keyof typeof globalThis]]);
  const module = { exports: {} as Record<string, unknown> };
  const sandbox = { ...Object.fromEntries(web), EdgeRuntime: 'edge-runtime', process: PROCESS, module, exports: {} };
  const context = createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  runInContext(bundle.outputFiles[0]?.text ?? '', context);
  return module.exports;
}

describe('the edge runtime of Next.js', () => {
  test.each(['', '/core', '/auth', '/chats', '/fields', '/webhooks'])('loads kommo-sdk%s', async (name) => {
    expect(Object.keys(await load(`export * from 'kommo-sdk${name}';`)).length).toBeGreaterThan(2);
  });

  test('makes calls, and more than the limit of them', async () => {
    const { url, seen } = await serve((_, response) => json(response, { id: 1 }));
    const { run } = await load(`import { Kommo } from 'kommo-sdk';
      export const run = async (baseUrl) => {
        const kommo = new Kommo({ baseUrl, accessToken: 't', rateLimit: { limit: 5, intervalMs: 100 } });
        return Promise.all(Array.from({ length: 12 }, async () => (await kommo.leads.get(1)).id));
      };`);
    expect(await (run as (url: string) => Promise<number[]>)(url)).toHaveLength(12);
    expect(seen).toHaveLength(12);
  });
});
