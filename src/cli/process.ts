import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { explain, oneLine } from './failure.js';
import type { Io } from './io.js';
import { main } from './main.js';
import { toTerminal } from './terminal.js';

/** Runs a command line as this process: its arguments, streams, signals and exit code. */
export function runProcess(create: (io: Io) => Command): void {
  const interrupt = new AbortController();
  // A second one ends the process, whatever it is doing.
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  // The reader of a pipe has seen enough: `kommo-sdk export leads | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    const failure = explain(error);
    process.stderr.write(`${oneLine(failure)}\n`);
    process.exit(failure.exitCode);
  });
  // The reader of messages is gone. The command still does its work.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { stdout, stderr, env } = process;
  const { signal } = interrupt;
  const ask = process.stdin.isTTY ? (question: string) => askTerminal(question, signal) : undefined;
  const onReload = (listener: () => void): void => void process.on('SIGHUP', listener);
  const io: Io = {
    stdout: toTerminal(stdout),
    stderr,
    env,
    // Read only if a path needs it: it throws if the folder was deleted.
    get cwd() {
      return process.cwd();
    },
    now: Date.now,
    signal,
    open,
    ask,
    onReload,
  };
  void main(process.argv.slice(2), io, create).then((code) => {
    process.exitCode = code;
  });
}

async function askTerminal(question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // In a terminal, readline sees Ctrl+C first.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await terminal.question(question, { signal });
  } catch (error) {
    if (signal.aborted) return '';
    throw error;
  } finally {
    terminal.close();
  }
}

function open(url: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['explorer'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command as string, [...args, url], { stdio: 'ignore', detached: true });
  // No browser is no harm: the address is on the screen.
  child.on('error', () => {});
  child.unref();
}
