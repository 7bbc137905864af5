import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { BuildOptions } from 'esbuild';
import { here } from '../here.js';
import { cached } from './cache.js';
import type { Server } from './server.js';

// The runtime of Cloudflare Workers. It needs Node 22, so an older Node starts one in a process of its own.
const MINIFLARE = '4.20260730.0';
const RECENT = Number(process.versions.node.split('.')[0]) >= 22;
const [NODE = '', ...NODE_ARGS] = RECENT ? [process.execPath] : ['npx', '-y', '-p', 'node@22', 'node'];

/** Installs the runtime of Workers, unless it is in the cache, and returns its folder. */
export const workersFolder = (): Promise<string> => cached(`miniflare-${MINIFLARE}`, [`miniflare@${MINIFLARE}`]);

/** How esbuild bundles a worker. */
export const WORKER_BUNDLE = {
  bundle: true,
  format: 'esm',
  write: false,
  platform: 'browser',
  conditions: ['workerd', 'worker'],
  target: 'es2022',
} as const satisfies BuildOptions;

/** Starts a worker from one file of code, on a free port of 127.0.0.1. */
export async function startWorker(code: string, compatibilityDate: string, bindings: object): Promise<Server> {
  const folder = await workersFolder();
  const options = {
    modules: [{ type: 'ESModule', path: 'worker.mjs', contents: code }],
    compatibilityDate,
    bindings,
    host: '127.0.0.1',
    port: 0,
  };
  const child = spawn(NODE, [...NODE_ARGS, here('scripts/build/workers-host.mjs')], { stdio: 'pipe' });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  };
  child.stdin.write(`${JSON.stringify({ folder, options })}\n`);
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { address: string };
    return { url: address.replace(/\/$/, ''), printed: () => text, stop };
  }
  throw new Error(`the runtime of Workers ended before it had an address:\n${text}`);
}
