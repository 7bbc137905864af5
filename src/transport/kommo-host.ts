const DOMAINS = ['kommo.com', 'amocrm.com', 'amocrm.ru'];

/** Whether an address is https on a host of Kommo or amoCRM: the only ones that a token or a secret may be sent to. */
export function isKommoUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
}
