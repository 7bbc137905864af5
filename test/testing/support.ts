import type { Sandbox } from '../../src/testing/index.js';

export interface Answer {
  status: number;
  type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  headers: Headers;
}

/** Asks the sandbox as a client would, with its token. */
export async function ask(
  sandbox: Sandbox,
  path: string,
  init: { method?: string; body?: unknown; token?: string } = {},
): Promise<Answer> {
  const { method = 'GET', body, token = sandbox.options.accessToken } = init;
  const response = await sandbox.fetch(path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get('content-type');
  const body = type?.includes('json') && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, type, body, headers: response.headers };
}
