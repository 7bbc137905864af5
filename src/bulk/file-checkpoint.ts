import { InputError } from '../errors.js';
import { checkState } from './checkpoint.js';
import type { BulkCheckpoint, BulkState } from './types.js';

// The parts of Node that are used here. The core needs no types of Node and imports no module of it.
interface FileHandle {
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
interface Fs {
  open(path: string, flags: string): Promise<FileHandle>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: boolean }): Promise<void>;
}

/**
 * Keeps the state of a bulk run in a file. Node.js only.
 * Each save writes a temporary file beside it, flushes it to the disk and renames it, so a crash leaves the old state or the new one.
 * @param path - one file for one run; two runs at the same time need two files
 * @throws InputError from `load` if the file is not a checkpoint
 */
export function fileCheckpoint(path: string): BulkCheckpoint {
  if (typeof path !== 'string' || path === '') throw new InputError('path', 'must be the path of a file');
  const temporary = `${path}.tmp`;
  return {
    load: async () => {
      const text = await nodeFs()
        .readFile(path, 'utf8')
        .catch((error: { code?: string }) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        });
      return text === undefined ? undefined : parse(text, path);
    },
    save: async (state) => {
      const fs = nodeFs();
      // A crash may have left a file there, or somebody may have put a link there. Opening a link would overwrite its target.
      await fs.rm(temporary, { force: true });
      const file = await fs.open(temporary, 'wx');
      try {
        await file.writeFile(JSON.stringify(state));
        await file.sync();
      } finally {
        await file.close();
      }
      await fs.rename(temporary, path);
      await syncDirectory(fs, path);
    },
  };
}

// The new name must survive a power cut too. Windows can't open directories and needs no flush.
async function syncDirectory(fs: Fs, path: string): Promise<void> {
  const directory = path.replace(/[^/\\]*$/, '') || '.';
  const handle = await fs.open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function parse(text: string, path: string): BulkState {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    // The check below refuses it.
  }
  return checkState(state, path);
}

function nodeFs(): Fs {
  // Bundlers for other platforms refuse an import of Node's modules, even a lazy one.
  const { process } = globalThis as { process?: { getBuiltinModule?(id: 'fs/promises'): Fs } };
  if (typeof process?.getBuiltinModule === 'function') return process.getBuiltinModule('fs/promises');
  throw new InputError('path', 'needs a platform with files. Pass your own `load` and `save` functions instead');
}
