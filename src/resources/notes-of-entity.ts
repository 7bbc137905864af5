import type { ApiPromise } from '../http/api-promise.js';
import { embedded, first } from '../http/hal.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/request-options.js';
import { checkBatch, checkChanges, checkUpdates } from '../util/check.js';
import type {
  NoteCreated,
  NoteCreateForEntity,
  NoteEntityType,
  NoteGetParams,
  NoteListParams,
  NoteResult,
  NoteUpdate,
  NoteUpdated,
  NoteUpdateItem,
  NoteWith,
} from './note-types.js';
import { Resource, STREAM_BY_ID } from './resource.js';

const OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes';
const ONE_OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes/{id}';

/**
 * The part of {@link Notes} that goes by the entity that has the notes.
 * @see https://developers.kommo.com/reference/notes
 */
export abstract class NotesOfEntity extends Resource {
  /**
   * Lists the notes of one entity.
   * @see https://developers.kommo.com/reference/notes-by-entity-id
   */
  listByEntity<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    entityId: number,
    params: NoteListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<NoteResult<W>> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.page(OF_ENTITY, 'notes', { path, query: params, options, stream: STREAM_BY_ID });
  }

  /**
   * Gets one note of a named entity (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  getByEntity<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    entityId: number,
    id: number,
    params: NoteGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<NoteResult<W>> {
    const path = { entity_type: entityType, entity_id: entityId, id };
    return this.http.get(ONE_OF_ENTITY, { path, query: params, options });
  }

  /**
   * Creates notes of a named entity (amoCRM only).
   * @throws ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  createForEntity(
    entityType: NoteEntityType,
    entityId: number,
    notes: readonly NoteCreateForEntity[],
    options?: RequestOptions,
  ): ApiPromise<NoteCreated[]> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.send('POST', OF_ENTITY, { path, body: checkBatch(notes, 'notes'), options }, embedded('notes'));
  }

  /**
   * Changes one note of a named entity (amoCRM only).
   * @throws InputError on an empty change, ValidationError
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  updateForEntity(
    entityType: NoteEntityType,
    entityId: number,
    id: number,
    changes: NoteUpdate,
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated> {
    const path = { entity_type: entityType, entity_id: entityId, id };
    return this.http.send(
      'PATCH',
      ONE_OF_ENTITY,
      { path, body: checkChanges(changes, 'changes'), options },
      first('notes'),
    );
  }

  /**
   * Changes notes of a named entity in one call (amoCRM only).
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  updateManyForEntity(
    entityType: NoteEntityType,
    entityId: number,
    notes: readonly NoteUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated[]> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.send('PATCH', OF_ENTITY, { path, body: checkUpdates(notes, 'notes'), options }, embedded('notes'));
  }
}
