import { InputError, KommoApiError } from '../errors.js';
import type { components } from '../generated/files-schema.js';
import { CALL_OPTIONS, type PostSpec } from '../http/client.js';
import type { RequestOptions } from '../transport/options.js';
import type { PreparedRequest } from '../transport/request.js';
import { abortable, CallSignal, sleep } from '../util/abort.js';
import { checkFunction, checkKeys, checkText, type KeysOf } from '../util/check.js';
import type { Bytes } from './bytes.js';
import { UploadError } from './error.js';
import type { UploadOptions, UploadState } from './options.js';
import { openSource, type UploadSource } from './source.js';

type Schemas = components['schemas'];
type DriveFile = Schemas['DriveFile'];

const UPLOAD_OPTIONS = [
  ...CALL_OPTIONS,
  ...Object.keys({
    name: true,
    contentType: true,
    size: true,
    fileUuid: true,
    withPreview: true,
    onProgress: true,
    resume: true,
  } satisfies KeysOf<Omit<UploadOptions, keyof RequestOptions>>),
];

/** What an upload calls. */
export interface UploadTarget {
  createSession(session: Schemas['FileSessionCreate'], options: RequestOptions): PromiseLike<Schemas['FileSession']>;
  sendPart(part: PostSpec): PromiseLike<Schemas['FileUploadResult']>;
  list(
    params: { filter: { date: { type: 'created_at'; from: number } } },
    options: RequestOptions,
  ): AsyncIterable<DriveFile>;
  get(uuid: string, options: RequestOptions): PromiseLike<DriveFile>;
}

// Files made since the session was opened, that are looked through for the one whose answer was lost.
const MOST_LOOKED_AT = 1_000;
const CLOCK_SKEW_S = 600;
const SECOND_LOOK_MS = 1_000;

/**
 * Sends a source in parts, strictly in order. The address of a part names its session and its number, so a part whose answer was lost
 * is sent to the same address again and can't land in another place. If the drive then refuses the address, the part had arrived and
 * the next address is lost. The upload starts again in a new session, because a session leaves nothing behind until its last part.
 * If it was the last part, the run first looks for the file by its session, so that the file is not made twice.
 */
export class UploadRun {
  readonly #source: UploadSource;
  readonly #target: UploadTarget;
  readonly #save: (state: UploadState | undefined) => void;
  #bytes: Promise<Bytes> | undefined;
  #state: UploadState | undefined;
  /** The file, once the drive has made it. */
  #file: DriveFile | undefined;
  /** Whether the next part may have arrived already. */
  #isInDoubt: boolean;

  /** @param save - gets the state after each step, and undefined at the end */
  constructor(
    source: UploadSource,
    { resume }: UploadOptions,
    target: UploadTarget,
    save: (state: UploadState | undefined) => void,
  ) {
    this.#source = source;
    this.#target = target;
    this.#save = save;
    this.#state = resume;
    this.#isInDoubt = resume !== undefined;
  }

