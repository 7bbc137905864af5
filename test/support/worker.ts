import { onTestFinished } from 'vitest';
import { spawnWorker, type Worker } from './spawn-worker.js';

/** Starts a worker; it is killed when the test ends. */
export function startWorker(file: string, argument: object, env: Record<string, string> = {}): Worker {
  const worker = spawnWorker(file, argument, env);
  onTestFinished(() => void worker.process.kill('SIGKILL'));
  return worker;
}
