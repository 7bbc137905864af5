import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe } from 'vitest';

/** A Redis of the test's own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it at once; a later `startRedis(port)` begins empty. */
  kill(): Promise<void>;
}

const installed = spawnSync('redis-server', ['--version']).status === 0;
const MISSING = 'redis-server is not installed (apt-get install redis-server)';

/** `describe` for tests that need a real Redis: skipped where there is none, but not in CI, where that is a failure. */
export const describeRedis = (name: string, body: (redis: () => TestRedis) => void): void => {
  if (!installed && process.env['CI'] !== 'true') {
    describe.skip(`${name}: ${MISSING}`, () => body(() => undefined as never));
    return;
  }
  describe(name, () => {
    let redis: TestRedis | undefined;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis?.kill());
    body(() => redis as TestRedis);
  });
};

/** Starts a `redis-server` that keeps nothing on the disk. */
export async function startRedis(port?: number): Promise<TestRedis> {
  if (!installed) throw new Error(MISSING);
  const at = port ?? (await freePort());
  const child = spawn(
    'redis-server',
    ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve();
    });
  });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  return {
    url: `redis://127.0.0.1:${at}`,
    port: at,
    process: child,
    kill: () => {
      process.off('exit', stop);
      child.kill('SIGKILL');
      return ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
