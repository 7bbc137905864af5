import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { json } from './http-server.js';

/** What goes wrong with the part of a number, from 0 on: `cut` before it is whole, `lost` after it was taken. */
export type PartFault = 'cut' | 'lost' | 'refused' | 'busy' | 'silent';

export interface DriveOptions {
  readonly partSize?: number;
  readonly maxFile?: number;
  /** Faults by the number of the part, in the order of its attempts. */
  readonly faults?: Record<number, PartFault[]>;
  /** Whether a part that was taken can be sent again, or its address is used up. Default: it can. */
  readonly again?: boolean;
  /** Address of the session's first part, or of the part after one, in place of the drive's own. */
  readonly addressOf?: (own: string, part: number) => string;
  /** What a part answers, in place of the drive's own answer. */
  readonly resultOf?: (own: object, part: number) => object;
  readonly driveUrl?: string;
}

export interface DriveSession {
  readonly id: number;
  readonly input: { file_name: string; file_size: number; content_type?: string; file_uuid?: string };
  readonly parts: Buffer[];
}

export interface StoredFile {
  readonly uuid: string;
  readonly session_id: number;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface DriveServer {
  readonly url: string;
  readonly seen: { method: string; url: string; type: string | undefined; token: string | undefined; bytes: number }[];
  readonly sessions: DriveSession[];
  readonly files: StoredFile[];
  /** Method and path of what came, one a line. */
  log(): string[];
}

/** An account and its drive on one real HTTP server. Parts have addresses that name their session and number, as the real ones do. */
export async function serveDrive(options: DriveOptions = {}): Promise<DriveServer> {
  const { partSize = 4, maxFile = 1000, faults = {}, again = true, driveUrl } = options;
  const { addressOf = (own) => own, resultOf = (own) => own } = options;
  const seen: DriveServer['seen'] = [];
  const sessions: DriveSession[] = [];
  const files: StoredFile[] = [];
  const server = createServer(async (req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? '';
    const entry = {
      method: req.method ?? '',
      url: req.url ?? '',
      type: req.headers['content-type'],
      token: req.headers.authorization,
      bytes: 0,
    };
    seen.push(entry);
    const match = /^\/v1\.0\/sessions\/upload\/(\d+)-(\d+)$/.exec(path);
    const fault = match ? faults[Number(match[2])]?.shift() : undefined;
    const body = await bodyOf(req, fault === 'cut');
    entry.bytes = body?.length ?? 0;
    if (body === undefined) return;
    if (match) return part(Number(match[1]), Number(match[2]), body, res, fault);
    if (path === '/api/v4/account') return json(res, { id: 1, drive_url: driveUrl ?? url });
    if (path === '/v1.0/sessions') {
      sessions.push({ id: 100 + sessions.length, input: JSON.parse(body.toString()), parts: [] });
      const { id } = sessions.at(-1) as DriveSession;
      return json(res, { session_id: id, upload_url: address(id, 0), max_file_size: maxFile, max_part_size: partSize });
    }
    if (path === '/v1.0/files' && files.length > 0)
      return json(res, { _embedded: { files: files.map((file) => ({ ...shown(file), session_id: undefined })) } });
    const file = files.findLast(({ uuid }) => path === `/v1.0/files/${uuid}`);
    if (file) return json(res, shown(file));
    return void res.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const address = (session: number, number: number): string =>
    addressOf(`${url}/v1.0/sessions/upload/${session}-${number}`, number);

  function part(id: number, number: number, bytes: Buffer, res: ServerResponse, fault: PartFault | undefined): void {
    const session = sessions.find((one) => one.id === id);
    if (fault === 'silent') return;
    const refused = fault === 'refused' || bytes.length > partSize ? 400 : fault === 'busy' ? 503 : undefined;
    const isGone = !session || (!again && number < session.parts.length);
    if (refused || isGone) {
      json(res, { title: 'No', detail: 'no such files here' }, refused ?? 404);
      return;
    }
    session.parts[number] = bytes;
    const whole = Buffer.concat(session.parts);
    const isDone = whole.length >= session.input.file_size;
    const known = files.find(({ session_id }) => session_id === id);
    const uuid = session.input.file_uuid ?? `file-${id}`;
    const file: StoredFile = known ?? { uuid, session_id: id, name: session.input.file_name, bytes: whole };
    if (isDone && !known) files.push(file);
    if (fault === 'lost') res.destroy();
    else json(res, resultOf(isDone ? shown(file) : { session_id: id, next_url: address(id, number + 1) }, number));
  }
  return { url, seen, sessions, files, log: () => seen.map(({ method, url: at }) => `${method} ${at.split('?')[0]}`) };
}

const shown = ({ uuid, session_id, name, bytes }: StoredFile): object => ({
  uuid,
  version_uuid: `${uuid}-v${session_id}`,
  name: name.replace(/\.\w+$/, ''),
  size: bytes.length,
  session_id,
  _links: {},
});

/** The body; undefined where the connection was cut after its first bytes. */
async function bodyOf(req: IncomingMessage, cut: boolean): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    if (cut) {
      req.socket.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
