/** One error of one item, as Kommo words it. */
export interface FieldIssue {
  code: string;
  /** Dotted path inside the item. */
  path: string;
  detail: string;
}

/** What a handler or a check answers with: a status and a JSON body, or none. */
export interface Reply {
  status: number;
  body?: unknown;
  /** A body that is not JSON. */
  raw?: string | Uint8Array;
  /** Default: `application/hal+json`, and `application/problem+json` from 400 on. */
  type?: string;
  headers?: Record<string, string>;
}

/** Thrown anywhere below the router; becomes the answer. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered ${reply.status}`);
    this.reply = reply;
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Title that goes with a status. */
export const titleOf = (status: number): string => TITLES[status] ?? `Status ${status}`;

/** Problem body of a status, in Kommo's shape. */
export function problem(status: number, detail: string, more: Record<string, unknown> = {}): Reply {
  const title = titleOf(status);
  return { status, body: { title, type: `https://httpstatus.es/${status}`, status, detail, ...more } };
}

/** Throws the problem. */
export function refuse(status: number, detail: string): never {
  throw new Refusal(problem(status, detail));
}

export const notSupportedChoice = (path: string): FieldIssue => ({
  code: 'NotSupportedChoice',
  path,
  detail: 'The value you selected is not a valid choice.',
});

export const invalidType = (path: string, type: string): FieldIssue => ({
  code: 'InvalidType',
  path,
  detail: `This value should be of type ${type}.`,
});

export const fieldMissing = (path: string): FieldIssue => ({
  code: 'FieldMissing',
  path,
  detail: 'This field is missing.',
});

export const notBlank = (path: string): FieldIssue => ({
  code: 'NotBlank',
  path,
  detail: 'This value should not be blank.',
});

export const fieldNotExpected = (path: string): FieldIssue => ({
  code: 'FieldNotExpected',
  path,
  detail: 'This field was not expected.',
});

/** Collects the issues of a request over all its items; one of them refuses the whole request. */
export class Issues {
  readonly #byItem = new Map<number, { requestId: string; errors: FieldIssue[] }>();

  /** Adds issues of the item at `index`. */
  add(index: number, item: unknown, ...errors: FieldIssue[]): void {
    if (errors.length === 0) return;
    const entry = this.#byItem.get(index) ?? { requestId: requestIdOf(item, index), errors: [] };
    entry.errors.push(...errors);
    this.#byItem.set(index, entry);
  }

  /** Throws a {@link Refusal} with `validation-errors` when there is any issue. */
  check(): void {
    if (this.#byItem.size === 0) return;
    const errors = [...this.#byItem].sort(([a], [b]) => a - b).map(([, entry]) => entry);
    throw new Refusal({
      status: 400,
      body: {
        'validation-errors': errors.map((entry) => ({ request_id: entry.requestId, errors: entry.errors })),
        title: titleOf(400),
        type: 'https://httpstatus.es/400',
        status: 400,
        detail: 'Request validation failed',
      },
    });
  }
}

/** `request_id` that an item is answered with: its own, else its index. */
export function requestIdOf(item: unknown, index: number): string {
  const own = (item as { request_id?: unknown } | null | undefined)?.request_id;
  return typeof own === 'string' || typeof own === 'number' ? String(own) : String(index);
}
