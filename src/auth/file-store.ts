import { sha256Hex } from '../util/hmac.js';
import { TokenStoreError } from './errors.js';
import { codeOf, lockFile } from './file-lock.js';
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js';
import { LOCK_WAIT_MS, type TokenSet, type TokenStore } from './token-store.js';

/**
 * Keeps tokens in a directory of this machine, one file for each key. Only the owner can read a file (0600 in 0700). A save writes a
 * new file, waits until it is on the disk (fsync), and renames it over the old one. The lock holds between processes of this machine,
 * and between machines whose shared file system creates files exclusively and whose clocks agree within seconds.
 * @param directory - The store makes it, unless it exists, when it first saves something.
 */
export function fileStore(directory: string): TokenStore {
  return {
    async load(key) {
      const node = nodeBuiltins();
      return read(node, await pathOf(node, directory, key), key);
    },
    async lock(key, { waitMs = LOCK_WAIT_MS } = {}) {
      const node = nodeBuiltins();
      await makeDirectory(node, directory);
      const path = await pathOf(node, directory, key);
      const lock = await lockFile(path, key, waitMs);
      return {
        async save(tokens) {
          await replace(node, path, JSON.stringify(tokens), lock.check);
        },
        async delete() {
          await lock.check();
          await node.fs.rm(path, { force: true });
        },
        release: lock.release,
      };
    },
  };
}

// A readable name for a person who looks for it, and a hash to tell apart keys that differ in characters of no file name.
async function pathOf({ path }: NodeBuiltins, directory: string, key: string): Promise<string> {
  const readable = key.replace(/[^\w.-]+/g, '_').slice(0, 80);
  return path.join(directory, `${readable}.${(await sha256Hex(key)).slice(0, 12)}.json`);
}

async function makeDirectory({ fs }: NodeBuiltins, directory: string): Promise<void> {
  try {
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new TokenStoreError(`${directory} is a file. fileStore needs the path of a directory.`);
  }
}

async function read({ fs }: NodeBuiltins, path: string, key: string): Promise<TokenSet | undefined> {
  let text: string;
  try {
    text = await fs.readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as TokenSet;
  } catch {
    // Without the parser's message, which quotes the file.
    throw new TokenStoreError(
      `The file with the tokens of "${key}" is not JSON, so something else has changed it. Import the tokens again, or authorize again.`,
    );
  }
}

async function replace(
  { fs, path: paths }: NodeBuiltins,
  path: string,
  text: string,
  check: () => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await fs.open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // As late as possible, so that a holder that was stopped for long does not overwrite its successor.
    await check();
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(fs, paths.dirname(path));
}

// Without it a power cut may undo the rename. Some systems can't open a directory.
async function syncDirectory(fs: NodeBuiltins['fs'], directory: string): Promise<void> {
  const handle = await fs.open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
