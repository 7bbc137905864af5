import type { Kommo } from '../client.js';

/** One request as the adapter puts it together. */
export interface Outgoing {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

type Generic = (path: string, init: object) => Promise<{ data?: string }>;

/** Calls any operation of the account through the SDK: its limiter, retries, token and errors. Undefined where the answer has no JSON. */
export async function send(
  kommo: Kommo,
  method: string,
  path: string,
  { path: parts, query, body, signal }: Outgoing = {},
): Promise<unknown> {
  const init = { params: { path: parts, query }, body, parseAs: 'text', signal };
  // The path is any of the spec's, so that its own types do not help here.
  const { data } = await (kommo.api as unknown as Record<string, Generic>)[method]!(path, init);
  try {
    return data ? JSON.parse(data) : undefined;
  } catch {
    if (method === 'GET')
      throw new LocalError('Kommo answered with something that is not JSON. Try again later.', true);
    return undefined;
  }
}

/** Something that the adapter itself refuses or can't do; its text is for the model. */
export class LocalError extends Error {
  /** Whether Kommo was asked for it. */
  readonly sent: boolean;

  constructor(message: string, sent = false) {
    super(message);
    this.sent = sent;
  }
}