  /** Sends what is missing, from the present state on. */
  async start(options: UploadOptions): Promise<DriveFile> {
    checkOptions(options);
    // Only onProgress failed, after the last part.
    if (this.#file) return this.#file;
    const { signal, totalTimeoutMs = 0, timeoutMs, retries, retryUnsafe = true, priority, actAs, headers } = options;
    const call = new CallSignal(signal, totalTimeoutMs, {
      method: 'POST',
      path: '/v1.0/sessions',
      progress: { maybeProcessed: true },
    });
    const request: RequestOptions = {
      signal: call.signal,
      timeoutMs,
      retries,
      retryUnsafe,
      priority,
      actAs,
      headers,
    };
    try {
      this.#bytes ??= openSource(this.#source, options.size, call.signal);
      const bytes = await abortable(this.#bytes, call.signal);
      this.#file = await this.#upload(bytes, options, request);
      this.#setState(undefined);
      return this.#file;
    } catch (error) {
      // The calls inside saw the signal of the whole; the caller gets its own reason.
      throw call.signal?.aborted ? call.signal.reason : error;
    } finally {
      call.dispose();
      // Not awaited: a stream that returns nothing more would not close either.
      this.#bytes?.then((bytes) => bytes.close(call.signal?.aborted === true)).catch(() => {});
    }
  }

  #setState<S extends UploadState | undefined>(state: S): S {
    this.#state = state;
    this.#save(state);
    return state;
  }

  async #upload(bytes: Bytes, options: UploadOptions, request: RequestOptions): Promise<DriveFile> {
    for (let isSecond = false; ; isSecond = true) {
      const state = this.#state ?? (await this.#open(bytes, options, request));
      check(state, bytes);
      try {
        return await this.#send(bytes, state, options, request);
      } catch (error) {
        if (this.#file || !isLost(error, this.#isInDoubt)) throw error;
        const found = this.#isInDoubt && (await this.#find(error, options, request));
        if (found) return found;
        if (isSecond || !bytes.again) throw error;
        this.#setState(undefined);
      }
    }
  }

  async #open(bytes: Bytes, options: UploadOptions, request: RequestOptions): Promise<UploadState> {
    const name = options.name ?? bytes.name;
    if (!name) throw new InputError('name', 'is missing. Pass the name that the file will have, with its extension');
    const type = options.contentType ?? bytes.type;
    const { fileUuid, withPreview } = options;
    const session = await this.#target.createSession(
      {
        file_name: name,
        file_size: bytes.size,
        ...(type && { content_type: type }),
        ...(fileUuid && { file_uuid: fileUuid }),
        ...(withPreview !== undefined && { with_preview: withPreview }),
      },
      request,
    );
    const { upload_url: url, session_id: sessionId, max_file_size: most } = session;
    // The drive may write numbers as text.
    const partSize = Math.floor(Number(session.max_part_size));
    if (!url || !(partSize > 0)) throw new UploadError('The drive opened a session without an address or a part size');
    if (most != null && bytes.size > Number(most))
      throw new InputError('source', `has ${bytes.size} bytes, but the drive accepts at most ${most}`);
    this.#isInDoubt = false;
    const openedAt = Math.floor(Date.now() / 1000);
    return this.#setState({ url, offset: 0, size: bytes.size, partSize, sessionId, openedAt, version: bytes.version });
  }

  async #send(bytes: Bytes, from: UploadState, options: UploadOptions, request: RequestOptions): Promise<DriveFile> {
    for (let state = from; ; ) {
      const length = Math.min(state.partSize, state.size - state.offset);
      const part = await abortable(bytes.read(state.offset, length), request.signal);
      const type = options.contentType ?? bytes.type;
      const answer = await this.#sendPart({ href: state.url, bytes: part, type, options: request });
      const sent = state.offset + length;
      const file = resultOf(answer, sent, state.size);
      if (file) {
        this.#file = file;
        this.#setState(undefined);
      } else state = this.#setState({ ...state, url: (answer as Schemas['FileUploadNext']).next_url, offset: sent });
      options.onProgress?.({ sent, total: state.size });
      if (file) return file;
    }
  }

  async #sendPart(part: PostSpec): Promise<Schemas['FileUploadResult']> {
    let attempts = (): number => 0;
    const watch = (request: PreparedRequest): void => {
      attempts = () => request.progress.attempts;
    };
    try {
      const answer = await this.#target.sendPart({ ...part, watch });
      this.#isInDoubt = false;
      return answer;
    } catch (error) {
      // A refusal says that its own attempt stored nothing. It says nothing about earlier attempts.
      const isRefused = error instanceof KommoApiError && error.status < 500;
      if (attempts() > (isRefused ? 1 : 0)) this.#isInDoubt = true;
      throw error;
    }
  }

  /** The file, if the part in doubt was the last and has arrived. */
  async #find(error: unknown, options: UploadOptions, request: RequestOptions): Promise<DriveFile | undefined> {
    const state = this.#state as UploadState;
    if (state.offset + state.partSize < state.size) return undefined;
    // Without a session the file can't be recognized, and another upload could make it twice.
    if (state.sessionId === undefined) throw error;
    const look = (): Promise<DriveFile | undefined> =>
      options.fileUuid ? this.#activeVersion(options.fileUuid, state, request) : this.#newFile(state, request);
    const found = await look();
    if (found) return found;
    // The drive may still be working on it.
    await sleep(SECOND_LOOK_MS, request.signal);
    return look();
  }

  async #activeVersion(uuid: string, state: UploadState, request: RequestOptions): Promise<DriveFile | undefined> {
    const file = await this.#target.get(uuid, request);
    return isOf(file, state) ? file : undefined;
  }

  // The list may leave out the session. The file itself has it.
  async #newFile(state: UploadState, request: RequestOptions): Promise<DriveFile | undefined> {
    const filter = { date: { type: 'created_at', from: state.openedAt - CLOCK_SKEW_S } } as const;
    let seen = 0;
    for await (const file of this.#target.list({ filter }, request)) {
      if (file.size === undefined || Number(file.size) === state.size) {
        const whole = file.session_id === undefined ? await this.#target.get(file.uuid, request) : file;
        if (isOf(whole, state)) return whole;
      }
      if (++seen === MOST_LOOKED_AT) return undefined;
    }
    return undefined;
  }
}

