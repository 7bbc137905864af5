import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SeedData } from '../../testing/index.js';
import { decodeText } from '../../util/decode-text.js';
import { DOCS } from '../../version.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { type Hooks, SandboxHooks } from '../sandbox-hooks.js';

export interface SandboxCommandOptions extends CommonOptions {
  readonly port: number;
  readonly seed?: string | undefined;
  readonly leads?: number | undefined;
  readonly token?: string | undefined;
  readonly limit?: boolean | undefined;
  readonly webhooks: Hooks;
}

/** Serves an in-memory Kommo on 127.0.0.1 until it is interrupted. */
export async function sandbox(io: Io, options: SandboxCommandOptions): Promise<void> {
  const { createSandbox } = await import('../../testing/index.js');
  const box = createSandbox({
    // The history ends now, so that reports of this month show something.
    seedEnd: new Date(io.now()),
    ...(options.seed && { seed: await readSeed(io, options.seed) }),
    ...(options.leads !== undefined && { leads: options.leads }),
    ...(options.token && { accessToken: options.token }),
    ...(options.limit === false && { rateLimit: false as const }),
  });
  const log = (line: string): void => void io.stderr.write(`${line}\n`);
  const hooks = new SandboxHooks(box, options.webhooks, log);
  const server = await box.listen({
    port: options.port,
    onAnswer: ({ method, path, status, refused }) => {
      log(`${method} ${path} ${status}${refused ? ` (${refused})` : ''}`);
      hooks.flush();
    },
  });
  const { accessToken } = box.options;
  const lines = [`Kommo sandbox at ${server.url}. Ctrl+C stops it and deletes its data.`];
  lines.push('', `export KOMMO_BASE_URL=${server.url}`, `export KOMMO_ACCESS_TOKEN=${accessToken}`);
  report(io, options, { url: server.url, accessToken }, lines.join('\n'));
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    io.signal.addEventListener('abort', () => done(), { once: true });
  });
  await server.close();
}

async function readSeed(io: Io, path: string): Promise<SeedData> {
  const { seedProblem } = await import('../../testing/seed/check.js');
  const text = decodeText(await readFile(resolve(io.cwd, path)));
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Failure(
      `${path} is not JSON: ${(error as Error).message}`,
      'the file must hold an object with a list for each table',
    );
  }
  const found = seedProblem(data);
  if (found)
    throw new Failure(`${path}: ${found.place || 'the file'} ${found.problem}`, `see ${DOCS}/testing.md#tables`);
  return data as SeedData;
}
