import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkObject, checkUuids, MAX_PAGE } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

/** What can have files; `customers` is known from amoCRM only. */
export type FileEntityType = Schemas['FileEntityType'];
/** A file that is attached to an entity. */
export interface EntityFile extends Schema<'EntityFile'> {}
/** Parameters of {@link EntityFiles.list}. */
export type EntityFileListParams = Query<'entityFiles.list'>;

const PATH = '/api/v4/{entity}/{entity_id}/files';

/**
 * Files of leads, contacts and companies. The files themselves are in the drive: `kommo.files`.
 * @see https://developers.kommo.com/reference/files-api
 */
export class EntityFiles extends Resource {
  /**
   * Lists the files of an entity, the newest first, 250 a page by default. There are no page numbers: `before_id` says where to go on,
   * and iteration does so on its own.
   * @throws NotFoundError on an unknown entity
   * @see https://developers.kommo.com/reference/get-files-entity
   */
  list(
    entityType: FileEntityType,
    entityId: number,
    params: EntityFileListParams = {},
    options?: ListOptions,
  ): PagePromise<EntityFile> {
    const query = { ...params, limit: checkObject(params, 'params').limit ?? MAX_PAGE };
    const after = (files: readonly unknown[]): object | undefined =>
      files.length < query.limit ? undefined : { before_id: (files.at(-1) as EntityFile).id };
    return this.http.list(PATH, { path: { entity: entityType, entity_id: entityId }, query, options, after });
  }

  /**
   * Attaches files to an entity, by their uuids in the drive.
   * @throws ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/attached-to-entity
   */
  attach(
    entityType: FileEntityType,
    entityId: number,
    fileUuids: readonly string[],
    options?: RequestOptions,
  ): ApiPromise<void> {
    const path = { entity: entityType, entity_id: entityId };
    return this.http.run('PUT', PATH, { path, body: refsOf(fileUuids), options });
  }

  /**
   * Detaches files from an entity. They stay in the drive.
   * @throws ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/detach-files
   */
  detach(
    entityType: FileEntityType,
    entityId: number,
    fileUuids: readonly string[],
    options?: RequestOptions,
  ): ApiPromise<void> {
    const path = { entity: entityType, entity_id: entityId };
    return this.http.run('DELETE', PATH, { path, body: refsOf(fileUuids), options });
  }
}

const refsOf = (uuids: readonly string[]): readonly Schemas['EntityFileRef'][] =>
  checkUuids(uuids, 'fileUuids').map((file_uuid) => ({ file_uuid }));
