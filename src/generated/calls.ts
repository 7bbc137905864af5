// Written by `npm run generate` from openapi/. Do not edit.
import type { CallTable } from '../util/call-table.js';

/** Every operation of "Kommo API", by path and method. */
export const calls: CallTable = {
  "/api/v4/leads": {
    GET: {"list":"leads","page":250,"byId":true,"query":"with page limit query filter.id filter.id.# filter.name filter.name.# filter.price filter.price.from filter.price.to filter.pipeline_id filter.pipeline_id.# filter.statuses.#.pipeline_id filter.statuses.#.status_id filter.responsible_user_id filter.responsible_user_id.# filter.created_by filter.created_by.# filter.updated_by filter.updated_by.# filter.created_at filter.created_at.from filter.created_at.to filter.updated_at filter.updated_at.from filter.updated_at.to filter.closed_at filter.closed_at.from filter.closed_at.to filter.closest_task_at filter.closest_task_at.from filter.closest_task_at.to filter.custom_fields_values.* filter.custom_fields_values.*.# filter.custom_fields_values.*.from filter.custom_fields_values.*.to order.created_at order.updated_at order.id"},
    POST: {"items":"leads","key":"id"},
    PATCH: {"items":"leads","key":"id"},
  },
  "/api/v4/leads/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"items":"leads","id":"id","key":"id"},
  },
  "/api/v4/leads/complex": {
    POST: {"key":"id"},
  },
  "/api/v4/leads/loss_reasons": {
    GET: {"list":"loss_reasons","page":250,"query":"page limit"},
    POST: {"items":"loss_reasons","key":"id"},
  },
  "/api/v4/leads/loss_reasons/{id}": {
    GET: {"id":"id"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/account": {
    GET: {"query":"with"},
  },
  "/api/v4/leads/pipelines": {
    GET: {"list":"pipelines"},
    POST: {"items":"pipelines","key":"id"},
  },
  "/api/v4/leads/pipelines/{id}": {
    GET: {"items":"pipelines","id":"id"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/leads/pipelines/{pipeline_id}/statuses": {
    GET: {"list":"statuses","query":"with"},
    POST: {"items":"statuses","key":"id"},
  },
  "/api/v4/leads/pipelines/{pipeline_id}/statuses/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/contacts": {
    GET: {"list":"contacts","page":250,"byId":true,"query":"with page limit query filter.id filter.id.# filter.name filter.name.# filter.responsible_user_id filter.responsible_user_id.# filter.created_by filter.created_by.# filter.updated_by filter.updated_by.# filter.created_at filter.created_at.from filter.created_at.to filter.updated_at filter.updated_at.from filter.updated_at.to filter.closest_task_at filter.closest_task_at.from filter.closest_task_at.to filter.custom_fields_values.* filter.custom_fields_values.*.# filter.custom_fields_values.*.from filter.custom_fields_values.*.to order.updated_at order.id"},
    POST: {"items":"contacts","key":"id"},
    PATCH: {"items":"contacts","key":"id"},
  },
  "/api/v4/contacts/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"items":"contacts","id":"id","key":"id"},
  },
  "/api/v4/contacts/chats": {
    GET: {"list":"chats","query":"contact_id chat_id"},
    POST: {"items":"chats","key":"id"},
  },
  "/api/v4/companies": {
    GET: {"list":"companies","page":250,"byId":true,"query":"with page limit query filter.id filter.id.# filter.name filter.name.# filter.responsible_user_id filter.responsible_user_id.# filter.created_by filter.created_by.# filter.updated_by filter.updated_by.# filter.created_at filter.created_at.from filter.created_at.to filter.updated_at filter.updated_at.from filter.updated_at.to filter.closest_task_at filter.closest_task_at.from filter.closest_task_at.to filter.custom_fields_values.* filter.custom_fields_values.*.# filter.custom_fields_values.*.from filter.custom_fields_values.*.to order.updated_at order.id"},
    POST: {"items":"companies","key":"id"},
    PATCH: {"items":"companies","key":"id"},
  },
  "/api/v4/companies/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"items":"companies","id":"id","key":"id"},
  },
  "/api/v4/users": {
    GET: {"list":"users","page":250,"query":"with page limit"},
    POST: {"items":"users","key":"id"},
  },
  "/api/v4/users/{id}": {
    GET: {"id":"id","query":"with"},
  },
  "/api/v4/users/activate": {
    POST: {"empty":true},
  },
  "/api/v4/users/deactivate": {
    POST: {"empty":true},
  },
  "/api/v4/roles": {
    GET: {"list":"roles","page":250,"query":"with page limit"},
    POST: {"items":"roles","key":"id"},
  },
  "/api/v4/roles/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/tasks": {
    GET: {"list":"tasks","page":250,"byId":true,"query":"page limit filter.id filter.id.# filter.responsible_user_id filter.responsible_user_id.# filter.created_by filter.created_by.# filter.is_completed filter.task_type filter.task_type.# filter.task_type_id filter.task_type_id.# filter.entity_type filter.entity_id filter.entity_id.# filter.updated_at filter.updated_at.from filter.updated_at.to filter.lead_statuses.#.pipeline_id filter.lead_statuses.#.status_id order.created_at order.complete_till order.id"},
    POST: {"items":"tasks","key":"id"},
    PATCH: {"items":"tasks","key":"id"},
  },
  "/api/v4/tasks/{id}": {
    GET: {"id":"id"},
    PATCH: {"items":"tasks","id":"id","key":"id"},
  },
  "/api/v4/{entity_type}/notes": {
    GET: {"list":"notes","page":250,"byId":true,"query":"with page limit filter.id filter.id.# filter.entity_id filter.entity_id.# filter.note_type filter.note_type.# filter.updated_at filter.updated_at.from filter.updated_at.to order.updated_at order.id"},
    POST: {"items":"notes","key":"id"},
    PATCH: {"items":"notes","key":"id"},
  },
  "/api/v4/{entity_type}/{entity_id}/notes": {
    GET: {"list":"notes","page":250,"byId":true,"query":"with page limit filter.id filter.id.# filter.entity_id filter.entity_id.# filter.note_type filter.note_type.# filter.updated_at filter.updated_at.from filter.updated_at.to order.updated_at order.id"},
    POST: {"items":"notes","key":"id"},
    PATCH: {"items":"notes","key":"id"},
  },
  "/api/v4/{entity_type}/notes/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"items":"notes","id":"id","key":"id"},
  },
  "/api/v4/{entity_type}/{entity_id}/notes/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"items":"notes","id":"id","key":"id"},
  },
  "/api/v4/{entity_type}/notes/{id}/pin": {
    POST: {"empty":true},
  },
  "/api/v4/{entity_type}/notes/{id}/unpin": {
    POST: {"empty":true},
  },
  "/api/v4/{entity_type}/custom_fields": {
    GET: {"list":"custom_fields","page":250,"byId":true,"query":"page limit filter.id filter.id.# filter.type filter.type.# order.sort order.id"},
    POST: {"items":"custom_fields","key":"id"},
    PATCH: {"items":"custom_fields","key":"id"},
  },
  "/api/v4/{entity_type}/custom_fields/{id}": {
    GET: {"id":"id"},
    PATCH: {"items":"custom_fields","id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/catalogs/{list_id}/custom_fields": {
    GET: {"list":"custom_fields","page":250,"byId":true,"query":"page limit filter.id filter.id.# filter.type filter.type.# order.sort order.id"},
    POST: {"items":"custom_fields","key":"id"},
    PATCH: {"items":"custom_fields","key":"id"},
  },
  "/api/v4/catalogs/{list_id}/custom_fields/{id}": {
    GET: {"id":"id"},
    PATCH: {"items":"custom_fields","id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/customers/segments/custom_fields": {
    GET: {"list":"custom_fields","page":250,"byId":true,"query":"page limit filter.id filter.id.# filter.type filter.type.# order.sort order.id"},
    POST: {"items":"custom_fields","key":"id"},
    PATCH: {"items":"custom_fields","key":"id"},
  },
  "/api/v4/customers/segments/custom_fields/{id}": {
    GET: {"id":"id"},
    PATCH: {"items":"custom_fields","id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/{entity_type}/custom_fields/groups": {
    GET: {"list":"custom_field_groups","page":250,"query":"page limit"},
    POST: {"items":"custom_field_groups","key":"id","text":true},
  },
  "/api/v4/{entity_type}/custom_fields/groups/{id}": {
    GET: {"items":"custom_field_groups","id":"id","text":true},
    PATCH: {"id":"id","key":"id","text":true},
    DELETE: {"empty":true},
  },
  "/api/v4/catalogs/{list_id}/custom_fields/groups": {
    GET: {"list":"custom_field_groups","page":250,"query":"page limit"},
    POST: {"items":"custom_field_groups","key":"id","text":true},
  },
  "/api/v4/catalogs/{list_id}/custom_fields/groups/{id}": {
    GET: {"items":"custom_field_groups","id":"id","text":true},
    PATCH: {"id":"id","key":"id","text":true},
    DELETE: {"empty":true},
  },
  "/api/v4/catalogs": {
    GET: {"list":"catalogs","page":250,"query":"page limit type"},
    POST: {"items":"catalogs","key":"id"},
    PATCH: {"items":"catalogs","key":"id"},
  },
  "/api/v4/catalogs/{id}": {
    GET: {"id":"id"},
    PATCH: {"id":"id","key":"id"},
  },
  "/api/v4/catalogs/{list_id}/elements": {
    GET: {"list":"elements","page":250,"query":"with page limit query filter.id filter.id.#"},
    POST: {"items":"elements","key":"id"},
    PATCH: {"items":"elements","key":"id"},
  },
  "/api/v4/catalogs/{list_id}/elements/{element_id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"id":"id","key":"id"},
  },
  "/api/v4/products/settings": {
    GET: {},
    PATCH: {"key":"is_enabled"},
  },
  "/api/v4/currencies": {
    GET: {"list":"currencies","page":250,"query":"page limit"},
  },
  "/api/v4/customers/mode": {
    PATCH: {"key":"mode"},
  },
  "/api/v4/customers": {
    GET: {"list":"customers","page":250,"byId":true,"query":"with page limit query filter.id filter.id.# filter.name filter.name.# filter.status_id filter.status_id.# filter.responsible_user_id filter.responsible_user_id.# filter.created_by filter.created_by.# filter.updated_by filter.updated_by.# filter.next_price filter.next_price.from filter.next_price.to filter.next_date filter.next_date.from filter.next_date.to filter.created_at filter.created_at.from filter.created_at.to filter.updated_at filter.updated_at.from filter.updated_at.to filter.closest_task_at filter.closest_task_at.from filter.closest_task_at.to filter.custom_fields_values.* filter.custom_fields_values.*.# filter.custom_fields_values.*.from filter.custom_fields_values.*.to order.created_at order.updated_at order.id"},
    POST: {"items":"customers","key":"id"},
    PATCH: {"key":"id"},
  },
  "/api/v4/customers/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"id":"id","key":"id"},
  },
  "/api/v4/customers/{id}/bonus_points": {
    POST: {"key":"bonus_points"},
  },
  "/api/v4/customers/transactions": {
    GET: {"list":"transactions","page":250,"query":"page limit filter.id filter.id.#"},
  },
  "/api/v4/customers/transactions/{id}": {
    GET: {"id":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/customers/{customer_id}/transactions": {
    GET: {"list":"transactions","page":250,"query":"page limit filter.id filter.id.#"},
    POST: {"key":"id","query":"accrue_bonus"},
  },
  "/api/v4/customers/statuses": {
    GET: {"list":"statuses","page":250,"query":"page limit"},
    POST: {"items":"statuses","key":"id"},
  },
  "/api/v4/customers/statuses/{id}": {
    GET: {"id":"id"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/customers/segments": {
    GET: {"list":"segments","page":250,"query":"page limit"},
    POST: {"key":"id"},
  },
  "/api/v4/customers/segments/{id}": {
    GET: {"id":"id"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/{entity_type}/tags": {
    GET: {"list":"tags","page":250,"query":"page limit query filter.id filter.id.# filter.name"},
    POST: {"items":"tags","key":"id"},
  },
  "/api/v4/{entity_type}": {
    PATCH: {"key":"id"},
  },
  "/api/v4/{entity_type}/{id}": {
    PATCH: {"id":"id","key":"id"},
  },
  "/api/v4/{entity}/{entity_id}/links": {
    GET: {"list":"links","page":250,"query":"page limit filter.to_entity_id filter.to_entity_type filter.to_catalog_id"},
  },
  "/api/v4/{entity}/{entity_id}/link": {
    POST: {"items":"links","key":"to_entity_id"},
  },
  "/api/v4/{entity}/{entity_id}/unlink": {
    POST: {"empty":true},
  },
  "/api/v4/{entity}/links": {
    GET: {"list":"links","page":250,"query":"page limit filter.entity_id filter.entity_id.# filter.to_entity_id filter.to_entity_type filter.to_catalog_id"},
  },
  "/api/v4/{entity}/link": {
    POST: {"items":"links","key":"to_entity_id"},
  },
  "/api/v4/{entity}/unlink": {
    POST: {"empty":true},
  },
  "/api/v4/events": {
    GET: {"list":"events","page":250,"query":"with page limit filter.id filter.id.# filter.created_at filter.created_at.from filter.created_at.to filter.created_by filter.created_by.# filter.entity filter.entity.# filter.entity_id filter.entity_id.# filter.type filter.type.# filter.value_before.leads_statuses.#.pipeline_id filter.value_before.leads_statuses.#.status_id filter.value_before.customers_statuses.#.status_id filter.value_before.responsible_user_id filter.value_before.responsible_user_id.# filter.value_before.custom_field_values filter.value_before.custom_field_values.# filter.value_before.value filter.value_after.leads_statuses.#.pipeline_id filter.value_after.leads_statuses.#.status_id filter.value_after.customers_statuses.#.status_id filter.value_after.responsible_user_id filter.value_after.responsible_user_id.# filter.value_after.custom_field_values filter.value_after.custom_field_values.# filter.value_after.value","comma":["filter.id","filter.created_by","filter.entity","filter.entity_id","filter.type","filter.value_before.responsible_user_id","filter.value_before.custom_field_values","filter.value_after.responsible_user_id","filter.value_after.custom_field_values"]},
  },
  "/api/v4/events/{id}": {
    GET: {"id":"id","text":true,"query":"with"},
  },
  "/api/v4/events/types": {
    GET: {"list":"events_types","query":"language_code"},
  },
  "/api/v4/{entity_type}/{id}/subscriptions": {
    GET: {"list":"subscriptions","page":250,"query":"page limit"},
  },
  "/api/v4/leads/unsorted": {
    GET: {"list":"unsorted","page":250,"query":"page limit filter.uid filter.uid.# filter.category filter.category.# filter.pipeline_id order.created_at order.updated_at"},
  },
  "/api/v4/leads/unsorted/{uid}": {
    GET: {"id":"uid","text":true},
  },
  "/api/v4/leads/unsorted/forms": {
    POST: {"items":"unsorted","key":"uid","text":true},
  },
  "/api/v4/leads/unsorted/sip": {
    POST: {"items":"unsorted","key":"uid","text":true},
  },
  "/api/v4/leads/unsorted/{uid}/accept": {
    POST: {"key":"uid","text":true},
  },
  "/api/v4/leads/unsorted/{uid}/decline": {
    DELETE: {"key":"uid","text":true},
  },
  "/api/v4/leads/unsorted/{uid}/link": {
    POST: {"key":"uid","text":true},
  },
  "/api/v4/leads/unsorted/summary": {
    GET: {"query":"filter.uid filter.uid.# filter.created_at filter.created_at.from filter.created_at.to filter.pipeline_id"},
  },
  "/api/v4/webhooks": {
    GET: {"list":"webhooks","query":"filter.destination"},
    POST: {"key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/widgets": {
    GET: {"list":"widgets","page":250,"query":"page limit"},
  },
  "/api/v4/widgets/{widget_code}": {
    GET: {"id":"code"},
    POST: {"key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/calls": {
    POST: {"items":"calls","key":"id"},
  },
  "/api/v2/events": {
    POST: {"items":"items"},
  },
  "/api/v4/bots": {
    GET: {"list":"items","page":250,"query":"with page limit filter.id filter.id.# filter.type_functionality filter.type_functionality.#"},
  },
  "/api/v4/bots/{id}": {
    GET: {"id":"id","query":"with"},
  },
  "/api/v4/bots/{id}/run": {
    POST: {"empty":true},
  },
  "/api/v4/bots/run": {
    POST: {"empty":true},
  },
  "/api/v4/bots/{id}/stop": {
    POST: {"empty":true},
  },
  "/api/v4/{bot}/{bot_id}/continue/{continue_id}": {
    POST: {"empty":true},
  },
  "/api/v2/salesbot/run": {
    POST: {},
  },
  "/api/v4/sources": {
    GET: {"list":"sources","query":"filter.external_id filter.external_id.#"},
    POST: {"items":"sources","key":"id"},
    PATCH: {"items":"sources","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/sources/{id}": {
    GET: {"id":"id"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/short_links": {
    POST: {"items":"short_links","key":"url"},
  },
  "/api/v4/talks": {
    GET: {"list":"talks","page":250,"query":"page limit filter.talk_id filter.talk_id.# filter.contact_id filter.contact_id.# filter.entity_id filter.entity_id.# filter.entity_type filter.only_in_work"},
  },
  "/api/v4/talks/{id}": {
    GET: {"id":"talk_id"},
  },
  "/api/v4/talks/{id}/messages": {
    GET: {"list":"messages","page":250,"query":"page limit filter.created_at filter.created_at.from filter.created_at.to"},
  },
  "/api/v4/talks/{id}/send_message": {
    POST: {"key":"id","text":true},
  },
  "/api/v4/talks/{id}/close": {
    POST: {"empty":true},
  },
  "/api/v4/chats/templates": {
    GET: {"list":"chat_templates","page":50,"query":"with page limit filter.external_id filter.external_id.#"},
    POST: {"items":"chat_templates","key":"id"},
    PATCH: {"items":"chat_templates","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/chats/templates/{id}": {
    GET: {"id":"id","query":"with"},
    PATCH: {"id":"id","key":"id"},
    DELETE: {"empty":true},
  },
  "/api/v4/chats/templates/{id}/review": {
    POST: {"items":"reviews","key":"id"},
  },
  "/api/v4/chats/templates/{id}/review/{review_id}": {
    POST: {"key":"id"},
  },
  "/api/v4/website_buttons": {
    GET: {"list":"website_buttons","page":250,"query":"with page limit"},
    POST: {"key":"source_id"},
  },
  "/api/v4/website_buttons/{source_id}": {
    GET: {"id":"source_id","query":"with"},
    PATCH: {"id":"source_id","key":"source_id"},
  },
  "/api/v4/website_buttons/{source_id}/online_chat": {
    POST: {"empty":true},
  },
  "/api/v4/{entity}/{entity_id}/files": {
    GET: {"list":"files","query":"limit before_id"},
    PUT: {"empty":true},
    DELETE: {"empty":true},
  },
  "/api/v4/files/{file_uuid}/links": {
    GET: {},
  },
  "/api/v2/sources/text": {
    POST: {},
  },
  "/api/v2/sources/url": {
    POST: {},
  },
  "/api/v2/sources/file": {
    POST: {},
  },
  "/api/v4/amma/agents": {
    GET: {"list":"agents","page":50,"query":"page limit"},
    POST: {"items":"agents","key":"id","text":true},
  },
  "/api/v4/amma/agents/{id}": {
    GET: {"id":"id","text":true},
    PATCH: {"id":"id","key":"id","text":true},
    DELETE: {"empty":true},
  },
  "/api/v2/agent/knowledges/products/import": {
    POST: {},
  },
  "/oauth2/access_token": {
    POST: {"key":"token_type"},
  },
};
