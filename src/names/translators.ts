import { InputError } from '../errors.js';
import type { CustomFieldsValues } from '../fields/types.js';
import type { ElementCodecs } from '../resources/catalogs.js';
import { type EntityCodec, WIRE } from '../resources/resource.js';
import { checkObject } from '../util/check.js';
import { isRecord } from '../util/is-record.js';
import type { AccountDefinition, AccountEntity } from './definition.js';
import { Fields } from './fields.js';
import { disagreement, Ids, sameValue, unknownName } from './ids.js';
import { Stages } from './stages.js';

type Loose = Record<string, unknown>;

/** One property that holds a name on our side and an id on the wire. */
interface Named {
  readonly name: string;
  readonly wire: string;
  readonly ids: Ids;
  /** Its filter, if the wire has one. */
  readonly filter?: string;
}

interface Parts {
  readonly named: readonly Named[];
  readonly fields?: Fields;
  readonly tags?: Ids;
  readonly stages?: Stages;
  /** Kinds of what can be made along with it, by their key under `_embedded`. */
  readonly inside?: Readonly<Record<string, EntityCodec>>;
}

/** The translators of an account. Each one is made at its first use. */
export class Translators {
  readonly #account: AccountDefinition;
  readonly #responsible: Named;
  readonly #made = new Map<string, EntityCodec | undefined>();
  readonly #lists = new Map<string, ReturnType<ElementCodecs>>();

  constructor(account: AccountDefinition) {
    this.#account = account;
    const ids = new Ids('user', account.users);
    this.#responsible = { name: 'responsible_user', wire: 'responsible_user_id', ids, filter: 'responsible_user_id' };
  }

  /** The codec of a kind of entity, such as `leads` or `tasks`. Undefined if the account has no names for it. */
  of(kind: string): EntityCodec | undefined {
    if (!this.#made.has(kind)) {
      const parts = this.#parts(kind);
      this.#made.set(kind, parts && translator(parts));
    }
    return this.#made.get(kind);
  }

  /** The codec of the elements of a list. If the list is named by its id, they are as without an account. */
  readonly elements: ElementCodecs = (list: number | string) => {
    if (typeof list === 'number') return { id: list, codec: WIRE };
    const { catalogs } = this.#account;
    const catalog = Object.hasOwn(catalogs, list) ? catalogs[list] : undefined;
    if (!catalog) throw unknownName('list_id', 'list', list, Object.keys(catalogs));
    const { id, fields } = catalog;
    const made = this.#lists.get(list) ?? {
      id,
      codec: translator({ named: [], fields: new Fields(`catalogs.${list}`, fields) }),
    };
    this.#lists.set(list, made);
    return made;
  };

  #parts(kind: string): Parts | undefined {
    const { leads, contacts, companies, customers, pipelines, lossReasons, taskTypes } = this.#account;
    switch (kind) {
      case 'leads':
        return {
          ...this.#entity(kind, leads),
          named: [
            this.#responsible,
            { name: 'loss_reason', wire: 'loss_reason_id', ids: new Ids('loss reason', lossReasons) },
          ],
          stages: new Stages(pipelines),
          inside: { contacts: this.of('contacts') as EntityCodec, companies: this.of('companies') as EntityCodec },
        };
      case 'contacts':
        return this.#entity(kind, contacts);
      case 'companies':
        return this.#entity(kind, companies);
      case 'customers':
        return customers && this.#entity(kind, customers);
      case 'tasks':
        return {
          named: [
            this.#responsible,
            { name: 'task_type', wire: 'task_type_id', ids: new Ids('task type', taskTypes), filter: 'task_type' },
          ],
        };
      default:
        return undefined;
    }
  }

  #entity(kind: string, { fields, tags = {} }: AccountEntity): Parts {
    return { named: [this.#responsible], fields: new Fields(kind, fields), tags: new Ids(`tag of ${kind}`, tags) };
  }
}

