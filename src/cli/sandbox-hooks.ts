import type { EventRow, Sandbox } from '../testing/index.js';

/** Which webhook addresses the sandbox calls. */
export const HOOKS = ['loopback', 'any', 'none'] as const;
export type Hooks = (typeof HOOKS)[number];

type EventType = Parameters<Sandbox['emit']>[0];

const ENTITIES = ['lead', 'contact', 'company', 'customer', 'task'];
const OWN: Readonly<Record<string, string>> = {
  lead_status_changed: 'status_changed',
  entity_responsible_changed: 'responsible_changed',
  task_completed: 'completed',
};

/** The webhook that Kommo sends for an entry of the journal; undefined if it sends none. */
function webhookOf({ type, entity_type: entity }: EventRow): string | undefined {
  if (!ENTITIES.includes(entity)) return undefined;
  if (OWN[type]) return `${entity}.${OWN[type]}`;
  if (/_(added|deleted|restored)$/.test(type) && type.startsWith(`${entity}_`)) return type.replace('_', '.');
  return /_changed$|^entity_tag_/.test(type) ? `${entity}.updated` : undefined;
}

/** Sends webhooks for what a write has changed, to the addresses that are subscribed in the sandbox. */
export class SandboxHooks {
  readonly #box: Sandbox;
  readonly #hooks: Hooks;
  readonly #log: (line: string) => void;
  #seen: number;
  #last: Promise<void> = Promise.resolve();

  constructor(box: Sandbox, hooks: Hooks, log: (line: string) => void) {
    this.#box = box;
    this.#hooks = hooks;
    this.#log = log;
    this.#seen = box.db.events.length;
  }

  /** Sends webhooks for the new entries of the journal, one after the other. */
  flush(): void {
    const fresh = this.#box.db.events.slice(this.#seen);
    this.#seen = this.#box.db.events.length;
    if (this.#hooks === 'none') return;
    const sent = new Set<string>();
    for (const event of fresh) {
      const type = webhookOf(event);
      const key = `${type} ${event.entity_id}`;
      if (type === undefined || sent.has(key)) continue;
      sent.add(key);
      this.#last = this.#last.then(() => this.#send(type as EventType, event)).catch(() => {});
    }
  }

  async #send(type: EventType, event: EventRow): Promise<void> {
    const fetch = async (destination: string, init: RequestInit): Promise<Response> => {
      if (this.#hooks === 'any' || isLoopback(destination)) return globalThis.fetch(destination, init);
      throw new Error('not a loopback address');
    };
    const results = await this.#box.emit(type, this.#entity(event) as never, { fetch });
    for (const { destination, status } of results) {
      if (this.#hooks === 'loopback' && !isLoopback(destination)) {
        this.#log(`webhook ${type} to ${destination}: not sent; --webhooks any sends it`);
      } else this.#log(`webhook ${type} to ${destination}: ${status ?? 'no answer'}`);
    }
  }

  #entity({ entity_type: kind, entity_id: id, value_before: before, type }: EventRow): object {
    const { db } = this.#box;
    const tables = {
      lead: db.leads,
      contact: db.contacts,
      company: db.companies,
      customer: db.customers,
      task: db.tasks,
    };
    const row = (tables[kind as keyof typeof tables]?.get(id) ?? {}) as Readonly<Record<string, unknown>>;
    // Only what a form holds as text; lists have another shape in webhooks.
    const plain = Object.entries(row).filter(([, value]) => ['string', 'number'].includes(typeof value));
    const [was] = before as readonly { lead_status?: { id: number; pipeline_id: number } }[];
    return {
      ...Object.fromEntries(plain),
      id,
      account_id: db.account.id,
      ...(type === 'lead_status_changed' && {
        old_status_id: was?.lead_status?.id,
        old_pipeline_id: was?.lead_status?.pipeline_id,
      }),
    };
  }
}

const isLoopback = (address: string): boolean =>
  URL.canParse(address) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
