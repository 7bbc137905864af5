/** A lead as Kommo gives it, with no more than the SDK needs. */
export const lead = { id: 1, name: 'x', _embedded: { tags: [], companies: [] } };
