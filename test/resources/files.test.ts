import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  AbortError,
  BadRequestError,
  ConnectionError,
  InputError,
  NotFoundError,
  RedirectError,
  ServerError,
  TimeoutError,
  UploadError,
  type UploadSource,
  type UploadState,
} from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { type DriveOptions, type DriveServer, serveDrive } from '../support/drive-server.js';
import { json, serve } from '../support/http-server.js';

const TEXT = 'abcdefghij';
const bytes = (text = TEXT): Uint8Array => new TextEncoder().encode(text);
const textOf = ({ files }: DriveServer): string[] => files.map((file) => file.bytes.toString());
const parts = (drive: DriveServer): string[] =>
  drive
    .log()
    .filter((line) => line.includes('/upload/'))
    .map((line) => line.replace(/.*\//, ''));

async function setup(
  options: DriveOptions = {},
): Promise<{ drive: DriveServer; files: ReturnType<typeof client>['files'] }> {
  const drive = await serveDrive(options);
  return { drive, files: client(drive.url, { retries: 2 }).files };
}

async function fileOnDisk(text = TEXT): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kommo-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'offer.pdf');
  await writeFile(path, text);
  return path;
}

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}

describe('the drive', () => {
  test('is found once, through the account, by any number of calls at the same time', async () => {
    const { drive, files } = await setup();
    await Promise.all([
      files.upload(bytes(), { name: 'a.txt' }),
      files.list(),
      files.upload(bytes(), { name: 'b.txt' }),
    ]);
    await files.get('file-100');
    expect(drive.seen.filter(({ url }) => url === '/api/v4/account?with=drive_url')).toHaveLength(1);
    expect(new Set(drive.seen.map(({ token }) => token))).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

  test('a failure to find it is not kept', async () => {
    const { url } = await serve((seen, res, _, count) => {
      if (count === 1) return json(res, { title: 'Forbidden', status: 403 }, 403);
      return json(res, seen.url.startsWith('/api/v4/account') ? { drive_url: url } : { uuid: 'x', _links: {} });
    });
    const { files } = client(url);
    await expect(files.get('x')).rejects.toMatchObject({ status: 403 });
    await expect(files.get('x')).resolves.toMatchObject({ uuid: 'x' });
  });

  test('who gives up waiting for it leaves the others alone', async () => {
    const { url } = await serve(async (seen, res) => {
      if (seen.url.startsWith('/api/v4/account')) await new Promise((resolve) => setTimeout(resolve, 50));
      json(res, seen.url.startsWith('/api/v4/account') ? { drive_url: url } : { uuid: 'x', _links: {} });
    });
    const { files } = client(url);
    const gone = new AbortController();
    const [aborted, other] = [files.get('x', { signal: gone.signal }), files.get('x')];
    gone.abort();
    await expect(aborted).rejects.toThrow(AbortError);
    await expect(other).resolves.toMatchObject({ uuid: 'x' });
  });

  test.each([
    ['http://drive.example.com'],
    ['ftp://drive.kommo.com'],
    ['https://user:pass@drive.kommo.com'],
    ['no address'],
  ])('of the address %s gets no token', async (driveUrl) => {
    const { drive, files } = await setup({ driveUrl });
    await expect(files.list()).rejects.toThrow(RedirectError);
    expect(drive.log()).toEqual(['GET /api/v4/account']);
  });

  test('an account without one', async () => {
    const { files } = await setup({ driveUrl: '' });
    await expect(files.list()).rejects.toThrow('names no drive_url');
  });

  test('bad input is refused before the account is asked', async () => {
    const { drive, files } = await setup();
    await expect(files.get('a/../b')).rejects.toThrow(InputError);
    expect(() => files.deleteMany([])).toThrow(InputError);
    expect(() => files.update('x', { name: 'a', version_uuid: 'b' })).toThrow('a name or a version_uuid');
    expect(drive.seen).toEqual([]);
  });
});

describe('upload', () => {
  const sources: [string, () => UploadSource | Promise<UploadSource>, object, string][] = [
    ['a path', fileOnDisk, {}, 'offer.pdf'],
    ['a file URL', async () => pathToFileURL(await fileOnDisk()), {}, 'offer.pdf'],
    ['bytes', () => bytes(), { name: 'a.txt' }, 'a.txt'],
    ['an ArrayBuffer', () => bytes().buffer as ArrayBuffer, { name: 'a.txt' }, 'a.txt'],
    ['a part of a buffer', () => bytes(`__${TEXT}__`).subarray(2, 12), { name: 'a.txt' }, 'a.txt'],
    ['a Blob', () => new Blob([TEXT]), { name: 'a.txt' }, 'a.txt'],
    ['a File', () => new File([TEXT], 'photo.png'), {}, 'photo.png'],
    ['a web stream of known size', () => new Blob([TEXT]).stream(), { name: 'a.txt', size: 10 }, 'a.txt'],
    ['a web stream of unknown size', () => new Blob([TEXT]).stream(), { name: 'a.txt' }, 'a.txt'],
    ['an async iterable', () => chunks('abc', '', 'defghi', 'j'), { name: 'a.txt', size: 10 }, 'a.txt'],
    ['a stream of Node', async () => createReadStream(await fileOnDisk()), { name: 'a.txt', size: 10 }, 'a.txt'],
  ];

  test.each(sources)('of %s, in parts and in order', async (_, make, options, name) => {
    const { drive, files } = await setup();
    const progress: number[] = [];
    const file = await files.upload(await make(), { ...options, onProgress: ({ sent }) => void progress.push(sent) });
    expect(file).toMatchObject({ uuid: 'file-100', size: 10 });
    expect(textOf(drive)).toEqual([TEXT]);
    expect(drive.sessions[0]?.input).toMatchObject({ file_name: name, file_size: 10 });
    expect(parts(drive)).toEqual(['100-0', '100-1', '100-2']);
    expect(progress).toEqual([4, 8, 10]);
  });

  test('of parts that fit exactly, and of one that is empty', async () => {
    const { drive, files } = await setup();
    await files.upload(bytes('abcdefgh'), { name: 'a' });
    await files.upload(bytes(''), { name: 'b' });
    expect(parts(drive)).toEqual(['100-0', '100-1', '101-0']);
    expect(textOf(drive)).toEqual(['abcdefgh', '']);
  });

  test('tells the type of the file, and sends parts as it', async () => {
    const { drive, files } = await setup();
    await files.upload(new File([TEXT], 'a.png', { type: 'image/png' }));
    await files.upload(bytes(), { name: 'a' });
    expect(drive.sessions.map(({ input }) => input.content_type)).toEqual(['image/png', undefined]);
    const types = drive.seen.filter(({ url }) => url.includes('/upload/')).map(({ type }) => type);
    expect(types).toEqual([...Array(3).fill('image/png'), ...Array(3).fill('application/octet-stream')]);
  });

  test('as a new version of a file', async () => {
    const { drive, files } = await setup();
    const file = await files.upload(bytes(), { name: 'a.txt', fileUuid: 'known', withPreview: true });
    expect(file.uuid).toBe('known');
    expect(drive.sessions[0]?.input).toEqual({
      file_name: 'a.txt',
      file_size: 10,
      file_uuid: 'known',
      with_preview: true,
    });
  });

  test('by hand: a session, then its parts', async () => {
    const { files } = await setup({ partSize: 5 });
    const { upload_url } = await files.createSession({ file_name: 'a.txt', file_size: 10 });
    const next = await files.uploadPart(upload_url, bytes('abcde'));
    const file = await files.uploadPart('next_url' in next ? next.next_url : '', bytes('fghij'), {
      contentType: 'text/plain',
    });
    expect(file).toMatchObject({ size: 10 });
  });
});

describe('a source that is not what it should be', () => {
  test.each<[string, () => UploadSource, object, string]>([
    ['a path to nothing', () => '/nowhere/at/all', {}, "source: can't be read"],
    ['a folder', () => tmpdir(), {}, 'source: is no file'],
    ['no name', () => bytes(), {}, 'name: is missing'],
    ['a stream that is too short', () => chunks('abc'), { name: 'a', size: 10 }, 'ended after 3 of 10 bytes'],
    ['a stream that is too long', () => chunks('abcdef'), { name: 'a', size: 4 }, 'has more bytes'],
    [
      'a stream of texts',
      () =>
        (async function* () {
          yield 'abc' as never;
        })(),
      { name: 'a' },
      'must give bytes',
    ],
    ['a number', () => 5 as never, { name: 'a' }, 'must be a path'],
    ['a size that is none', () => chunks('abc'), { name: 'a', size: -1 }, 'size: must be a count of bytes'],
    ['more than the drive takes', () => bytes('x'.repeat(1001)), { name: 'a' }, 'the drive takes 1000 at most'],
  ])('%s', async (_, make, options, message) => {
    const { drive, files } = await setup();
    const error = await files.upload(make(), options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(message);
    expect(drive.files).toEqual([]);
  });

  test('a file that is changed between two runs', async () => {
    const path = await fileOnDisk();
    const { files } = await setup({ faults: { 1: ['cut', 'cut', 'cut'] } });
    const upload = files.upload(path);
    await expect(upload).rejects.toThrow(ConnectionError);
    await writeFile(path, 'ABCDEFGHIJ!');
    await expect(upload.resume()).rejects.toThrow('was changed meanwhile');
  });
});

describe('a cut', () => {
  test.each(['cut', 'lost', 'busy'] as const)('of a part, %s: it is sent again to the same address', async (fault) => {
    const { drive, files } = await setup({ faults: { 1: [fault] } });
    await files.upload(bytes(), { name: 'a.txt' });
    expect(parts(drive)).toEqual(['100-0', '100-1', '100-1', '100-2']);
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('of a stream, too: the part is kept', async () => {
    const { drive, files } = await setup({ faults: { 1: ['cut', 'lost'] } });
    await files.upload(chunks('abcde', 'fghij'), { name: 'a.txt', size: 10 });
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('too many of them end it; resume() goes on with the part that failed', async () => {
    const { drive, files } = await setup({ faults: { 1: ['cut', 'cut', 'cut'] } });
    const upload = files.upload(chunks('abcde', 'fghij'), { name: 'a.txt', size: 10 });
    await expect(upload).rejects.toThrow(ConnectionError);
    expect(upload.state).toMatchObject({ offset: 4, size: 10, partSize: 4, sessionId: 100 });
    await expect(upload.resume()).resolves.toMatchObject({ size: 10 });
    expect(parts(drive)).toEqual(['100-0', '100-1', '100-1', '100-1', '100-1', '100-2']);
    expect(textOf(drive)).toEqual([TEXT]);
    expect(upload.state).toBeUndefined();
    await expect(upload.resume()).resolves.toMatchObject({ size: 10 });
    expect(drive.sessions).toHaveLength(1);
  });

  test('another process goes on with the state', async () => {
    const path = await fileOnDisk();
    const { drive, files } = await setup({ faults: { 2: ['busy', 'busy', 'busy'] } });
    const upload = files.upload(path);
    await expect(upload).rejects.toThrow(ServerError);
    const resume = JSON.parse(JSON.stringify(upload.state)) as UploadState;
    await client(drive.url).files.upload(path, { resume });
    expect(parts(drive)).toEqual(['100-0', '100-1', '100-2', '100-2', '100-2', '100-2']);
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('another process goes on with a stream, whose start it passes over', async () => {
    const { drive, files } = await setup({ faults: { 1: ['busy', 'busy', 'busy'] } });
    const upload = files.upload(bytes(), { name: 'a.txt' });
    await expect(upload).rejects.toThrow(ServerError);
    await files.upload(chunks('ab', 'cdefghij'), { size: 10, resume: upload.state });
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test.each([
    [{ size: 11 }, 'of an upload of 11 bytes, but the source has 10'],
    [{ offset: 11 }, 'must be the `state`'],
    [{ partSize: 0 }, 'must be the `state`'],
    [{ url: 5 }, 'must be the `state`'],
  ])('a state with %j is refused', async (wrong, message) => {
    const { drive, files } = await setup();
    const state = {
      url: drive.url,
      offset: 4,
      size: 10,
      partSize: 4,
      sessionId: 1,
      openedAt: 1,
      ...wrong,
    } as UploadState;
    await expect(files.upload(bytes(), { resume: state })).rejects.toThrow(message);
    expect(drive.seen).toEqual([]);
  });
});

describe('a drive that refuses a part that it has', () => {
  test('starts the upload anew, in a session of its own', async () => {
    const { drive, files } = await setup({ again: false, faults: { 1: ['lost'] } });
    await files.upload(bytes(), { name: 'a.txt' });
    expect(parts(drive)).toEqual(['100-0', '100-1', '100-1', '101-0', '101-1', '101-2']);
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('ends it where the source is a stream, which can be read once', async () => {
    const { drive, files } = await setup({ again: false, faults: { 1: ['lost'] } });
    await expect(files.upload(chunks(TEXT), { name: 'a.txt', size: 10 })).rejects.toThrow(NotFoundError);
    expect(drive.files).toEqual([]);
  });

  test('and it was the last: the file is found by its session, and not made twice', async () => {
    const { drive, files } = await setup({ again: false, faults: { 2: ['lost'] } });
    await files.upload(bytes('0123456789'), { name: 'other.txt' }).catch(() => {});
    await expect(files.upload(bytes(), { name: 'a.txt' })).resolves.toMatchObject({ session_id: 101 });
    expect(textOf(drive)).toEqual(['0123456789', TEXT]);
  });

  test('and it was the last of a new version: the version is found', async () => {
    const { drive, files } = await setup({ again: false, faults: { 2: ['lost'] } });
    await expect(files.upload(bytes(), { name: 'a.txt', fileUuid: 'known' })).resolves.toMatchObject({ uuid: 'known' });
    expect(drive.sessions).toHaveLength(1);
    expect(drive.log().at(-1)).toBe('GET /v1.0/files/known');
  });

  test('a refusal that is not in doubt is told at once', async () => {
    const { drive, files } = await setup({ faults: { 0: ['refused'] } });
    await expect(files.upload(bytes(), { name: 'a.exe' })).rejects.toThrow(BadRequestError);
    expect(drive.sessions).toHaveLength(1);
    expect(parts(drive)).toEqual(['100-0']);
  });

  test('a session that is gone is replaced by another', async () => {
    const { drive, files } = await setup();
    const state = { offset: 4, size: 10, partSize: 4, sessionId: 1, openedAt: 1 };
    const url = `${drive.url}/v1.0/sessions/upload/1-1`;
    await files.upload(bytes(), { name: 'a.txt', resume: { ...state, url } });
    expect(parts(drive)).toEqual(['1-1', '100-0', '100-1', '100-2']);
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('the same in the middle of large parts, cut after their first bytes', async () => {
    const text = 'x'.repeat(1_000_000);
    const { drive, files } = await setup({
      partSize: 262_144,
      faults: { 0: ['cut'], 2: ['lost', 'cut'] },
      maxFile: 1e9,
    });
    await files.upload(bytes(text), { name: 'a.txt' });
    expect(textOf(drive)).toEqual([text]);
    expect(parts(drive)).toEqual(['100-0', '100-0', '100-1', '100-2', '100-2', '100-2', '100-3']);
  });
});

describe('abort', () => {
  test('before the start: nothing is sent', async () => {
    const { drive, files } = await setup();
    const upload = files.upload(bytes(), { name: 'a', signal: AbortSignal.abort() });
    await expect(upload).rejects.toThrow(AbortError);
    expect(drive.seen).toEqual([]);
  });

  test('in the middle of a part, with the reason of the caller; resume() takes another signal', async () => {
    const { drive, files } = await setup({ faults: { 1: ['silent'] } });
    const leave = new AbortController();
    const upload = files.upload(bytes(), {
      name: 'a',
      signal: leave.signal,
      onProgress: () => setTimeout(() => leave.abort('enough'), 20),
    });
    await expect(upload).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    await expect(upload.resume()).rejects.toThrow(AbortError);
    await upload.resume({ signal: new AbortController().signal });
    expect(textOf(drive)).toEqual([TEXT]);
    expect(drive.sessions).toHaveLength(1);
  });

  test.each([{ size: 10 }, {}])('while a stream gives nothing more, %j: it is let go', async (options) => {
    const { files } = await setup();
    const gone: string[] = [];
    const web = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('abcde')),
      cancel: () => void gone.push('web'),
    });
    const node = new Readable({
      read() {},
      destroy: (_, done) => {
        gone.push('node');
        done(null);
      },
    });
    node.push('abcde');
    for (const source of [web, node]) {
      const leave = new AbortController();
      const upload = files.upload(source, { ...options, name: 'a', signal: leave.signal });
      setTimeout(() => leave.abort(), 100);
      await expect(upload).rejects.toThrow(AbortError);
      await expect(upload.resume({ signal: undefined })).rejects.toThrow();
    }
    await expect.poll(() => gone).toEqual(['web', 'node']);
  });

  test('totalTimeoutMs is that of the whole upload', async () => {
    const { files } = await setup({ faults: { 1: ['silent'] } });
    const upload = files.upload(bytes(), { name: 'a', totalTimeoutMs: 100 });
    const error = await upload.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ scope: 'total' });
  });

  test('what onProgress throws ends it', async () => {
    const { files } = await setup();
    const onProgress = (): never => {
      throw new Error('disk full');
    };
    await expect(files.upload(bytes(), { name: 'a', onProgress })).rejects.toThrow('disk full');
  });
});

describe('a hostile drive', () => {
  test.each([
    ['upload_url', 0],
    ['next_url', 1],
  ])('whose %s is on another origin gets neither token nor bytes there', async (_, number) => {
    const other = await serve((_seen, res) => json(res, {}));
    const { drive, files } = await setup({
      addressOf: (own, part) => (part === number ? own.replace(drive.url, other.url) : own),
    });
    await expect(files.upload(bytes(), { name: 'a' })).rejects.toThrow(RedirectError);
    expect(other.seen).toEqual([]);
    expect(drive.files).toEqual([]);
  });

  test("a state with an address of another origin, the account's own included", async () => {
    const account = await serve((_, res) => json(res, { drive_url: drive.url }));
    const drive = await serveDrive();
    const { files } = client(account.url);
    const state = { offset: 4, size: 10, partSize: 4, sessionId: 1, openedAt: 1 };
    for (const url of [`${account.url}/x`, 'http://example.com/x', 'no address//'])
      await expect(files.upload(bytes(), { resume: { ...state, url } })).rejects.toThrow();
    expect(account.seen.map(({ url }) => url)).toEqual(['/api/v4/account?with=drive_url']);
    expect(drive.seen.filter(({ token }) => token === undefined)).toEqual([]);
  });

  test('redirects and links to other origins are not followed', async () => {
    const other = await serve((_, res) => json(res, {}));
    const { url } = await serve((seen, res) => {
      if (seen.url.startsWith('/api/v4/account')) return json(res, { drive_url: url });
      if (seen.method === 'POST') return void res.writeHead(307, { location: `${other.url}/x` }).end();
      return json(res, { _links: { next: { href: `${other.url}/x` } }, _embedded: { files: [{ uuid: 'x' }] } });
    });
    const { files } = client(url);
    await expect(files.createSession({ file_name: 'a', file_size: 1 })).rejects.toThrow(RedirectError);
    await expect(files.list().all()).rejects.toThrow(RedirectError);
    expect(other.seen).toEqual([]);
  });

  test.each([
    [
      'has a file of another size',
      (own: object) => ('uuid' in own ? { ...own, size: 9 } : own),
      'has 9 bytes, 10 were sent',
    ],
    ['ends too early', () => ({ uuid: 'x', version_uuid: 'y', name: 'a', _links: {} }), 'ended it after 4 of 10 bytes'],
    ['asks for more', (own: object) => ('uuid' in own ? { next_url: 'http://x' } : own), 'asks for more'],
    ['answers with neither', () => ({ session_id: 1 }), 'neither a file nor the address'],
  ])('that %s', async (_, resultOf, message) => {
    const { files } = await setup({ resultOf });
    const error = await files.upload(bytes(), { name: 'a' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UploadError);
    expect(String(error)).toContain(message);
  });
});

test('neither the token nor the address of a part is in what is printed or logged', async () => {
  const drive = await serveDrive({ faults: { 1: ['busy', 'lost', 'refused'] } });
  const lines: unknown[] = [];
  const log = (...args: unknown[]): void => void lines.push(args);
  const { files } = client(drive.url, { retries: 2, logger: { debug: log, info: log, warn: log, error: log } });
  const upload = files.upload(chunks(TEXT), { name: 'a', size: 10 });
  const error = await upload.catch((e: unknown) => e);
  expect(error).toMatchObject({ path: '/v1.0/sessions/upload/[redacted]' });
  const shown = [upload, error, lines].map((value) => inspect(value, { depth: 20 })).join('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(shown).not.toContain(TOKEN);
  expect(shown).not.toMatch(/\b100-\d/);
  expect(inspect([upload, error], { depth: 20, showHidden: true })).not.toContain(TOKEN);
});

test('the other calls of the drive', async () => {
  const { url, seen } = await serve((one, res) => {
    if (one.url.startsWith('/api/v4/account')) return json(res, { drive_url: `${url}/` });
    if (one.method === 'DELETE') return json(res, {});
    if (one.url.includes('/versions')) return json(res, { _embedded: { versions: [{ uuid: 'v' }] } });
    if (one.url.includes('/restore') || one.url.includes('?'))
      return json(res, { _embedded: { files: [{ uuid: 'x' }] } });
    return json(res, { uuid: 'x' });
  });
  const { files } = client(url);
  const filter = {
    uuid: ['a', 'b'],
    extensions: ['png'],
    date: { type: 'created_at', from: new Date(5_000) },
  } as const;
  expect((await files.list({ filter, limit: 10 })).data).toEqual([{ uuid: 'x' }]);
  expect(await files.list({ filter }).all()).toEqual([{ uuid: 'x' }]);
  expect(await files.listVersions('x').all()).toEqual([{ uuid: 'v' }]);
  expect(await files.update('x', { name: 'new' })).toEqual({ uuid: 'x' });
  expect(await files.delete('x')).toBeUndefined();
  expect(await files.deleteMany(['x', 'y'])).toBeUndefined();
  expect(await files.restore('x')).toEqual({ uuid: 'x' });
  expect(await files.restoreMany(['x'])).toEqual([{ uuid: 'x' }]);
  const query = 'filter[uuid]=a,b&filter[extensions][]=png&filter[date][type]=created_at&filter[date][from]=5';
  expect(seen.slice(1).map(({ method, url: path, body }) => [method, path, body])).toEqual([
    ['GET', `/v1.0/files?${query}&limit=10`, ''],
    ['GET', `/v1.0/files?limit=250&${query}&page=1`, ''],
    ['GET', '/v1.0/files/x/versions', ''],
    ['PATCH', '/v1.0/files/x', '{"name":"new"}'],
    ['DELETE', '/v1.0/files', '[{"uuid":"x"}]'],
    ['DELETE', '/v1.0/files', '[{"uuid":"x"},{"uuid":"y"}]'],
    ['POST', '/v1.0/files/restore', '[{"uuid":"x"}]'],
    ['POST', '/v1.0/files/restore', '[{"uuid":"x"}]'],
  ]);
});
