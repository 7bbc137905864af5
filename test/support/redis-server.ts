import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** A Redis of the test's own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it at once; a later `startRedis(port)` begins empty. */
  kill(): Promise<void>;
}

/** Whether this machine has one. */
export const installed = spawnSync('redis-server', ['--version']).status === 0;
export const MISSING = 'redis-server is not installed (apt-get install redis-server)';

/** Starts a `redis-server` that keeps nothing on the disk. `more` are options of its command line. */
export async function startRedis(port?: number, ...more: string[]): Promise<TestRedis> {
  if (!installed) throw new Error(MISSING);
  const at = port ?? (await freePort());
  const child = spawn(
    'redis-server',
    ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...more],
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
