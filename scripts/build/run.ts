import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs a program and gives what it printed; throws with all of it when it fails. */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await exec(command, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error([`${command} ${args.join(' ')} failed`, stdout, stderr].join('\n'));
  }
}
