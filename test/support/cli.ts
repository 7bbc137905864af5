import { tmpdir } from 'node:os';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/main.js';
import { createProgram } from '../../src/cli/program.js';

/** What a run of the command line gave. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, with an environment of its own. */
export async function runCli(argv: readonly string[], io: Partial<Io> = {}): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const own: Io = {
    env: {},
    cwd: tmpdir(),
    now: Date.now,
    signal: new AbortController().signal,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    ...io,
  };
  const code = await main(argv, own, createProgram);
  return { code, stdout, stderr };
}
