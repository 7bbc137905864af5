import type { PipelineStatusWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { Schema, Schemas } from './schemas.js';

export { LOST, WON } from '../util/stages.js';

/** A pipeline with its stages under `_embedded.statuses`. */
export interface Pipeline extends Schema<'Pipeline'> {}
/** What a pipeline is created with. */
export interface PipelineCreate extends Schema<'PipelineCreate'> {}
/** What can be changed of a pipeline. */
export interface PipelineUpdate extends Schema<'PipelineUpdate'> {}
/** A stage. Won is 142 and lost is 143 in every pipeline, so a stage is known by its pipeline and its id together. */
export interface PipelineStatus extends Schema<'PipelineStatus'> {}
/** What a stage is created with. */
export interface PipelineStatusCreate extends Schema<'PipelineStatusCreate'> {}
/** What can be changed of a stage. */
export interface PipelineStatusUpdate extends Schema<'PipelineStatusUpdate'> {}
/** Values of `with`. */
export type PipelineStatusWith = Schemas['PipelineStatusWith'];

/** A stage. What `with` asked for is not optional in its type. */
export type PipelineStatusResult<W extends readonly PipelineStatusWith[]> = Narrow<
  PipelineStatus,
  PipelineStatusWithTable,
  W
>;

/** Parameters of {@link Pipelines.listStatuses} and {@link Pipelines.getStatus}. */
export interface PipelineStatusParams<W extends readonly PipelineStatusWith[] = readonly PipelineStatusWith[]> {
  with?: W;
}

const LIST = '/api/v4/leads/pipelines';
const ONE = '/api/v4/leads/pipelines/{id}';
const STATUSES = '/api/v4/leads/pipelines/{pipeline_id}/statuses';
const STATUS = '/api/v4/leads/pipelines/{pipeline_id}/statuses/{id}';

// The maximum that Kommo accepts in one call: pipelines in an account, stages in a pipeline.
const MAX_PIPELINES = 50;
const MAX_STATUSES = 100;

/**
 * Pipelines and their stages. Writing requires an admin's token.
 * @see https://developers.kommo.com/reference/leads-pipelines-and-stages
 */
export class Pipelines extends Resource {
  /**
   * Lists all pipelines, stages included; there is one page.
   * @see https://developers.kommo.com/reference/pipelines-list
   */
  list(options?: RequestOptions): PagePromise<Pipeline> {
    return this.http.list(LIST, { options });
  }

  /**
   * Gets one pipeline with its stages.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-pipeline-by-id
   */
  get(id: number, options?: RequestOptions): ApiPromise<Pipeline> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one pipeline, with stages of its own if given, and returns it in full.
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/add-pipelines
   */
  create(pipeline: PipelineCreate, options?: RequestOptions): ApiPromise<Pipeline> {
    return this.http.one('POST', LIST, { body: [checkObject(pipeline, 'pipeline')], options });
  }

  /**
   * Creates several pipelines in one call; an account holds 50 at most.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-pipelines
   */
  createMany(pipelines: readonly PipelineCreate[], options?: RequestOptions): ApiPromise<Pipeline[]> {
    const body = checkBatch(pipelines, 'pipelines', MAX_PIPELINES);
    return this.http.many('POST', LIST, { body, options });
  }

  /**
   * Changes one pipeline and returns it in full.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-pipeline
   */
  update(id: number, changes: PipelineUpdate, options?: RequestOptions): ApiPromise<Pipeline> {
    return this.http.one('PATCH', ONE, { path: { id }, body: checkChanges(changes, 'changes'), options });
  }

  /**
   * Deletes one pipeline. Not possible for the last one, or one that still holds leads.
   * @throws BadRequestError, ForbiddenError
   * @see https://developers.kommo.com/reference/delete-pipeline
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }

  /**
   * Lists the stages of one pipeline; there is one page.
   * @see https://developers.kommo.com/reference/stages-list
   */
  listStatuses<const W extends readonly PipelineStatusWith[] = []>(
    pipelineId: number,
    params: PipelineStatusParams<W> = {},
    options?: RequestOptions,
  ): PagePromise<PipelineStatusResult<W>> {
    return this.http.list(STATUSES, { path: { pipeline_id: pipelineId }, query: params, options });
  }

  /**
   * Gets one stage.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-stage
   */
  getStatus<const W extends readonly PipelineStatusWith[] = []>(
    pipelineId: number,
    id: number,
    params: PipelineStatusParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<PipelineStatusResult<W>> {
    return this.http.get(STATUS, { path: { pipeline_id: pipelineId, id }, query: params, options });
  }

  /**
   * Creates one stage and returns it in full; `sort` is renumbered by Kommo.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-stages
   */
  createStatus(pipelineId: number, status: PipelineStatusCreate, options?: RequestOptions): ApiPromise<PipelineStatus> {
    const body = [checkObject(status, 'status')];
    return this.http.one('POST', STATUSES, { path: { pipeline_id: pipelineId }, body, options });
  }

  /**
   * Creates several stages in one call; a pipeline holds 100 at most, system ones included.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-stages
   */
  createStatuses(
    pipelineId: number,
    statuses: readonly PipelineStatusCreate[],
    options?: RequestOptions,
  ): ApiPromise<PipelineStatus[]> {
    const body = checkBatch(statuses, 'statuses', MAX_STATUSES);
    return this.http.many('POST', STATUSES, { path: { pipeline_id: pipelineId }, body, options });
  }

  /**
   * Changes one stage and returns it in full. Won and lost can be renamed and recoloured only.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-stage
   */
  updateStatus(
    pipelineId: number,
    id: number,
    changes: PipelineStatusUpdate,
    options?: RequestOptions,
  ): ApiPromise<PipelineStatus> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', STATUS, { path: { pipeline_id: pipelineId, id }, body, options });
  }

  /**
   * Deletes one stage; its leads move to the first stage of the pipeline.
   * @throws BadRequestError, ForbiddenError
   * @see https://developers.kommo.com/reference/deleting-stage
   */
  deleteStatus(pipelineId: number, id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', STATUS, { path: { pipeline_id: pipelineId, id }, options });
  }
}
