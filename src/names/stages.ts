import { InputError } from '../errors.js';
import type { AccountDefinition } from './definition.js';
import { Ids, unknownName } from './ids.js';

/** Pipelines with their stages. A stage is identified by its pipeline and its own name. */
export class Stages {
  readonly #pipelines: Ids;
  readonly #stages: ReadonlyMap<number, Ids>;

  constructor(pipelines: AccountDefinition['pipelines']) {
    const entries = Object.entries(pipelines);
    this.#pipelines = new Ids('pipeline', Object.fromEntries(entries.map(([name, { id }]) => [name, id])));
    this.#stages = new Map(entries.map(([name, { id, statuses }]) => [id, new Ids(`stage of "${name}"`, statuses)]));
  }

  read(pipelineId: unknown, statusId: unknown): { pipeline: string | undefined; status: string | undefined } {
    return {
      pipeline: this.#pipelines.name(pipelineId),
      status: this.#stages.get(pipelineId as number)?.name(statusId),
    };
  }

  /**
   * Ids out of names. Throws InputError.
   * @param knownId - id of the pipeline, if it is not named
   */
  write(pipeline: unknown, status: unknown, knownId: unknown): { pipeline_id?: number; status_id?: number } {
    if (pipeline === undefined && status === undefined) return {};
    const given = pipeline ?? knownId;
    if (given === undefined) {
      throw new InputError('status', 'needs its pipeline beside it, since stages of several pipelines share names');
    }
    const pipelineId = this.#pipelines.id(given, 'pipeline');
    return {
      pipeline_id: pipelineId,
      ...(status !== undefined && { status_id: this.#stage(pipelineId, status, 'status') }),
    };
  }

  /** Filters out of names. Throws InputError. */
  filter(pipeline: unknown, status: unknown): { pipeline_id?: number | number[]; statuses?: object[] } {
    const list = Array.isArray(status) && Array.isArray(status[0]) ? status : status === undefined ? [] : [status];
    const statuses = list.map((stage: readonly [unknown, unknown]) => {
      if (!Array.isArray(stage) || stage.length !== 2) {
        const form = 'a pipeline and its stage, such as ["Sales", "Won"], or a list of such pairs';
        throw new InputError('filter.status', `must be ${form}`);
      }
      const pipelineId = this.#pipelines.id(stage[0], 'filter.status');
      return { pipeline_id: pipelineId, status_id: this.#stage(pipelineId, stage[1], 'filter.status') };
    });
    return {
      ...(pipeline !== undefined && { pipeline_id: this.#pipelines.ids(pipeline, 'filter.pipeline') }),
      ...(status !== undefined && { statuses }),
    };
  }

  #stage(pipelineId: number, status: unknown, field: string): number {
    const stages = this.#stages.get(pipelineId);
    if (stages) return stages.id(status, field);
    if (typeof status === 'number') return status;
    throw unknownName(field, `pipeline ${pipelineId} with a stage`, status, []);
  }
}
