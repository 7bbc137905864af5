import type { NoteWithTable } from '../generated/wire.js';
import type { Narrow } from './narrow.js';
import type { ListQuery, Schema, Schemas, UnionSchema } from './schemas.js';

/** What can have notes; `customers` is known from amoCRM only. */
export type NoteEntityType = Schemas['NoteEntityType'];
/** A note: compare `note_type`, and `params` is what that type has. */
export type Note = UnionSchema<'Note'>;
/** What a note is created with. */
export type NoteCreate = UnionSchema<'NoteCreate'>;
/** What a note of a named entity is created with. */
export type NoteCreateForEntity = UnionSchema<'NoteCreateForEntity'>;
/** What a create returns: the id. */
export interface NoteCreated extends Schema<'NoteCreated'> {}
/** A change of a note. */
export type NoteUpdate = UnionSchema<'NoteUpdate'>;
/** A change together with the id of its note. */
export type NoteUpdateItem = UnionSchema<'NoteUpdateItem'>;
/** What an update returns. */
export interface NoteUpdated extends Schema<'NoteUpdated'> {}
/** Values of `with`. */
export type NoteWith = Schemas['NoteWith'];

/** A note. What `with` asked for is not optional in its type. */
export type NoteResult<W extends readonly NoteWith[]> = Narrow<Note, NoteWithTable, W>;

/** Parameters of the lists. */
export interface NoteListParams<W extends readonly NoteWith[] = readonly NoteWith[]> extends ListQuery<'notes.list'> {
  with?: W;
}

/** Parameters of `get`. */
export interface NoteGetParams<W extends readonly NoteWith[] = readonly NoteWith[]> {
  with?: W;
}
