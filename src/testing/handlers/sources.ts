import type { SourceRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, idParam, itemOf, itemsOf, missing } from '../http/call.js';
import { everything, list, noContent, ok, selfLinks, writtenWithTotal } from '../http/hal.js';
import { type FieldIssue, notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';
import { missingRef } from './references.js';
import { mainPipeline } from './stages.js';

type SourceInput = Partial<Omit<SourceRow, 'id'>> & { id?: number; request_id?: string };

const MOST_SOURCES = 100;

/** Sources of the one integration that the token belongs to. */
export const sourceHandlers: Handlers = {
  'sources.list': (call) => {
    const rows = call.db.sources.filter((row) => among(filterOf(call, 'external_id'), row.external_id));
    return list(call, 'sources', everything(rows.map((row) => renderSource(call, row))), {
      totals: 'items',
      paged: false,
    });
  },
  'sources.get': (call) => {
    const row = call.db.sources.get(idParam(call));
    return row ? ok(renderSource(call, row)) : missing(call, 'Source not found');
  },
  'sources.create': (call) => {
    const inputs = itemsOf<SourceInput>(call);
    if (call.db.sources.size + inputs.length > MOST_SOURCES)
      refuse(422, `Limit ${MOST_SOURCES} sources per integration`);
    check(call, inputs, (input) => sourceIssues(call, input));
    const items = inputs.map((input, i) => {
      const row = call.db.sources.add({
        name: input.name ?? '',
        external_id: input.external_id ?? '',
        pipeline_id: input.pipeline_id ?? mainPipeline(call.db)?.id ?? null,
        default: false,
        origin_code: input.origin_code ?? null,
        services: input.services ?? [],
      });
      return { ...renderSource(call, input.default ? makeDefault(call, row) : row), request_id: requestIdOf(input, i) };
    });
    return writtenWithTotal(call, 'sources', items);
  },
  'sources.update': (call) => {
    const row = sourceOf(call, idParam(call));
    const input = itemOf<SourceInput>(call);
    check(call, [input], () => sourceIssues(call, input, row));
    return ok(renderSource(call, change(call, row, input)));
  },
  'sources.updateMany': (call) => {
    const inputs = itemsOf<SourceInput & { id: number }>(call);
    for (const { id } of inputs) sourceOf(call, id);
    check(call, inputs, (input) => sourceIssues(call, input, sourceOf(call, input.id)));
    const items = inputs.map((input, i) => ({
      ...renderSource(call, change(call, sourceOf(call, input.id), input)),
      request_id: requestIdOf(input, i),
    }));
    return writtenWithTotal(call, 'sources', items);
  },
  'sources.delete': (call) => {
    call.db.sources.delete(sourceOf(call, idParam(call)).id);
    return noContent();
  },
  'sources.deleteMany': (call) => {
    const inputs = itemsOf<{ id: number }>(call);
    for (const { id } of inputs) sourceOf(call, id);
    for (const { id } of inputs) call.db.sources.delete(id);
    return noContent();
  },
};

const sourceOf = (call: Call, id: number): Readonly<SourceRow> =>
  call.db.sources.get(id) ?? refuse(404, 'Source not found');

function sourceIssues(call: Call, input: SourceInput, row?: SourceRow): FieldIssue[] {
  const taken = call.db.sources.find((other) => other.external_id === input.external_id && other.id !== row?.id);
  return [
    ...missingRef(call.db.pipelines, input.pipeline_id, 'pipeline_id'),
    ...(taken ? [notSupportedChoice('external_id')] : []),
  ];
}

function change(call: Call, row: SourceRow, input: SourceInput): Readonly<SourceRow> {
  const { id: _id, request_id: _requestId, default: isDefault, ...rest } = input;
  const after = call.db.sources.set({ ...row, ...rest, default: isDefault === false ? false : row.default });
  return isDefault ? makeDefault(call, after) : after;
}

// An integration has one default source.
function makeDefault(call: Call, row: SourceRow): Readonly<SourceRow> {
  for (const other of call.db.sources.filter((source) => source.default))
    call.db.sources.update(other.id, { default: false });
  return call.db.sources.update(row.id, { default: true }) ?? row;
}

const renderSource = (call: Call, row: SourceRow): object => ({
  ...row,
  _links: selfLinks(call, `/api/v4/sources/${row.id}`),
});
