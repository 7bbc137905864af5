import { InputError } from '../errors.js';

/** A variable without spaces and quotes around it, which some readers of `.env` files keep. Undefined if it is unset or blank. */
export const variableOf = (env: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  env[name]
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim() || undefined;

/**
 * Refuses two variables that name different accounts: a token for one must not go to the other.
 * @throws InputError if the host of the address does not begin with the subdomain
 */
export function checkAddresses(baseUrl: string | undefined, subdomain: string | undefined): void {
  if (!baseUrl || !subdomain || !URL.canParse(baseUrl)) return;
  if (new URL(baseUrl).hostname.split('.')[0] === subdomain.toLowerCase()) return;
  throw new InputError('KOMMO_BASE_URL', 'is the address of another account than KOMMO_SUBDOMAIN. Unset one of them');
}
