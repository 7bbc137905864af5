import { InputError } from '../errors.js';
import type { components, operations, paths } from '../generated/files-schema.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { Http } from '../http/client.js';
import { driveOf } from '../http/drive.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { FileUpload } from '../upload/file-upload.js';
import type { UploadOptions, UploadPartOptions } from '../upload/options.js';
import type { UploadSource } from '../upload/source.js';
import { checkChanges, checkObject, checkUuids } from '../util/check.js';
import { EntityFiles, type FileEntityType } from './entity-files.js';
import { Resource } from './resource.js';
import type { Schema } from './schemas.js';

type DriveSchema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** A file of the drive. */
export interface DriveFile extends DriveSchema<'DriveFile'> {}
/** How much of the drive is used, in bytes. */
export interface FileStats extends DriveSchema<'FileStats'> {}
/** A version of a file. */
export interface FileVersion extends DriveSchema<'FileVersion'> {}
/** A new name, or the version to make the active one; never both. */
export type FileUpdate = Exclude<DriveSchema<'FileUpdate'>, never>;
/** What an upload session is opened with. */
export interface FileSessionCreate extends DriveSchema<'FileSessionCreate'> {}
/** An upload session: the address of the first part, and the maximum size of a part. */
export interface FileSession extends DriveSchema<'FileSession'> {}
/** Answer to a part: the address of the next part, or the file after the last one. */
export type FileUploadResult = Exclude<DriveSchema<'FileUploadResult'>, never>;
/** Filters of a list. */
export interface FileFilter extends DriveSchema<'FileFilter'> {}
/** Parameters of {@link Files.list}. */
export type FileListParams = NonNullable<operations['files.list']['parameters']['query']>;
/** An entity that has a file, with the names of the older API. */
export interface FileLinkedEntity extends Schema<'FileLinkedEntity'> {}

const ALL = '/v1.0/files';
const ONE = '/v1.0/files/{file_uuid}';

/**
 * Files of the drive. The drive has its own host, whose address the SDK reads from the account once. `attach` links files to entities.
 * @see https://developers.kommo.com/reference/files-api
 */
export class Files extends Resource {
  readonly #drive: Http<paths>;
  readonly #attached: EntityFiles;

  /** @internal */
  constructor(http: Http) {
    super(http);
    this.#drive = driveOf(http);
    this.#attached = new EntityFiles(http);
  }

  /**
   * Uploads a file in parts of the size that the drive asks for, from a path (Node), a Blob, bytes or a stream:
   * `await kommo.files.upload('offer.pdf', { onProgress })`. A part whose answer was lost is sent again; `resume()` of the upload that this returns,
   * or `resume: upload.state` in another process, goes on after a failure.
   * @throws InputError on a source that can't be read, UploadError if the drive has something else than was sent, KommoApiError
   * @see https://developers.kommo.com/reference/upload-file
   */
  upload(source: UploadSource, options: UploadOptions = {}): FileUpload {
    return new FileUpload(source, checkObject(options, 'options'), {
      createSession: (session, request) => this.createSession(session, request),
      sendPart: (part) => this.#drive.post(part),
      list: (params, request) => this.list(params, request),
      get: (uuid, request) => this.get(uuid, request),
    });
  }

  /**
   * Opens an upload session, for a new file or for a new version of one; `upload` does so itself. It lives for 24 hours at most.
   * @throws BadRequestError
   * @see https://developers.kommo.com/reference/create-session
   */
  createSession(session: FileSessionCreate, options?: RequestOptions): ApiPromise<FileSession> {
    return this.#drive.one('POST', '/v1.0/sessions', { body: checkObject(session, 'session'), options });
  }

  /**
   * Sends one part to the `upload_url` of its session, or to the `next_url` that the part before gave; `upload` does so itself.
   * @throws RedirectError if the address is not on the drive, NotFoundError if the session is gone
   * @see https://developers.kommo.com/reference/upload-file
   */
  uploadPart(url: string, bytes: Uint8Array, options: UploadPartOptions = {}): ApiPromise<FileUploadResult> {
    return this.#drive.post({ href: url, bytes, type: checkObject(options, 'options').contentType, options });
  }

