/**
 * Seconds to wait: the `Retry-After` header (seconds or an HTTP date), else the body's `retry_after`.
 * Undefined where neither is there or makes sense.
 */
export function retryAfterSeconds(headers: Headers, body: unknown, now = Date.now()): number | undefined {
  return fromHeader(headers.get('retry-after'), now) ?? fromBody(body);
}

function fromHeader(value: string | null, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Number(text);
  // Date.parse takes "1" or "12-1" for dates; an HTTP date starts with the day's name.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text) || text.length > 40) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}

function fromBody(body: unknown): number | undefined {
  if (body === null || typeof body !== 'object' || !Object.hasOwn(body, 'retry_after')) return undefined;
  const value = (body as { retry_after: unknown }).retry_after;
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
