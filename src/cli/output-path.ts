import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from './failure.js';
import type { Io } from './io.js';

/**
 * The path of a file that a flag names, checked before the account is read, which can take minutes.
 * @throws Failure if no file can be written there
 */
export async function outputPath(io: Io, flag: string, file: string): Promise<string> {
  const path = resolve(io.cwd, file);
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new Failure(`${flag} ${file}: the folder does not exist or can't be written`, 'choose another file');
  });
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new Failure(`${flag} ${file} is a folder`, 'add the name of a file');
  return path;
}

/** What `--html` names: a file, or the standard one. Undefined without `--html`. */
export async function pageOf(
  io: Io,
  html: string | boolean | undefined,
  standard: string,
): Promise<{ readonly output: string; readonly path: string } | undefined> {
  if (!html) return undefined;
  const output = html === true ? standard : html;
  return { output, path: await outputPath(io, '--html', output) };
}
