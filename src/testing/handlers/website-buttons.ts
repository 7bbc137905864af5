import type { WebsiteButtonRow } from '../db/rows/index.js';
import { asks, type Call, type Handlers, idParam, itemOf } from '../http/call.js';
import { list, ok, paginate, selfLinks } from '../http/hal.js';
import { type Reply, refuse } from '../http/problems.js';
import { check } from './batch.js';
import { missingRef } from './references.js';

interface ButtonInput {
  pipeline_id: number;
  name?: string;
  trusted_websites?: readonly string[];
}

/** Website buttons. The button itself is made later: it reads as pending once, and as created from then on. */
export const websiteButtonHandlers: Handlers = {
  'websiteButtons.list': (call) => {
    const page = paginate(call, [...call.db.websiteButtons]);
    return list(call, 'website_buttons', {
      items: page.items.map((row) => renderButton(call, row)),
      total: page.total,
    });
  },
  'websiteButtons.get': (call) => ok(renderButton(call, buttonOf(call))),
  'websiteButtons.create': (call): Reply => {
    const { pipeline_id, name = '', trusted_websites = [] } = itemOf<ButtonInput>(call);
    check(call, [{}], () => missingRef(call.db.pipelines, pipeline_id, 'pipeline_id'));
    const row = call.db.websiteButtons.add({ pipeline_id, name, trusted_websites, is_pending: true });
    return { status: 202, body: { source_id: row.id, trusted_websites } };
  },
  'websiteButtons.update': (call) => {
    const row = buttonOf(call);
    const { name = row.name, trusted_websites } = itemOf<{
      name?: string;
      trusted_websites?: { add: readonly string[] };
    }>(call);
    // Sites are only added where there is one already.
    const added = row.trusted_websites.length > 0 ? (trusted_websites?.add ?? []) : [];
    const after = call.db.websiteButtons.set({
      ...row,
      name,
      trusted_websites: [...new Set([...row.trusted_websites, ...added])],
    });
    return ok({ ...renderButton(call, after), script: scriptOf(after) });
  },
  'websiteButtons.connectOnlineChat': (call): Reply => {
    buttonOf(call);
    return { status: 202 };
  },
};

const buttonOf = (call: Call): Readonly<WebsiteButtonRow> =>
  call.db.websiteButtons.get(idParam(call, 'source_id')) ?? refuse(404, 'Website button not found');

const scriptOf = (row: WebsiteButtonRow): string | null =>
  row.is_pending ? null : `<script id="button-${row.id}"></script>`;

function renderButton(call: Call, row: WebsiteButtonRow): Record<string, unknown> {
  if (row.is_pending) call.db.websiteButtons.update(row.id, { is_pending: false });
  return {
    account_id: call.db.account.id,
    source_id: row.id,
    button_id: row.is_pending ? null : row.id + 1000,
    is_duplication_control_enabled: false,
    name: row.name,
    creation_status: row.is_pending ? 'creation_pending' : 'created',
    pipeline_id: row.pipeline_id,
    ...(asks(call, 'scripts') && { script: scriptOf(row) }),
    ...(asks(call, 'deleted') && { is_deleted: false }),
    _links: selfLinks(call, `/api/v4/website_buttons/${row.id}`),
  };
}
