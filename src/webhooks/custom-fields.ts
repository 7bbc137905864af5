import { type Field, int } from './fields.js';
import { isWireObject, itemsOf, member, textOf, type WireObject, type WireValue } from './wire.js';

/** One value of a custom field. */
export interface WebhookCustomFieldValue {
  /** Text as Kommo sends it: `1` for a set checkbox, unix seconds for a date, an object for the likes of invoice items. */
  value: string | WireObject | WireValue[];
  /** Id of the option, on fields that have options. */
  enum?: number;
  /** Part of the address, on address fields. */
  subtype?: string;
}

/** A custom field with its values. */
export interface WebhookCustomField {
  id: number;
  name?: string;
  /** `PHONE`, `EMAIL` and others; absent on most fields. */
  code?: string;
  values: WebhookCustomFieldValue[];
}

/**
 * Custom fields. Kommo sends their values in three shapes: a list of objects, a list of bare texts (dates), and one object
 * (radio buttons). All become the first.
 */
export const customFields: Field<WebhookCustomField[], false> = {
  required: false,
  read: (value) => itemsOf(value).flatMap(readField),
};

function readField(item: WireValue): WebhookCustomField[] {
  if (!isWireObject(item)) return [];
  const id = int.read(member(item, 'id') ?? null);
  if (id === undefined) return [];
  const name = textOf(member(item, 'name'));
  const code = textOf(member(item, 'code'));
  const values = member(item, 'values');
  const single = isWireObject(values) && Object.hasOwn(values, 'value');
  return [
    {
      id,
      ...(name === undefined ? {} : { name }),
      ...(code === undefined ? {} : { code }),
      values: (single ? [values] : itemsOf(values)).flatMap(readValue),
    },
  ];
}

function readValue(item: WireValue): WebhookCustomFieldValue[] {
  const bare = textOf(item);
  if (bare !== undefined) return [{ value: bare }];
  if (!isWireObject(item)) return [];
  const given = member(item, 'value');
  const value = typeof given === 'object' && given !== null ? given : textOf(given);
  if (value === undefined) return [];
  const option = int.read(member(item, 'enum') ?? null);
  const subtype = textOf(member(item, 'subtype'));
  return [{ value, ...(option === undefined ? {} : { enum: option }), ...(subtype === undefined ? {} : { subtype }) }];
}
