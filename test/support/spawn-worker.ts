import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own that runs a `.ts` file of test/support. */
export interface Worker {
  readonly process: ChildProcess;
  /** Lines of JSON that it has written so far. */
  readonly lines: unknown[];
  /** Resolves with the exit code (null after a signal) when it ends. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first line that fits. */
  line(fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  send(message: string): void;
}

/** Starts a worker; it gets `argument` as JSON and writes a JSON a line. Killing it is the caller's. */
export function spawnWorker(file: string, argument: object, env: Record<string, string> = {}): Worker {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(argument)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines: unknown[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('{')) lines.push(JSON.parse(part));
    for (const look of [...waiting]) look();
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      resolve(code);
      for (const look of [...waiting]) look();
    }),
  );
  return {
    process: child,
    lines,
    ended,
    send: (message) => void child.stdin?.write(`${message}\n`),
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = (lines as Record<string, unknown>[]).find(fits);
          const over = child.exitCode !== null || child.signalCode !== null;
          if (!found && !over) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`${file} ended with ${child.exitCode ?? child.signalCode} and no such line`));
        };
        waiting.add(look);
        look();
      }),
  };
}
