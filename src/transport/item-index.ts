import { isRecord } from '../util/is-record.js';

/** Index of the item that Kommo names: by the request_id it was sent with, else by its index. */
export function indexOf(requestId: string, items: unknown): number | undefined {
  if (!Array.isArray(items)) return undefined;
  const named = items.findIndex((item) => isRecord(item) && item['request_id'] === requestId);
  if (named !== -1) return named;
  const index = /^\d+$/.test(requestId) ? Number(requestId) : Number.NaN;
  return index < items.length ? index : undefined;
}
