import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { AbortError, InputError, RedirectError, TimeoutError, UploadError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { serveDrive } from '../support/drive-server.js';
import { bytes, chunks, parts, setup, TEXT, textOf } from '../support/drive-setup.js';
import { json, serve } from '../support/http-server.js';

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

  test.each([
    ['https://acme.kommo.com', 'http://127.0.0.1:9'],
    ['https://acme.kommo.com', 'https://localhost:9'],
    ['https://acme.kommo.com', 'https://drive.example.com'],
    ['https://acme.kommo.com', 'https://drive.kommo.com.example.com'],
    ['https://crm.example.com', 'http://[::1]:9'],
    ['https://crm.example.com', 'https://user:pass@crm.example.com'],
    ['https://crm.example.com', 'http://crm.example.com'],
    ['https://crm.example.com', 'https://crm.example.com:9'],
  ])('of the account %s at %s gets no token', async (baseUrl, drive_url) => {
    const seen: string[] = [];
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      seen.push(new URL(new Request(input).url).origin);
      return Response.json({ id: 1, drive_url });
    };
    await expect(client(baseUrl, { fetch }).files.list()).rejects.toThrow(RedirectError);
    expect(seen).toEqual([baseUrl]);
  });

  test.each([
    ['https://acme.kommo.com', 'https://drive-c.kommo.com'],
    ['https://crm.example.com', 'https://crm.example.com/drive'],
    ['https://crm.example.com', 'https://drive-c.kommo.com'],
    ['http://127.0.0.1:9', 'http://localhost:10'],
  ])('of the account %s at %s is used', async (baseUrl, drive_url) => {
    const seen: string[] = [];
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      seen.push(new Request(input).url);
      return Response.json({ id: 1, drive_url, uuid: 'x' });
    };
    await client(baseUrl, { fetch }).files.get('x');
    expect(seen).toEqual([`${baseUrl}/api/v4/account?with=drive_url`, `${drive_url}/v1.0/files/x`]);
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
    const upload = files.upload(bytes(), { name: 'a', signal: leave.signal });
    await vi.waitFor(() => expect(parts(drive)).toHaveLength(2));
    leave.abort('enough');
    await expect(upload).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    await expect(upload.resume()).rejects.toThrow(AbortError);
    await upload.resume({ signal: new AbortController().signal });
    expect(textOf(drive)).toEqual([TEXT]);
    expect(drive.sessions).toHaveLength(1);
  });

  test.each([{ size: 10 }, {}])('while a stream gives nothing more, %j: it is let go', async (options) => {
    const { files } = await setup();
    const gone: string[] = [];
    let isAsked = false;
    const web = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('abcde')),
      // Asked for after the first bytes were taken.
      pull: () => {
        isAsked = true;
      },
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
      await vi.waitFor(() => expect(source === web ? isAsked : node.readableLength === 0).toBe(true));
      leave.abort();
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
      'has 9 bytes, but 10 were sent',
    ],
    [
      'ends too early',
      () => ({ uuid: 'x', version_uuid: 'y', name: 'a', _links: {} }),
      'ended the upload after 4 of 10 bytes',
    ],
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
      return json(res, { _embedded: { files: [{ uuid: 'x1' }] } });
    return json(res, { uuid: 'x1' });
  });
  const { files } = client(url);
  const filter = {
    uuid: ['a', 'b'],
    extensions: ['png'],
    date: { type: 'created_at', from: new Date(5_000) },
  } as const;
  expect((await files.list({ filter, limit: 10 })).data).toEqual([{ uuid: 'x1' }]);
  expect(await files.list({ filter }).all()).toEqual([{ uuid: 'x1' }]);
  expect(await files.listVersions('x1').all()).toEqual([{ uuid: 'v' }]);
  expect(await files.update('x1', { name: 'new' })).toEqual({ uuid: 'x1' });
  expect(await files.delete('x1')).toBeUndefined();
  expect(await files.deleteMany(['x1', 'y'])).toBeUndefined();
  expect(await files.restore('x1')).toEqual({ uuid: 'x1' });
  expect(await files.restoreMany(['x1'])).toEqual([{ uuid: 'x1' }]);
  const query = 'filter[uuid]=a,b&filter[extensions][]=png&filter[date][type]=created_at&filter[date][from]=5';
  expect(seen.slice(1).map(({ method, url: path, body }) => [method, path, body])).toEqual([
    ['GET', `/v1.0/files?${query}&limit=10`, ''],
    ['GET', `/v1.0/files?${query}&limit=250&page=1`, ''],
    ['GET', '/v1.0/files/x1/versions', ''],
    ['PATCH', '/v1.0/files/x1', '{"name":"new"}'],
    ['DELETE', '/v1.0/files', '[{"uuid":"x1"}]'],
    ['DELETE', '/v1.0/files', '[{"uuid":"x1"},{"uuid":"y"}]'],
    ['POST', '/v1.0/files/restore', '[{"uuid":"x1"}]'],
    ['POST', '/v1.0/files/restore', '[{"uuid":"x1"}]'],
  ]);
});