// The drive may write numbers as text.
const isOf = ({ session_id }: DriveFile, { sessionId }: UploadState): boolean =>
  session_id !== undefined && session_id !== null && String(session_id) === String(sessionId);

// A session that is gone is 404 or 410. Other refusals mean that only if the part may have been there before.
function isLost(error: unknown, isInDoubt: boolean): boolean {
  if (!(error instanceof KommoApiError)) return false;
  return [404, 410].includes(error.status) || (isInDoubt && [400, 409, 422].includes(error.status));
}

/** Refuses what would fail only after a part was sent. */
function checkOptions(options: UploadOptions): void {
  checkKeys(options, 'options', UPLOAD_OPTIONS);
  const { name, contentType, fileUuid, onProgress } = options;
  for (const [field, text] of Object.entries({ name, fileUuid })) checkText(text ?? 'none', field);
  // The type of a File is empty if the browser does not know it.
  if (typeof (contentType ?? '') !== 'string' || !/^[\x20-\x7e]*$/.test(contentType ?? ''))
    throw new InputError('contentType', 'must be a MIME type, such as image/png');
  if (onProgress !== undefined && onProgress !== null) checkFunction(onProgress, 'onProgress');
}

function check({ offset, size, partSize, url, version }: UploadState, bytes: Bytes): void {
  const isWhole = [offset, size, partSize].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!isWhole || partSize === 0 || offset > size || typeof url !== 'string')
    throw new InputError('resume', 'must be the `state` of an upload');
  if (size !== bytes.size)
    throw new InputError('resume', `is the state of an upload of ${size} bytes, but the source has ${bytes.size}`);
  if (version !== bytes.version && version !== undefined && bytes.version !== undefined)
    throw new InputError('resume', 'is the state of an upload of a file that was changed since. Upload the file anew');
}

/** The file, if the answer is one; undefined if another part is due. */
function resultOf(answer: Schemas['FileUploadResult'], sent: number, size: number): DriveFile | undefined {
  if ('next_url' in answer && answer.next_url) {
    if (sent < size) return undefined;
    throw new UploadError(`The drive has all ${size} bytes and asks for more`);
  }
  const file = answer as DriveFile;
  if (!file.uuid) throw new UploadError('The drive answered with neither a file nor the address of the next part');
  if (sent < size) throw new UploadError(`The drive ended the upload after ${sent} of ${size} bytes`, file);
  if (file.size !== undefined && Number(file.size) !== size)
    throw new UploadError(`The file in the drive has ${file.size} bytes, but ${size} were sent`, file);
  return file;
}
