import { operations } from '../../src/generated/operations.js';
import { Router } from '../../src/testing/http/router.js';
import { problemsIn } from '../../src/testing/http/schemas.js';
import type { Sandbox } from '../../src/testing/index.js';

export interface Answer {
  status: number;
  type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  headers: Headers;
}

interface Question {
  method?: string;
  body?: unknown;
  token?: string;
}

const router = new Router(operations);

/**
 * Asks the sandbox as a client would, with its token.
 * Throws when the answer is not what the spec says: closed objects, and a status that the operation documents.
 */
export async function ask(sandbox: Sandbox, path: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', body, token = sandbox.options.accessToken } = question;
  const response = await sandbox.fetch(path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = await answerOf(response);
  checkAnswer(method, new URL(path, sandbox.options.baseUrl).pathname, answer);
  return answer;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get('content-type');
  const body = type?.includes('json') && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, type, body, headers: response.headers };
}

/** Throws when an answer does not fit the spec. */
export function checkAnswer(method: string, pathname: string, answer: Answer): void {
  const { operation } = router.match(method, pathname);
  if (!operation) return;
  const { responses } = operation;
  if (String(answer.body.detail ?? '').startsWith('The sandbox failed')) throw new Error(answer.body.detail);
  const key = String(answer.status) in responses ? String(answer.status) : 'default';
  const problem = (what: string): Error =>
    new Error(
      `${operation.id} answered ${answer.status}: ${what}\n${JSON.stringify(answer.body, null, 1)?.slice(0, 3000)}`,
    );
  if (key === 'default' && answer.status < 400) throw problem('a status that the spec does not name');
  // Any query can be malformed, whether or not the operation names a 400.
  const schema = key === 'default' && answer.status === 400 ? { $ref: '#/$defs/ValidationProblem' } : responses[key];
  if (!schema) {
    if (answer.body !== '' && answer.type?.includes('json')) throw problem('a body where there is none');
    return;
  }
  if (typeof answer.body === 'string' && answer.status >= 400) return;
  const errors = problemsIn(schema, 'closed', answer.body);
  if (errors.length === 0) return;
  const lines = errors.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw problem(lines.slice(0, 15).join('\n'));
}

/** Codes and paths of a validation problem, by item. */
export const issuesOf = (answer: Answer): Record<string, string[]> =>
  Object.fromEntries(
    (answer.body['validation-errors'] ?? []).map(
      (item: { request_id: string; errors: { code: string; path: string }[] }) => [
        item.request_id,
        item.errors.map((error) => `${error.code} ${error.path}`),
      ],
    ),
  );
