import type { WidgetRow } from '../db/rows/index.js';
import type { Call, Handlers } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks } from '../http/hal.js';
import { fieldMissing, refuse } from '../http/problems.js';
import { check } from './batch.js';

/** Widgets; their code is their key. */
export const widgetHandlers: Handlers = {
  'widgets.list': (call) => {
    const page = paginate(call, [...call.db.widgets]);
    return list(call, 'widgets', { items: page.items.map((row) => renderWidget(call, row)), total: page.total });
  },
  'widgets.get': (call) => ok(renderWidget(call, widgetOf(call))),
  'widgets.install': (call) => {
    const row = widgetOf(call);
    const settings = (call.body ?? {}) as Readonly<Record<string, unknown>>;
    const wanting = row.settings_template.filter((field) => field.is_required && settings[field.key] === undefined);
    check(call, [settings], () => wanting.map((field) => fieldMissing(field.key)));
    return ok(renderWidget(call, call.db.widgets.set({ ...row, settings, is_active_in_account: true })));
  },
  'widgets.uninstall': (call) => {
    const row = widgetOf(call);
    call.db.widgets.update(row.id, { settings: null, is_active_in_account: false });
    return noContent();
  },
};

const widgetOf = (call: Call): Readonly<WidgetRow> =>
  call.db.widgets.find((row) => row.code === call.params['widget_code']) ?? refuse(404, 'Widget not found');

const renderWidget = (call: Call, row: WidgetRow): object => ({
  ...row,
  _links: selfLinks(call, `/api/v4/widgets/${row.code}`),
});
