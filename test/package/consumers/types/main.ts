// A consumer in TypeScript: compiled, and run where its module format allows.
import { Kommo, type KommoOptions, type Lead, NotFoundError, ValidationError } from 'kommo-sdk';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Not<T extends false> = T;

const options: KommoOptions = { subdomain: 'acme', accessToken: 'a-token', rateLimit: { scope: 'account' } };
const kommo = new Kommo({ ...options, fetch: async () => new Response(null, { status: 204 }) });

export async function main(): Promise<number> {
  const page = await kommo.leads.list({
    with: ['contacts', 'loss_reason'],
    filter: { pipeline_id: [7], updated_at: { from: new Date('2026-01-01') } },
  });
  const names: string[] = [];
  for (const lead of page.data) {
    // Without a question mark: `with` asked for it.
    names.push(...lead._embedded.loss_reason.map((reason) => reason.name));
  }
  for await (const lead of kommo.leads.list()) names.push(lead.name);
  try {
    const lead: Lead = await kommo.leads.get(42);
    names.push(lead.name);
  } catch (error) {
    if (error instanceof ValidationError) names.push(...error.validationErrors.map((issue) => issue.detail));
    else if (!(error instanceof NotFoundError)) throw error;
  }
  const { data } = await kommo.api.GET('/api/v4/leads/{id}', { params: { path: { id: 42 } } });
  names.push(String(data?.price));
  // @ts-expect-error no such filter
  void (() => kommo.leads.list({ filter: { stage: 1 } }));
  return names.length;
}

export type Checks = [
  Not<IsAny<Awaited<ReturnType<typeof kommo.leads.get>>>>,
  Not<IsAny<Lead['_embedded']>>,
  Not<IsAny<ConstructorParameters<typeof Kommo>[0]>>,
];
