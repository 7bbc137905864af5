import { InputError } from '../errors.js';

/** What makes an input and an entity the same. */
export type UpsertKey<Entity, Create> =
  | 'email'
  | 'phone'
  | {
      /** Text to search for, or undefined where the input has none. */
      input(input: Create): string | undefined;
      /** Every key that the entity answers to. */
      entity(entity: Entity): readonly string[];
    };

/** How keys are read. */
export interface Keys<Entity, Create> {
  ofInput(input: Create): string | undefined;
  ofEntity(entity: Entity): readonly string[];
}

/** Reads a key by its name, or by the functions given. */
export function keysOf<Entity, Create>(key: UpsertKey<Entity, Create>): Keys<Entity, Create> {
  if (key === 'email') return byField('EMAIL', (text) => text.trim().toLowerCase());
  if (key === 'phone') return byField('PHONE', (text) => text.replace(/[^\d+]/g, ''));
  if (typeof key?.input !== 'function' || typeof key.entity !== 'function') {
    throw new InputError('key', "must be 'email', 'phone' or { input, entity } functions");
  }
  return { ofInput: (input) => key.input(input), ofEntity: (entity) => key.entity(entity) };
}

interface HasFields {
  custom_fields_values?:
    | readonly { field_code?: string | null; values?: readonly { value?: unknown }[] | null }[]
    | null;
}

function byField<Entity, Create>(code: string, clean: (text: string) => string): Keys<Entity, Create> {
  const read = (holder: unknown): string[] =>
    ((holder as HasFields).custom_fields_values ?? [])
      .filter(({ field_code }) => field_code === code)
      .flatMap(({ values }) => values ?? [])
      .map(({ value }) => clean(String(value ?? '')))
      .filter((text) => text !== '');
  return { ofInput: (input) => read(input)[0], ofEntity: read };
}
