import { AbortError, InputError } from '../errors.js';
import type { CatalogCustomFields } from '../resources/catalog-custom-fields.js';
import type { CustomField, CustomFields, EntityType } from '../resources/custom-fields.js';
import type { SegmentCustomFields } from '../resources/segment-custom-fields.js';
import { abortable } from '../util/abort.js';
import { checkKeys } from '../util/check.js';
import { shared } from '../util/requests.js';
import { FieldSet } from './field-set.js';
import type { FieldTypes, NoFieldTypes } from './types.js';

/** What has custom fields: a type of entity, segments of customers, or one list. */
export type FieldScope = EntityType | 'segments' | { readonly catalog: number };

/** Options of {@link Kommo.fields}. */
export interface FieldsOptions<Types extends FieldTypes = NoFieldTypes> {
  /** Expected types by code or name: `{ BUDGET: 'numeric' }`. They are checked, and they type the values. */
  types?: Types | undefined;
  /** Maximum age of the definitions in milliseconds. Default 600 000: ten minutes. */
  maxAgeMs?: number | undefined;
  /** Reads the definitions again, whatever their age. */
  refresh?: boolean | undefined;
  /** Stops waiting. Other calls that wait for the same definitions still get them. */
  signal?: AbortSignal | undefined;
}

/** Where definitions come from. */
export interface DefinitionSource {
  readonly customFields: CustomFields;
  readonly catalogCustomFields: CatalogCustomFields;
  readonly segmentCustomFields: SegmentCustomFields;
}

const MAX_AGE_MS = 600_000;
const ENTITIES: readonly unknown[] = ['leads', 'contacts', 'companies', 'customers'];

/** Definitions of custom fields. Calls at the same time share one read, and the result is kept for a while. */
export class FieldCache {
  readonly #source: DefinitionSource;
  readonly #entries = new Map<string, { readonly at: number; readonly set: Promise<FieldSet> }>();

  constructor(source: DefinitionSource) {
    this.#source = source;
  }

  async get<const Types extends FieldTypes = NoFieldTypes>(
    scope: FieldScope,
    options: FieldsOptions<Types> = {},
  ): Promise<FieldSet<Types>> {
    checkKeys(options, 'options', ['types', 'maxAgeMs', 'refresh', 'signal']);
    const { types, maxAgeMs = MAX_AGE_MS, refresh = false, signal } = options;
    if (!(maxAgeMs >= 0)) throw new InputError('maxAgeMs', `must be a number, 0 or more, got ${maxAgeMs}`);
    const name = nameOf(scope);
    const known = refresh ? undefined : this.#entries.get(name);
    const entry = known && performance.now() - known.at < maxAgeMs ? known : this.#read(scope, name);
    const found = shared(entry.set, () => this.#read(scope, name).set);
    const set = await abortable(found, signal).catch((error: unknown) => {
      throw signal?.aborted ? new AbortError(signal.reason) : error;
    });
    return (types ? set.typed(types) : set) as FieldSet<Types>;
  }

  #read(scope: FieldScope, name: string): { readonly at: number; readonly set: Promise<FieldSet> } {
    const set = this.#fetch(scope).then((fields) => new FieldSet(name, fields));
    const entry = { at: performance.now(), set };
    this.#entries.set(name, entry);
    set.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
    });
    return entry;
  }

  async #fetch(scope: FieldScope): Promise<CustomField[]> {
    if (typeof scope === 'object') return this.#source.catalogCustomFields.list(scope.catalog).all();
    if (scope === 'segments') return this.#source.segmentCustomFields.list().all();
    return this.#source.customFields.list(scope).all();
  }
}

function nameOf(scope: FieldScope): string {
  if (typeof scope === 'object' && scope !== null) return `list ${scope.catalog}`;
  if (scope === 'segments' || ENTITIES.includes(scope)) return scope;
  throw new InputError('scope', `must be ${ENTITIES.join(', ')}, segments or { catalog: id }, got ${String(scope)}`);
}