  /**
   * Lists the files of the account.
   * @throws InputError on a filter that can't be sent, BadRequestError
   * @see https://developers.kommo.com/reference/get-files
   */
  list(params: FileListParams = {}, options?: ListOptions): PagePromise<DriveFile> {
    return this.#drive.list(ALL, { query: params, options });
  }

  /**
   * Returns how much of the drive is used, in bytes (amoCRM only).
   * @throws ForbiddenError without the scope of files
   * @see https://www.amocrm.ru/developers/content/files/files-api
   */
  stats(options?: RequestOptions): ApiPromise<FileStats> {
    return this.#drive.get('/v1.0/files/stats', { options });
  }

  /**
   * Gets one file.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/file-uuid
   */
  get(uuid: string, options?: RequestOptions): ApiPromise<DriveFile> {
    return this.#drive.get(ONE, { path: { file_uuid: uuid }, options });
  }

  /**
   * Lists the versions of a file. New ones come with `upload(source, { fileUuid })`.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-version
   */
  listVersions(uuid: string, options?: ListOptions): PagePromise<FileVersion> {
    return this.#drive.list('/v1.0/files/{file_uuid}/versions', { path: { file_uuid: uuid }, options });
  }

  /**
   * Renames a file, `{ name }`, or makes another of its versions the active one, `{ version_uuid }`.
   * @throws InputError if it is both or neither, NotFoundError, BadRequestError
   * @see https://developers.kommo.com/reference/edit-file
   */
  update(uuid: string, changes: FileUpdate, options?: RequestOptions): ApiPromise<DriveFile> {
    const body = checkChanges(changes, 'changes');
    if ('name' in body && 'version_uuid' in body) throw new InputError('changes', 'must be a name or a version_uuid');
    return this.#drive.one('PATCH', ONE, { path: { file_uuid: uuid }, body, options });
  }

  /**
   * Moves one file to the bin. It can be restored for 30 days. Needs the scope for deleting files.
   * @throws ForbiddenError, NotFoundError
   * @see https://developers.kommo.com/reference/delete-files
   */
  delete(uuid: string, options?: RequestOptions): ApiPromise<void> {
    return this.#drive.run('DELETE', ALL, { body: refsOf([uuid]), options });
  }

  /**
   * Moves several files to the bin in one call.
   * @throws ForbiddenError, NotFoundError
   * @see https://developers.kommo.com/reference/delete-files
   */
  deleteMany(uuids: readonly string[], options?: RequestOptions): ApiPromise<void> {
    return this.#drive.run('DELETE', ALL, { body: refsOf(uuids), options });
  }

  /**
   * Restores one file from the bin and returns it.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/restore-files
   */
  restore(uuid: string, options?: RequestOptions): ApiPromise<DriveFile> {
    return this.#drive.one('POST', '/v1.0/files/restore', { body: refsOf([uuid]), options });
  }

  /**
   * Restores several files from the bin in one call and returns them.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/restore-files
   */
  restoreMany(uuids: readonly string[], options?: RequestOptions): ApiPromise<DriveFile[]> {
    return this.#drive.many('POST', '/v1.0/files/restore', { body: refsOf(uuids), options }, undefined, {
      by: ['uuid'],
    });
  }

  /**
   * Lists the entities that have a file, with the names of the older API.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-entities-with-file
   */
  listLinks(uuid: string, options?: RequestOptions): ApiPromise<FileLinkedEntity[]> {
    const path = { file_uuid: uuid };
    return this.http.send(
      'GET',
      '/api/v4/files/{file_uuid}/links',
      { path, options },
      ({ entities }) => entities ?? [],
    );
  }

  /**
   * Attaches files to an entity; the same as `entityFiles.attach`.
   * @throws ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/attached-to-entity
   */
  attach(type: FileEntityType, id: number, uuids: readonly string[], options?: RequestOptions): ApiPromise<void> {
    return this.#attached.attach(type, id, uuids, options);
  }

  /**
   * Detaches files from an entity; the same as `entityFiles.detach`. They stay in the drive.
   * @throws ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/detach-files
   */
  detach(type: FileEntityType, id: number, uuids: readonly string[], options?: RequestOptions): ApiPromise<void> {
    return this.#attached.detach(type, id, uuids, options);
  }
}

const refsOf = (uuids: readonly string[]): readonly DriveSchema<'FileRef'>[] =>
  checkUuids(uuids, 'uuids').map((uuid) => ({ uuid }));
