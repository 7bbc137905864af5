import { access, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from './failure.js';
import type { Io } from './io.js';
import { isReport } from './report/document.js';

/**
 * The path of a file that a flag names. Commands check it before they read the account, which can take minutes.
 * @throws Failure if no file can be written there
 */
export async function outputPath(io: Io, flag: string, file: string): Promise<string> {
  // By custom "-" is stdout. A file of that name would be a surprise.
  if (file === '-') throw new Failure(`${flag} - is not the name of a file`, 'name a file, or leave the option out');
  const path = resolve(io.cwd, file);
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new Failure(`${flag} ${file}: the folder does not exist or can't be written`, 'choose another file');
  });
  const found = await stat(path).catch(() => undefined);
  if (!found) return path;
  if (found.isDirectory()) throw new Failure(`${flag} ${file} is a folder`, 'add the name of a file');
  // A device must not be replaced by a file.
  if (!found.isFile()) throw new Failure(`${flag} ${file} is not a file`, 'choose another one');
  return realpath(path);
}

/** Writes a file as a whole. If that fails, such as on a full disk, what was there stays. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    const mode = await stat(path).then(
      ({ mode: old }) => ({ mode: old }),
      () => ({}),
    );
    await writeFile(part, text, mode);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * The file that `--html` names, or the standard one. Undefined without `--html`.
 * @throws Failure if the file is there and is not a report
 */
export async function pageOf(
  io: Io,
  html: string | boolean | undefined,
  standard: string,
): Promise<{ readonly output: string; readonly path: string } | undefined> {
  if (html === undefined || html === false) return undefined;
  if (html === '') throw new Failure('--html is empty', 'give it the name of a file, or leave the name out');
  const output = html === true ? standard : html;
  const path = await outputPath(io, '--html', output);
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (before && !isReport(before))
    throw new Failure(`--html ${output} is there already and is not a report`, 'choose another file, or delete it');
  return { output, path };
}
