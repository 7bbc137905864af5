import type { FormObject, FormValue } from '../util/php-form.js';

/** A value of a decoded body. A form holds only strings; bodies given as JSON may hold the rest. */
export type WireValue = FormValue;

/** An object of a decoded body. */
export type WireObject = FormObject;

/** Whether a value is an object of the body, not a list and not a scalar. */
export const isWireObject = (value: WireValue | undefined): value is WireObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A member of an object, never one that it inherits. */
export const member = (object: WireObject, key: string): WireValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Text of a string, number or boolean; undefined for all else. */
export function textOf(value: WireValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The items of a list, of an object that is keyed by index or id, or nothing. */
export function itemsOf(value: WireValue | undefined): WireValue[] {
  if (Array.isArray(value)) return value;
  return isWireObject(value) ? Object.values(value) : [];
}