function translator({ named, fields, tags, stages, inside }: Parts): EntityCodec {
  const read = <T extends object>(item: T): T => {
    const wire = item as Loose;
    const names: Loose = { ...wire };
    for (const { name, wire: key, ids } of named) names[name] = wire[key] === null ? null : ids.name(wire[key]);
    if (stages) Object.assign(names, stages.read(wire['pipeline_id'], wire['status_id']));
    if (fields) names['fields'] = fields.read(wire['custom_fields_values'] as CustomFieldsValues);
    if (tags) names['tags'] = namesOf(tags, embeddedOf(wire).tags ?? []);
    return names as T;
  };

  const write = <T extends object>(input: T): T => {
    const wire = { ...checkObject(input, 'item') } as Loose;
    for (const { name, wire: key, ids } of named) {
      const value = take(wire, name);
      if (value !== undefined) put(wire, name, key, value === null ? null : ids.id(value, name));
    }
    if (stages) {
      const { pipeline_id, status_id } = stages.write(
        take(wire, 'pipeline'),
        take(wire, 'status'),
        wire['pipeline_id'],
      );
      if (pipeline_id !== undefined) put(wire, 'pipeline', 'pipeline_id', pipeline_id);
      if (status_id !== undefined) put(wire, 'status', 'status_id', status_id);
    }
    const values = fields && take(wire, 'fields');
    if (values !== undefined) {
      wire['custom_fields_values'] = fields?.write(values, wire['custom_fields_values']);
    }
    const names = tags && take(wire, 'tags');
    if (tags && names !== undefined)
      wire['_embedded'] = { ...embeddedOf(wire), tags: tagsOf(tags, names, embeddedOf(wire).tags) };
    for (const [key, other] of Object.entries(inside ?? {})) {
      const items = embeddedOf(wire)[key];
      if (!items) continue;
      if (!Array.isArray(items)) throw new InputError(`_embedded.${key}`, 'must be a list');
      wire['_embedded'] = { ...embeddedOf(wire), [key]: items.map((item) => other.write(item)) };
    }
    return wire as T;
  };

  const query = <Q extends object>(given: object): Q => {
    const filter = (given as Loose | null)?.['filter'];
    if (!isRecord(filter)) return given as Q;
    const wire: Loose = { ...checkObject(filter, 'filter') };
    for (const { name, filter: key, ids } of named) {
      const value = key !== undefined ? take(wire, name) : undefined;
      if (key !== undefined && value !== undefined) put(wire, `filter.${name}`, key, ids.ids(value, `filter.${name}`));
    }
    if (stages) {
      const { pipeline_id, statuses } = stages.filter(take(wire, 'pipeline'), take(wire, 'status'));
      if (pipeline_id !== undefined) put(wire, 'filter.pipeline', 'pipeline_id', pipeline_id);
      if (statuses !== undefined) put(wire, 'filter.status', 'statuses', statuses);
    }
    const values = fields && take(wire, 'fields');
    if (values !== undefined) {
      const ids = fields?.filter(values) ?? {};
      const all: Loose = { ...(wire['custom_fields_values'] as object | undefined) };
      for (const [id, value] of Object.entries(ids))
        put(all, 'filter.fields', id, value, 'filter.custom_fields_values');
      wire['custom_fields_values'] = all;
    }
    return { ...given, filter: wire } as unknown as Q;
  };

  return { read, write, query };
}

interface Embedded {
  readonly [key: string]: readonly { readonly id?: number; readonly name?: string }[] | undefined;
}

const embeddedOf = (wire: Loose): Embedded => (wire['_embedded'] ?? {}) as Embedded;

type Tags = NonNullable<Embedded[string]>;

const namesOf = (tags: Ids, list: Tags): unknown[] => list.map(({ id, name }) => tags.name(id) ?? name);

/** Tags out of names, or `own` if they have these names. Throws InputError. */
function tagsOf(tags: Ids, names: unknown, own: Tags | undefined): Tags {
  if (!Array.isArray(names))
    throw new InputError('tags', 'must be a list of names of tags. Pass [] to remove all tags');
  if (own !== undefined && !Array.isArray(own)) throw new InputError('_embedded.tags', 'must be a list of tags');
  if (own === undefined) return names.map((name) => ({ id: tags.id(name, 'tags') }));
  if (sameValue(namesOf(tags, own), names)) return own;
  throw disagreement('tags', '_embedded.tags');
}

/** Removes a property and returns its value. */
function take(wire: Loose, name: string): unknown {
  const value = wire[name];
  delete wire[name];
  return value;
}

/** Sets what a name stands for. Throws InputError if something else stands there: an entity that was read has both the name and the id. */
function put(wire: Loose, name: string, key: string, value: unknown, shown = key): void {
  if (wire[key] !== undefined && !sameValue(wire[key], value)) throw disagreement(name, shown);
  wire[key] = value;
}
