import { type ContactCreate, Kommo, type KommoOptions } from '../../src/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';

/** An empty account of a country, and a client of it. */
export function account(country = 'BR', options: KommoOptions = {}): { sandbox: Sandbox; kommo: Kommo } {
  const sandbox = createSandbox({ seed: { account: { country } }, rateLimit: false });
  return { sandbox, kommo: new Kommo({ ...sandbox.options, rateLimit: false, retries: 0, ...options }) };
}

/** A contact with phones and e-mails. */
export function person(name: string, phones: readonly string[] = [], emails: readonly string[] = []): ContactCreate {
  const field = (field_code: string, values: readonly string[]) =>
    values.length > 0 ? [{ field_code, values: values.map((value) => ({ value })) }] : [];
  return { name, custom_fields_values: [...field('PHONE', phones), ...field('EMAIL', emails)] };
}

/** How many calls of each kind an account got: `GET contacts`. */
export function callsOf({ requests }: Sandbox): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of requests) {
    const key = `${method} ${path.split('/')[3]}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
