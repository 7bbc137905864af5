/** A lead with the weight of a real one: 250 of them are some 190 kB. */
export function lead(id: number): object {
  return {
    id,
    name: `Kitchen renovation for the Petersen family, stage ${id % 7}`,
    price: (id * 37) % 90_000,
    responsible_user_id: 9_000_000 + (id % 12),
    group_id: 0,
    status_id: 50_000_000 + (id % 9),
    pipeline_id: 5_000_000 + (id % 3),
    loss_reason_id: id % 4 === 0 ? 4_200_000 + (id % 12) : null,
    created_by: 9_000_000,
    updated_by: 9_000_000,
    created_at: 1_750_000_000 + id,
    updated_at: 1_750_100_000 + id,
    closed_at: null,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: [
      field(1_000_001, 'Delivery address', 'address', 'text', 'Rua das Flores 12, São Paulo'),
      field(1_000_002, 'Source of traffic', 'utm_source', 'tracking_data', 'newsletter-autumn'),
    ],
    score: null,
    account_id: 31_000_000,
    labor_cost: null,
    _links: { self: { href: `https://example.kommo.com/api/v4/leads/${id}?page=1&limit=250` } },
    _embedded: { tags: [{ id: 77, name: 'renovation', color: null }], companies: [] },
  };
}

function field(id: number, name: string, code: string, type: string, value: string): object {
  return { field_id: id, field_name: name, field_code: code, field_type: type, values: [{ value }] };
}

/** A page as Kommo sends it; `next` is the address of the one after it. */
export function pageOf(size: number, next: string | undefined): string {
  const leads = Array.from({ length: size }, (_, index) => lead(index + 1));
  const links = next === undefined ? {} : { next: { href: next } };
  return JSON.stringify({ _page: 1, _links: links, _embedded: { leads } });
}
