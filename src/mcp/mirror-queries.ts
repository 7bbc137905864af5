import type { QueryAnswer, QueryEngine, QueryEngineOptions } from '../sync/query.js';
import { isRecord } from '../util/is-record.js';
import { stripInvisible } from '../util/strip-invisible.js';
import { LocalError } from './texts.js';

type Args = Readonly<Record<string, unknown>>;

// One process at a time has the folder of a mirror: a sync and other servers get it as soon as nobody asks.
const IDLE_MS = 3_000;
const WAIT_MS = 15_000;

/** Runs statements over a mirror. The mirror is opened at the first statement, and let go of after a while without one. */
export class MirrorQueries {
  readonly #options: QueryEngineOptions;
  readonly #idleMs: number;
  #engine: Promise<QueryEngine> | undefined;
  #closing: Promise<unknown> = Promise.resolve();
  #users = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: QueryEngineOptions, idleMs = IDLE_MS) {
    this.#options = options;
    this.#idleMs = idleMs;
  }

  /** @throws LocalError for the model, or an error that is for the operator */
  async query({ sql }: Args): Promise<Record<string, unknown>> {
    const { rows, truncated }: QueryAnswer = await this.#use((engine) => engine.query(String(sql)));
    return { rows: rows.map(shown), truncated };
  }

  /** The tables and views with their columns and comments. */
  async describe(): Promise<string> {
    return this.#use((engine) => engine.describe());
  }

  /** Opens the mirror and lets go of it. @throws MirrorError if it can't be read */
  async check(): Promise<void> {
    const { createQueryEngine } = await import('../sync/query.js');
    await (await createQueryEngine(this.#options)).close();
  }

  async #use<T>(work: (engine: QueryEngine) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#users += 1;
    try {
      this.#engine ??= this.#open();
      return await work(await this.#engine);
    } catch (error) {
      throw told(error);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#closeLater();
    }
  }

  #open(): Promise<QueryEngine> {
    const opening = this.#closing.then(async () => {
      const { createQueryEngine } = await import('../sync/query.js');
      return createQueryEngine({ waitMs: WAIT_MS, ...this.#options });
    });
    opening.catch(() => {
      if (this.#engine === opening) this.#engine = undefined;
    });
    return opening;
  }

  #closeLater(): void {
    this.#timer = setTimeout(() => {
      const engine = this.#engine;
      this.#engine = undefined;
      this.#closing = Promise.resolve(engine)
        .then((open) => open?.close())
        .catch(() => {});
    }, this.#idleMs);
    // It does not keep the process alive.
    (this.#timer as { unref?: () => void }).unref?.();
  }
}

/** What the model is told. Errors that only the operator can correct pass unchanged, and reach their log. */
function told(error: unknown): unknown {
  const { name, code, message } = error as { name?: string; code?: string; message: string };
  if (name !== 'MirrorError') return error;
  if (code === 'database') return new LocalError(stripInvisible(message).slice(0, 500));
  if (code === 'locked')
    return new LocalError('The mirror is in use by a sync or another program. Try again in a minute.');
  // Not an error of Kommo, so that the operator is told.
  return new Error(message, { cause: error });
}

/** Texts of the CRM without what a person does not see. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return stripInvisible(value);
  if (Array.isArray(value)) return value.map(shown);
  if (value instanceof Date) return value.toISOString();
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [stripInvisible(key), shown(item)]));
}
