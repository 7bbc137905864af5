/** What the codes of drivers mean to the person who has to fix it. */
type Meanings = Readonly<Record<string, string>>;

/** The codes of connections. */
export const CONNECTIONS: Meanings = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'the host was not found',
  EAI_AGAIN: 'the host could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
};

/** What is kept of an error that came from outside the SDK: a driver, a store or a `fetch` of the user. */
export class ForeignError extends Error {
  /** The driver's own code (`ENOSPC`, `ECONNREFUSED`, `OOM`), if it has one. */
  readonly code: string | undefined;

  constructor(name: string, code: string | undefined, message: string) {
    super(message);
    this.name = name;
    this.code = code;
    // The frames lead through the driver, and the first line is all that is of use.
    this.stack = `${name}: ${message}`;
  }
}

/**
 * Keeps the name and the code of a foreign error and nothing else. Drivers put what they were given into messages and properties:
 * ioredis attaches the arguments of the command, which hold both tokens of a save.
 */
export function foreignError(error: unknown, meanings: Meanings = CONNECTIONS): ForeignError {
  const name = nameOf(error);
  const code = codeOf(error);
  const meaning = meanings[code ?? ''];
  const reason = [code, meaning].filter((part) => part !== undefined).join(': ');
  return new ForeignError(
    name,
    code,
    reason || 'it gave no code; its own message is left out, since it may hold a token',
  );
}

// Only what looks like the name of a class, since foreign code may put anything there.
function nameOf(error: unknown): string {
  const name = read(error, 'name');
  return typeof name === 'string' && /^(?:[A-Z][A-Za-z]{0,40})?(?:Error|Exception)$/.test(name) ? name : 'Error';
}

function codeOf(error: unknown, depth = 0): string | undefined {
  if (error === null || typeof error !== 'object' || depth > 4) return undefined;
  const code = read(error, 'code');
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
  if (read(error, 'name') === 'ReplyError') return /^[A-Z]{2,20}(?= )/.exec(String(read(error, 'message')))?.[0];
  const errors = read(error, 'errors');
  return codeOf(Array.isArray(errors) ? errors[0] : read(error, 'cause'), depth + 1);
}

function read(value: unknown, name: string): unknown {
  try {
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}
