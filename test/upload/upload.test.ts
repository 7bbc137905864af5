import { createReadStream, writeFileSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import {
  BadRequestError,
  ConnectionError,
  InputError,
  NotFoundError,
  ServerError,
  type UploadSource,
  type UploadState,
} from '../../src/index.js';
import { client } from '../support/client.js';
import { bytes, chunks, fileOnDisk, parts, setup, TEXT, textOf } from '../support/drive-setup.js';

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

  test('its type is that of the file, whatever the headers of the call say', async () => {
    const { drive, files } = await setup();
    await files.upload(bytes(), { name: 'a', contentType: 'text/plain', headers: { 'Content-Type': 'x/y' } });
    const types = drive.seen.filter(({ url }) => url.includes('/upload/')).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['text/plain']));
  });

  test('a signal that is none is refused before the account is asked for its drive', async () => {
    const { drive, files } = await setup();
    await expect(files.list({}, { signal: {} as never })).rejects.toThrow('signal must be an AbortSignal');
    await expect(files.upload(bytes(), { name: 'a', signal: {} as never })).rejects.toThrow('signal must be');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(drive.seen).toEqual([]);
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

test('a drive that writes the size of its parts as text', async () => {
  const { drive, files } = await setup({ partSize: '4' as never });
  await files.upload(bytes(), { name: 'a' });
  expect(parts(drive)).toHaveLength(3);
  expect(textOf(drive)).toEqual([TEXT]);
});

describe('a source that is not what it should be', () => {
  test.each<[string, () => UploadSource, object, string]>([
    ['a path to nothing', () => '/nowhere/at/all', {}, "source can't be read"],
    ['a folder', () => tmpdir(), {}, 'source must be a file'],
    ['no name', () => bytes(), {}, 'name is missing'],
    ['a stream that is too short', () => chunks('abc'), { name: 'a', size: 10 }, 'ended after 3 of 10 bytes'],
    ['a stream that is too long', () => chunks('abcdef'), { name: 'a', size: 4 }, 'has more bytes'],
    [
      'a stream of texts',
      () =>
        (async function* () {
          yield 'abc' as never;
        })(),
      { name: 'a' },
      'must contain bytes',
    ],
    ['a number', () => 5 as never, { name: 'a' }, 'must be a path'],
    ['a size that is none', () => chunks('abc'), { name: 'a', size: -1 }, 'size must be a count of bytes'],
    ['more than the drive takes', () => bytes('x'.repeat(1001)), { name: 'a' }, 'the drive accepts at most 1000'],
  ])('%s', async (_, make, options, message) => {
    const { drive, files } = await setup();
    const error = await files.upload(make(), options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(message);
    expect(drive.files).toEqual([]);
  });

  test.each([
    ['name', 5],
    ['name', ''],
    ['contentType', 'image/png\r\nx: y'],
    ['contentType', 'текст'],
    ['contentType', {}],
    ['fileUuid', 5],
    ['onProgress', 5],
  ])('the option %s as %j is refused before a session is opened', async (field, value) => {
    const { drive, files } = await setup();
    const upload = files.upload(bytes(), { name: 'a', [field]: value } as never);
    await expect(upload).rejects.toMatchObject({ name: 'InputError', field });
    expect(drive.log().filter((line) => line.includes('/sessions'))).toEqual([]);
    await expect(files.upload(bytes(), { name: 'a', contentType: '' })).resolves.toHaveProperty('uuid');
  });

  test('a file that is changed between two runs', async () => {
    const path = await fileOnDisk();
    const { files } = await setup({ faults: { 1: ['cut', 'cut', 'cut'] } });
    const upload = files.upload(path);
    await expect(upload).rejects.toThrow(ConnectionError);
    await writeFile(path, 'ABCDEFGHIJ!');
    await expect(upload.resume()).rejects.toThrow('was changed during the upload');
  });

  test('a file that is overwritten during the upload, with as many bytes', async () => {
    const { drive, files } = await setup();
    const path = await fileOnDisk();
    // Its moment of change must differ whatever the grain of the file system's clock.
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const onProgress = ({ sent }: { sent: number }): void => void (sent === 4 && writeFileSync(path, 'ABCDEFGHIJ'));
    await expect(files.upload(path, { onProgress })).rejects.toThrow('was changed during the upload');
    expect(textOf(drive)).not.toContain('abcdEFGHIJ');
  });

  test('a file that is changed before another process resumes', async () => {
    const { drive, files } = await setup();
    const path = await fileOnDisk();
    let state: UploadState | undefined;
    const upload = files.upload(path, {
      onProgress: () => {
        state = upload.state;
        throw new Error('this process dies');
      },
    });
    await expect(upload).rejects.toThrow('dies');
    await writeFile(path, 'ABCDEFGHIJ');
    await expect(files.upload(path, { resume: state })).rejects.toThrow('changed since');
    expect(textOf(drive)).not.toContain('abcdEFGHIJ');
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
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(drive.seen).toEqual([]);
  });
});

describe('a stream is closed', () => {
  /** A stream that notes that it was closed. */
  function noted(...texts: (string | number)[]) {
    const note = { isClosed: false };
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        for (const text of texts) yield typeof text === 'string' ? bytes(text) : (text as never);
      } finally {
        note.isClosed = true;
      }
    }
    return { note, stream: stream() };
  }

  test.each([
    ['has more bytes than it said', ['abcd', 'efgh', 'ijkl', 'mnop'], 10],
    ['has something else than bytes', ['abcd', 5, 'efgh', 'ijkl'], 12],
    ['has fewer bytes than it said', ['abcd', 'efgh'], 10],
  ])('if it %s', async (_, texts, size) => {
    const { files } = await setup();
    const { note, stream } = noted(...texts);
    const upload = files.upload(stream, { name: 'a.txt', size });
    await expect(upload).rejects.toThrow(InputError);
    expect(note.isClosed).toBe(true);
    await expect(upload.resume()).rejects.toThrow(InputError);
  });

  test('if it ends as it said', async () => {
    const { files } = await setup();
    const { note, stream } = noted('abcd', 'efghij');
    await files.upload(stream, { name: 'a.txt', size: 10 });
    expect(note.isClosed).toBe(true);
  });

  test('if the upload is aborted, wherever it is', async () => {
    for (const at of [0, 1, 2]) {
      const { files } = await setup();
      const controller = new AbortController();
      const { note, stream } = noted('abcd', 'efgh', 'ij');
      const signalled = { name: 'a.txt', size: 10, signal: controller.signal };
      const onProgress = ({ sent }: { sent: number }): void => {
        if (sent >= 4 * at) controller.abort();
      };
      if (at === 0) controller.abort();
      await expect(files.upload(stream, { ...signalled, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
      // A generator that was never asked for anything has nothing to close.
      if (at > 0) await vi.waitFor(() => expect(note.isClosed).toBe(true));
    }
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

  test('and onProgress threw after the last: resume() returns the file, and does not make it twice', async () => {
    const { drive, files } = await setup({ again: false });
    const onProgress = ({ sent, total }: { sent: number; total: number }): void => {
      if (sent === total) throw new Error('mine');
    };
    const upload = files.upload(bytes(), { name: 'a.txt', onProgress });
    await expect(upload).rejects.toThrow('mine');
    expect(upload.state).toBeUndefined();
    await expect(upload.resume()).resolves.toMatchObject({ session_id: 100 });
    expect(textOf(drive)).toEqual([TEXT]);
  });

  test('an address of the web is refused as a source', async () => {
    const { drive, files } = await setup();
    await expect(files.upload(new URL('https://example.com/a.pdf'))).rejects.toThrow('source must be a file: address');
    expect(drive.files).toEqual([]);
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
