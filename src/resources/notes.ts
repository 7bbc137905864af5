import { EntityBulk } from '../bulk/entity-bulk.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import { textOf } from '../util/is-record.js';
import type {
  Note,
  NoteCreate,
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
import { Resource } from './resource.js';

export type * from './note-types.js';

const LIST = '/api/v4/{entity_type}/notes';
const ONE = '/api/v4/{entity_type}/notes/{id}';
const OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes';
const ONE_OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes/{id}';

/**
 * Notes on leads, contacts and companies. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/notes
 */
export class Notes extends Resource {
  /** Bulk writes of the notes of a type of entity, from any iterable; each input ends with its own outcome. */
  bulk(entityType: NoteEntityType): EntityBulk<Note, NoteCreate, NoteCreated, NoteUpdateItem, NoteUpdated> {
    return new EntityBulk<Note, NoteCreate, NoteCreated, NoteUpdateItem, NoteUpdated>(
      {
        list: (params, options) => this.list(entityType, params, options),
        createMany: (notes, options) => this.createMany(entityType, notes, options),
        updateMany: (notes, options) => this.updateMany(entityType, notes, options),
      },
      { of: `notes of ${textOf(entityType)}` },
    );
  }

  /**
   * Lists the notes of all entities of a type.
   * @see https://developers.kommo.com/reference/notes-list-entity
   */
  list<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    params: NoteListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<NoteResult<W>> {
    return this.http.list(LIST, {
      path: { entity_type: entityType },
      query: params,
      options,
    });
  }

  /**
   * Gets one note.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/note-by-id
   */
  get<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    id: number,
    params: NoteGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<NoteResult<W>> {
    return this.http.get(ONE, { path: { entity_type: entityType, id }, query: params, options });
  }

  /**
   * Creates one note: `create('leads', { entity_id, note_type: 'common', params: { text } })`.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-notes
   */
  create(entityType: NoteEntityType, note: NoteCreate, options?: RequestOptions): ApiPromise<NoteCreated> {
    const body = [checkObject(note, 'note')];
    return this.http.one('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Creates up to 250 notes in one call and returns their ids in the order of the input. All or nothing.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-notes
   */
  createMany(
    entityType: NoteEntityType,
    notes: readonly NoteCreate[],
    options?: RequestOptions,
  ): ApiPromise<NoteCreated[]> {
    const body = checkBatch(notes, 'notes');
    return this.http.many('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Changes one note; `note_type` and `params` go together.
   * @throws InputError on an empty change, ValidationError
   * @see https://developers.kommo.com/reference/edit-note
   */
  update(
    entityType: NoteEntityType,
    id: number,
    changes: NoteUpdate,
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { entity_type: entityType, id }, body, options });
  }

  /**
   * Changes up to 250 notes in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/edit-notes
   */
  updateMany(
    entityType: NoteEntityType,
    notes: readonly NoteUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated[]> {
    const body = checkUpdates(notes, 'notes');
    return this.http.many('PATCH', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Pins a note to the top of its entity.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/pin-note
   */
  pin(entityType: NoteEntityType, id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/{entity_type}/notes/{id}/pin', {
      path: { entity_type: entityType, id },
      options,
    });
  }

  /**
   * Unpins a note.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/unpin-note
   */
  unpin(entityType: NoteEntityType, id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/{entity_type}/notes/{id}/unpin', {
      path: { entity_type: entityType, id },
      options,
    });
  }

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
    return this.http.list(OF_ENTITY, { path, query: params, options });
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
    return this.http.many('POST', OF_ENTITY, { path, body: checkBatch(notes, 'notes'), options });
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
    return this.http.one('PATCH', ONE_OF_ENTITY, { path, body: checkChanges(changes, 'changes'), options });
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
    return this.http.many('PATCH', OF_ENTITY, { path, body: checkUpdates(notes, 'notes'), options });
  }
}
