import { InputError } from '../errors.js';
import type { Bytes } from './bytes.js';

// What is used of Node, so that the core needs none of its types and names none of its modules in an import.
interface FileHandle {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(): Promise<{ size: number; mtimeMs: number; ctimeMs: number; ino: number; isFile(): boolean }>;
  close(): Promise<void>;
}
interface Builtins {
  'fs/promises': { open(path: string | URL): Promise<FileHandle> };
  path: { basename(path: string): string };
  url: { fileURLToPath(url: URL): string };
}

/** Opens a file of this machine by its path. Throws InputError if that can't be done. */
export async function nodeFile(source: string | URL): Promise<Bytes> {
  if (source instanceof URL && source.protocol !== 'file:')
    throw new InputError('source', `must be a file: address, got ${source.protocol}. Pass the body of a fetch instead`);
  const { fs, path, url } = builtins();
  const name = source instanceof URL ? url.fileURLToPath(source) : source;
  const open = async (): Promise<Opened> => {
    const handle = await fs.open(name).catch((error: Error) => {
      throw new InputError('source', `can't be read: ${error.message}`);
    });
    const stat = await handle.stat();
    if (stat.isFile()) return { handle, version: versionOf(stat), size: stat.size };
    await handle.close();
    throw new InputError('source', `must be a file, got ${name}`);
  };
  const first = await open();
  let opened: Opened | undefined = first;
  return {
    size: first.size,
    name: path.basename(name),
    version: first.version,
    again: true,
    read: async (offset, length) => {
      opened ??= await open();
      const { handle, version } = opened;
      const bytes = await readExactly(handle, offset, length);
      // Checked after the read, so that a file that changes meanwhile does not become a mixture of two versions.
      if (version === first.version && versionOf(await handle.stat()) === first.version) return bytes;
      throw new InputError('source', `was changed during the upload: ${name}. Upload it again once it is complete`);
    },
    // Opened anew if the upload is resumed.
    close: async () => {
      const { handle } = opened ?? {};
      opened = undefined;
      await handle?.close();
    },
  };
}

interface Opened {
  readonly handle: FileHandle;
  /** Changes when the file is written to. */
  readonly version: string;
  readonly size: number;
}

const versionOf = ({ size, mtimeMs, ctimeMs, ino }: Awaited<ReturnType<FileHandle['stat']>>): string =>
  `${size} ${mtimeMs} ${ctimeMs} ${ino}`;

async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0)
      throw new InputError(
        'source',
        `ended after ${offset + filled} bytes, because the file became shorter during the upload. Upload it again once it is complete`,
      );
    filled += bytesRead;
  }
  return buffer;
}

function builtins(): { fs: Builtins['fs/promises']; path: Builtins['path']; url: Builtins['url'] } {
  // Bundlers for other platforms refuse an import of Node's modules, even a lazy one.
  const { process } = globalThis as { process?: { getBuiltinModule?<K extends keyof Builtins>(id: K): Builtins[K] } };
  if (typeof process?.getBuiltinModule !== 'function')
    throw new InputError('source', 'must not be a path on this platform. Pass a Blob, bytes or a stream');
  return {
    fs: process.getBuiltinModule('fs/promises'),
    path: process.getBuiltinModule('path'),
    url: process.getBuiltinModule('url'),
  };
}
