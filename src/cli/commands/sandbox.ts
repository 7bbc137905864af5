import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SeedData } from '../../testing/index.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

export interface SandboxCommandOptions extends CommonOptions {
  readonly port: number;
  readonly seed?: string | undefined;
  readonly leads?: number | undefined;
  readonly token?: string | undefined;
  readonly limit?: boolean | undefined;
}

/** Serves a Kommo of its own on 127.0.0.1 until it is interrupted. */
export async function sandbox(io: Io, options: SandboxCommandOptions): Promise<void> {
  const { createSandbox } = await import('../../testing/index.js');
  const box = createSandbox({
    ...(options.seed && { seed: await readSeed(io, options.seed) }),
    ...(options.leads !== undefined && { leads: options.leads }),
    ...(options.token && { accessToken: options.token }),
    ...(options.limit === false && { rateLimit: false as const }),
  });
  const server = await box.listen({ port: options.port });
  const { accessToken } = box.options;
  const lines = [`Kommo sandbox at ${server.url}. Ctrl+C ends it, and what it holds.`];
  lines.push('', `export KOMMO_BASE_URL=${server.url}`, `export KOMMO_ACCESS_TOKEN=${accessToken}`);
  report(io, options, { url: server.url, accessToken }, lines.join('\n'));
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    io.signal.addEventListener('abort', () => done(), { once: true });
  });
  await server.close();
}

async function readSeed(io: Io, path: string): Promise<SeedData> {
  const text = await readFile(resolve(io.cwd, path), 'utf8');
  try {
    return JSON.parse(text) as SeedData;
  } catch (error) {
    throw new Failure(`${path} is not JSON: ${(error as Error).message}`, 'see docs/testing.md for its tables');
  }
}
