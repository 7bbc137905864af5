import { type ChildProcess, spawn } from 'node:child_process';
import { here } from '../../scripts/here.js';
import type { ServerOptions, ServerStats } from './server.js';

export interface Served {
  readonly url: string;
  /** What came in since the last time that this was called. */
  stats(): Promise<ServerStats>;
  close(): void;
}

/** Starts the server of the benches in a process of its own. */
export async function serve(options: ServerOptions = {}): Promise<Served> {
  const child = spawnTs('bench/lib/server.ts', [JSON.stringify(options)]);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the server of the bench ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  const stats = async (): Promise<ServerStats> => (await fetch(`${url}/stats`)).json() as Promise<ServerStats>;
  return { url, stats, close: () => void child.kill() };
}

/** A file of this repository in a process of its own, which ends with ours. */
export function spawnTs(file: string, args: readonly string[], nodeArgs: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, '--import', 'tsx', here(file), ...args], {
    cwd: here('.'),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

/** Runs it to its end and gives what it printed last, as JSON. */
export async function runTs<T>(file: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<T> {
  const child = spawnTs(file, args, nodeArgs);
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as T;
}
