import { InputError } from '../errors.js';
import { redactor } from './redact.js';

/** The least that is logged; `off` logs nothing. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'off';

/** Where log lines go; `console` fits. Nothing that is logged holds a token, a query or a body. */
export interface Logger {
  debug(message: string, data?: object): void;
  info(message: string, data?: object): void;
  warn(message: string, data?: object): void;
  error(message: string, data?: object): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** A logger that drops what is below the level, takes out whatever looks like a token, and never fails a call. */
export function leveled(logger: Logger | undefined, level: LogLevel = 'debug'): Logger | undefined {
  if (level !== 'off' && !LEVELS.includes(level)) {
    throw new InputError('logLevel', `must be debug, info, warn, error or off, got "${String(level)}"`);
  }
  if (!logger || level === 'off') return undefined;
  for (const name of LEVELS) {
    if (typeof logger[name] !== 'function') throw new InputError('logger', `has no method "${name}"`);
  }
  const redact = redactor();
  const at = (name: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(name) < LEVELS.indexOf(level)) return () => {};
    return (message: string, data?: object): void => {
      try {
        logger[name](redact(message), data && clean(data, redact));
      } catch {
        // A broken logger must not fail a call.
      }
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const clean = (data: object, redact: (text: string) => string): object =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  );
