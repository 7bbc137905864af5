import type { TemplateReviewRow, TemplateRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, idParam, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';

type TemplateInput = Partial<Omit<TemplateRow, 'id' | 'reviews' | 'created_at' | 'updated_at' | 'buttons'>> & {
  buttons?: TemplateRow['buttons'] | null;
  id?: number;
  request_id?: string;
};

/** Chat templates of the one integration that the token belongs to. */
export const templateHandlers: Handlers = {
  'templates.list': (call) => {
    const rows = call.db.templates.filter((row) => among(filterOf(call, 'external_id'), row.external_id));
    const page = paginate(call, rows);
    return list(call, 'chat_templates', {
      items: page.items.map((row) => renderTemplate(call, row)),
      total: page.total,
    });
  },
  'templates.get': (call) => ok(renderTemplate(call, templateOf(call))),
  'templates.create': (call) => {
    const items = itemsOf<TemplateInput>(call).map((input, i) => {
      const row = call.db.templates.add({ ...EMPTY, ...columnsOf(input), created_at: call.now, updated_at: call.now });
      return { ...renderTemplate(call, row), request_id: requestIdOf(input, i) };
    });
    return writtenWithTotal(call, 'chat_templates', items);
  },
  'templates.update': (call) => ok(renderTemplate(call, change(call, templateOf(call), itemOf<TemplateInput>(call)))),
  'templates.updateMany': (call) => {
    const inputs = itemsOf<TemplateInput & { id: number }>(call);
    check(call, inputs, ({ id }) => (call.db.templates.has(id) ? [] : [notSupportedChoice('id')]));
    const items = inputs.map((input, i) => ({
      ...renderTemplate(call, change(call, call.db.templates.get(input.id) as TemplateRow, input)),
      request_id: requestIdOf(input, i),
    }));
    return writtenWithTotal(call, 'chat_templates', items);
  },
  'templates.delete': (call) => {
    call.db.templates.delete(templateOf(call).id);
    return noContent();
  },
  'templates.deleteMany': (call) => {
    const inputs = itemsOf<{ id: number }>(call);
    check(call, inputs, ({ id }) => (call.db.templates.has(id) ? [] : [notSupportedChoice('id')]));
    for (const { id } of inputs) call.db.templates.delete(id);
    return noContent();
  },
  'templates.sendReview': (call) => {
    const row = templateOf(call);
    const sources = [...call.db.sources];
    const targets = sources.length > 0 ? sources.map(({ id }) => id) : [1];
    const reviews = targets.map(
      (source_id): TemplateReviewRow => ({
        id: call.db.nextId('review', 801),
        source_id,
        status: 'review',
        reject_reason: '',
      }),
    );
    call.db.templates.update(row.id, { reviews });
    return ok({ _embedded: { reviews } });
  },
  'templates.updateReview': (call) => {
    const row = templateOf(call);
    const review = row.reviews.find(({ id }) => id === idParam(call, 'review_id')) ?? refuse(404, 'Review not found');
    const { status = review.status, reject_reason = review.reject_reason } = itemOf<{
      status?: string;
      reject_reason?: string;
    }>(call);
    const after = { ...review, status, reject_reason };
    call.db.templates.update(row.id, { reviews: row.reviews.map((other) => (other.id === review.id ? after : other)) });
    return ok(after);
  },
};

const EMPTY: Omit<TemplateRow, 'id' | 'created_at' | 'updated_at'> = {
  name: '',
  content: '',
  type: 'amocrm',
  is_editable: false,
  buttons: [],
  attachment: null,
  external_id: null,
  waba_header: null,
  waba_header_type: null,
  waba_footer: '',
  waba_category: null,
  waba_language: '',
  waba_examples: {},
  reviews: [],
};

const templateOf = (call: Call): Readonly<TemplateRow> =>
  call.db.templates.get(idParam(call)) ?? refuse(404, 'Template not found');

function change(call: Call, row: TemplateRow, input: TemplateInput): Readonly<TemplateRow> {
  return call.db.templates.set({ ...row, ...columnsOf(input), updated_at: call.now });
}

// Null stands for no buttons. What Kommo answers then is not known; every payload has an array.
function columnsOf({ id: _id, request_id: _requestId, buttons, ...rest }: TemplateInput): Partial<TemplateRow> {
  return buttons === undefined ? rest : { ...rest, buttons: buttons ?? [] };
}

function renderTemplate(call: Call, row: TemplateRow): object {
  const { reviews, ...columns } = row;
  const last = reviews.at(-1);
  return {
    ...columns,
    account_id: call.db.account.id,
    ...(asks(call, 'reviews') && {
      review_status: last?.status ?? null,
      is_on_review: last ? last.status === 'review' : null,
    }),
    _links: selfLinks(call, `/api/v4/chats/templates/${row.id}`),
    ...(asks(call, 'reviews') && { _embedded: { reviews } }),
  };
}
