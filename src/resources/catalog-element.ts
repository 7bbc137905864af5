import { embedded, first } from '../http/hal.js';
import type { Schemas } from './schemas.js';

type CatalogElement = Schemas['CatalogElement'];

/** Elements echo `request_id` as a number where everything else has a string; the type says a string, so the value is one. */
export function tidyElement<T extends Pick<CatalogElement, 'request_id'>>(element: T): T {
  if (element.request_id !== undefined) element.request_id = String(element.request_id);
  return element;
}

/** The one element of an answer, at its root or wrapped. */
export const oneElement = <T extends CatalogElement>(data: unknown): T => tidyElement(first<T>('elements')(data));

/** The elements of an answer. */
export const someElements = (data: unknown): CatalogElement[] =>
  embedded<CatalogElement>('elements')(data).map(tidyElement);
