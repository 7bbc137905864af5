import { expectTypeOf, test } from 'vitest';
import type { components } from '../../src/generated/schema.js';

type Schemas = components['schemas'];
type Note = Schemas['Note'];

declare const note: Note;

test('`note_type` narrows a note to one variant', () => {
  if (note.note_type === 'call_in') {
    expectTypeOf(note).toEqualTypeOf<Schemas['CallNote']>();
    expectTypeOf(note.note_type).toEqualTypeOf<'call_in'>();
    expectTypeOf(note.params.phone).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(note.entity_id).toEqualTypeOf<number>();
  }
  if (note.note_type === 'common') expectTypeOf(note.params).toEqualTypeOf<{ text: string }>();
  if (note.note_type === 'attachment') expectTypeOf(note.params.file_uuid).toEqualTypeOf<string | null | undefined>();
  if (note.note_type === 'transaction') expectTypeOf(note).toEqualTypeOf<Schemas['SystemNote']>();
  // @ts-expect-error not before it is narrowed
  note.params.text;
});

test('a switch leaves what it does not name', () => {
  switch (note.note_type) {
    case 'sms_in':
    case 'sms_out':
      expectTypeOf(note.params).toEqualTypeOf<{ text: string | null; phone: string | null }>();
      return;
    case 'geolocation':
      expectTypeOf(note.params.latitude).toEqualTypeOf<string | null | undefined>();
      return;
    default:
      expectTypeOf<Schemas['UnknownNote']>().toExtend<typeof note>();
      expectTypeOf<Schemas['SmsNote']>().not.toExtend<typeof note>();
  }
});

test('every known type has one variant, and what is not known has one as well', () => {
  expectTypeOf<Exclude<Note['note_type'], Schemas['UnknownNoteType']>>().toEqualTypeOf<Schemas['NoteType']>();
  expectTypeOf(note.note_type).toExtend<string>();
  // @ts-expect-error a typo, or a type that came later: then say so with `as string`
  void (note.note_type === 'comon');
  void ((note.note_type as string) === 'hologram');
});

test('a filter narrows a list', () => {
  const notes: Note[] = [];
  const files = notes.filter((item) => item.note_type === 'attachment');
  expectTypeOf(files).toEqualTypeOf<Schemas['AttachmentNote'][]>();
});

test('a new note has the params of its type', () => {
  expectTypeOf<{
    entity_id: 1;
    note_type: 'sms_in';
    params: { text: ''; phone: '' };
  }>().toExtend<Schemas['NoteCreate']>();
  // @ts-expect-error an SMS needs a phone
  const sms: Schemas['NoteCreate'] = { entity_id: 1, note_type: 'sms_in', params: { text: '' } };
  // @ts-expect-error this type is written by Kommo alone
  const system: Schemas['NoteCreate'] = { entity_id: 1, note_type: 'transaction', params: {} };
  const own: Schemas['NoteCreateForEntity'] = { note_type: 'common', params: { text: 'x' }, created_at: new Date() };
  void [sms, system, own];
});

test('the result of a task is one shape', () => {
  expectTypeOf<Schemas['Task']['result']>().toEqualTypeOf<{ text: string } | null>();
  expectTypeOf<Schemas['TaskFilter']['is_completed']>().toEqualTypeOf<boolean | 0 | 1 | undefined>();
});
