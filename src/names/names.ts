import type { AccountDefinition, AccountEntity } from './definition.js';
import type { FieldsFilter, FieldsRead, FieldsWrite } from './values.js';

type Name<T> = keyof T & string;
type Many<T> = T | readonly T[];
type Pipelines<A extends AccountDefinition> = A['pipelines'];

/** Names of the account's pipelines. */
export type PipelineName<A extends AccountDefinition> = Name<Pipelines<A>>;
/** Names of its users. */
export type UserName<A extends AccountDefinition> = Name<A['users']>;
/** Names of its loss reasons. */
export type LossReasonName<A extends AccountDefinition> = Name<A['lossReasons']>;
/** Names of its types of tasks. */
export type TaskTypeName<A extends AccountDefinition> = Name<A['taskTypes']>;
/** Names of its stages, whatever the pipeline. */
export type StatusName<A extends AccountDefinition> = {
  [P in PipelineName<A>]: Name<Pipelines<A>[P]['statuses']>;
}[PipelineName<A>];
/** A stage in a filter: its pipeline and itself. */
export type StageOf<A extends AccountDefinition> = {
  [P in PipelineName<A>]: readonly [pipeline: P, status: Name<Pipelines<A>[P]['statuses']>];
}[PipelineName<A>];
/** Names of the tags of a kind of entity. */
export type TagName<E extends AccountEntity> = E extends { readonly tags: infer T } ? Name<T> : string;

/** Names of its lists (catalogs). */
export type CatalogName<A extends AccountDefinition> = Name<A['catalogs']>;

/** What every kind of entity has by name. */
export interface EntityNames<A extends AccountDefinition, E extends AccountEntity> {
  /** Custom fields by name. Null means empty. */
  readonly fields: FieldsRead<E['fields']>;
  /** Tags by name, including tags that were created after the last `codegen`. */
  readonly tags: readonly (TagName<E> | (string & {}))[];
  /** Undefined for a user who was added after the last `codegen`. */
  readonly responsible_user: UserName<A> | undefined;
}

/** What leads have by name. */
export interface LeadNames<A extends AccountDefinition> extends EntityNames<A, A['leads']> {
  readonly pipeline: PipelineName<A> | undefined;
  readonly status: StatusName<A> | undefined;
  readonly loss_reason: LossReasonName<A> | null | undefined;
}

/** What every kind of entity accepts by name. */
export interface EntityInput<A extends AccountDefinition, E extends AccountEntity> {
  /** Custom fields by name. A field that you leave out does not change, null empties it. */
  fields?: FieldsWrite<E['fields']>;
  /** Tags by name. They replace all tags of the entity. */
  tags?: readonly TagName<E>[];
  responsible_user?: UserName<A>;
}

// A stage needs its pipeline: 142 and 143 exist in each, and names repeat.
type StageInput<A extends AccountDefinition> =
  | { [P in PipelineName<A>]: { pipeline: P; status?: Name<Pipelines<A>[P]['statuses']> } }[PipelineName<A>]
  | { pipeline?: never; status?: never };

/** What leads accept by name. */
export type LeadInput<A extends AccountDefinition> = EntityInput<A, A['leads']> &
  StageInput<A> & { loss_reason?: LossReasonName<A> | null };

/** What elements of a list have by name. */
export interface ElementNames<A extends AccountDefinition, C extends CatalogName<A>> {
  /** Custom fields by name. Null means empty. */
  readonly fields: FieldsRead<A['catalogs'][C]['fields']>;
}

/** What elements of a list accept by name. */
export interface ElementInput<A extends AccountDefinition, C extends CatalogName<A>> {
  /** Custom fields by name. A field that you leave out does not change, null empties it. */
  fields?: FieldsWrite<A['catalogs'][C]['fields']>;
}

/** What tasks accept by name. */
export interface TaskInput<A extends AccountDefinition> {
  task_type?: TaskTypeName<A>;
  responsible_user?: UserName<A>;
}

/** What tasks have by name. */
export interface TaskNames<A extends AccountDefinition> {
  readonly task_type: TaskTypeName<A> | undefined;
  readonly responsible_user: UserName<A> | undefined;
}

/** Filters by name that every kind of entity has. */
export interface EntityNameFilter<A extends AccountDefinition, E extends AccountEntity> {
  fields?: FieldsFilter<E['fields']>;
  responsible_user?: Many<UserName<A>>;
}

/** Filters of leads by name. */
export interface LeadNameFilter<A extends AccountDefinition> extends EntityNameFilter<A, A['leads']> {
  pipeline?: Many<PipelineName<A>>;
  /** `['Sales', 'Won']`, or several of these. */
  status?: StageOf<A> | readonly StageOf<A>[];
}

/** Filters of tasks by name. */
export interface TaskNameFilter<A extends AccountDefinition> {
  task_type?: Many<TaskTypeName<A> | number>;
  responsible_user?: Many<UserName<A>>;
}
