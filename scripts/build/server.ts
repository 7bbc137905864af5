import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  /** What it has printed until now. */
  printed(): string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a program that listens on `PORT`, and waits until it answers. The program sees no variable but `PATH`, `HOME` and `env`. */
export async function startServer(
  [command = '', ...args]: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<Server> {
  const port = await freePort();
  const { PATH, HOME } = process.env;
  // A group of its own: npx does not pass signals on to what it starts.
  const child: ChildProcess = spawn(command, args, {
    cwd,
    env: { PATH, HOME, PORT: String(port), ...env },
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk));
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-(child.pid as number), 'SIGKILL');
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/nothing`).catch(() => undefined);
    if (answer) return { url, printed: () => text, stop };
    if (child.exitCode !== null || tries > 600) {
      await stop();
      throw new Error(`${command} ${args.join(' ')} does not listen:\n${text}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}
