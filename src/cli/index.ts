#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { main } from './main.js';

const interrupt = new AbortController();
// The server of agents runs until it is killed.
if (process.argv[2] !== 'mcp') {
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
}
// The reader of a pipe has seen enough: `kommo-sdk export leads | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

function open(url: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['explorer'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command as string, [...args, url], { stdio: 'ignore', detached: true });
  // No browser is no harm: the address is on the screen.
  child.on('error', () => {});
  child.unref();
}

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: Date.now,
  signal: interrupt.signal,
  open,
}).then((code) => {
  process.exitCode = code;
});
