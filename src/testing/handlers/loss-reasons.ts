import type { LossReasonRow } from '../db/rows/index.js';
import { type Call, type Handlers, idParam, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, written } from '../http/hal.js';
import { Issues, notBlank, refuse, requestIdOf } from '../http/problems.js';

interface LossReasonInput {
  name?: string;
  sort?: number;
  request_id?: string;
}

export const lossReasonHandlers: Handlers = {
  'lossReasons.list': (call) => {
    const rows = [...call.db.lossReasons].sort((a, b) => a.sort - b.sort || a.id - b.id);
    const { items, total } = paginate(
      call,
      rows.map((row) => renderLossReason(call, row)),
    );
    return list(call, 'loss_reasons', { items, total }, { totals: 'items', namesPage: false });
  },
  'lossReasons.get': (call) => ok(renderLossReason(call, rowOf(call))),
  'lossReasons.create': (call) => {
    const inputs = itemsOf<LossReasonInput>(call);
    checkNames(inputs);
    const items = inputs.map((input, i) => {
      const sort = input.sort ?? 1 + Math.max(0, ...[...call.db.lossReasons].map((row) => row.sort));
      const row = call.db.lossReasons.add({ name: input.name ?? '', sort, created_at: call.now, updated_at: call.now });
      return { ...renderLossReason(call, row), request_id: requestIdOf(input, i) };
    });
    return written(call, 'loss_reasons', items);
  },
  'lossReasons.update': (call) => {
    const { name, sort } = itemOf<LossReasonInput>(call);
    const row = rowOf(call);
    checkNames([{ name: name ?? row.name }]);
    const after = call.db.lossReasons.set({
      ...row,
      name: name ?? row.name,
      sort: sort ?? row.sort,
      updated_at: call.now,
    });
    return ok(renderLossReason(call, after));
  },
  'lossReasons.delete': (call) => {
    call.db.lossReasons.delete(rowOf(call).id);
    return noContent();
  },
};

function rowOf(call: Call): Readonly<LossReasonRow> {
  return call.db.lossReasons.get(idParam(call)) ?? refuse(404, 'Loss reason not found');
}

function checkNames(inputs: readonly LossReasonInput[]): void {
  const issues = new Issues();
  inputs.forEach((input, i) => {
    if ((input.name ?? '').trim() === '') issues.add(i, input, notBlank('name'));
  });
  issues.check();
}

export function renderLossReason(call: Call, row: LossReasonRow): Record<string, unknown> {
  const { id, name, sort, created_at, updated_at } = row;
  return { id, name, sort, created_at, updated_at, _links: selfLinks(call, `/api/v4/leads/loss_reasons/${id}`) };
}
