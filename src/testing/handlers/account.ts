import { asks, type Call, type Handlers } from '../http/call.js';
import { ok, selfLinks } from '../http/hal.js';

export const accountHandlers: Handlers = {
  'account.get': (call) => ok(renderAccount(call)),
};

function renderAccount(call: Call): unknown {
  const { account } = call.db;
  const roots: Record<string, unknown> = {
    amojo_id: account.amojo_id,
    uuid: account.uuid,
    version: account.version,
    drive_url: call.origin,
    is_api_filter_enabled: true,
    entity_names: entityNames,
    invoices_settings: { lang: null, invoices_catalog_id: null },
  };
  const embedded: Record<string, unknown> = {
    amojo_rights: { can_direct: true, can_create_groups: true },
    users_groups: account.users_groups,
    task_types: account.task_types,
    datetime_settings: {
      date_pattern: 'd.m.Y H:i',
      short_date_pattern: 'd.m.Y',
      short_time_pattern: 'H:i',
      date_formant: 'd.m.Y',
      time_format: 'H:i:s',
      timezone: account.timezone,
      timezone_offset: account.timezone_offset,
    },
  };
  const wanted = (all: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => asks(call, key)));
  const below = wanted(embedded);
  return {
    id: account.id,
    name: account.name,
    subdomain: account.subdomain,
    created_at: account.created_at,
    created_by: account.created_by,
    updated_at: account.updated_at,
    updated_by: account.updated_by,
    current_user_id: call.userId,
    country: account.country,
    currency: account.currency,
    currency_symbol: account.currency_symbol,
    customers_mode: account.customers_mode,
    is_unsorted_on: account.is_unsorted_on,
    mobile_feature_version: 0,
    is_loss_reason_enabled: account.is_loss_reason_enabled,
    is_helpbot_enabled: account.is_helpbot_enabled,
    is_technical_account: account.is_technical_account,
    contact_name_display_order: account.contact_name_display_order,
    ...wanted(roots),
    _links: selfLinks(call, '/api/v4/account'),
    ...(Object.keys(below).length > 0 && { _embedded: below }),
  };
}

const forms = (one: string, many: string, gender: string): unknown => ({
  gender,
  singular_form: { default: one },
  plural_form: { default: many },
});

const entityNames = {
  leads: { en: forms('lead', 'leads', 'm'), es: forms('lead', 'leads', 'm'), pt: forms('lead', 'leads', 'm') },
};
