import { checkObject } from '../util/check.js';
import { LockLostError, LockTimeoutError } from './errors.js';
import { LOCK_WAIT_MS, type TokenLock, type TokenSet, type TokenStore } from './token-store.js';

/**
 * Keeps tokens in the memory of this process: for tests, and for tokens that another system keeps. They are lost when the process
 * ends. The account then has to authorize the integration again.
 */
export function memoryStore(initial: Record<string, TokenSet> = {}): TokenStore {
  const saved = new Map(Object.entries(checkObject(initial, 'initial')).map(([key, tokens]) => [key, { ...tokens }]));
  const queues = new Map<string, (() => void)[]>();
  return {
    async load(key) {
      const tokens = saved.get(key);
      return tokens && { ...tokens };
    },
    async lock(key, { waitMs = LOCK_WAIT_MS } = {}) {
      const queue = queues.get(key);
      if (queue) await turn(queue, key, waitMs);
      else queues.set(key, []);
      return held(key);
    },
  };

  function held(key: string): TokenLock {
    let released = false;
    const check = (): void => {
      if (released) throw new LockLostError(key);
    };
    return {
      async save(tokens) {
        check();
        saved.set(key, { ...tokens });
      },
      async delete() {
        check();
        saved.delete(key);
      },
      async release() {
        if (released) return;
        released = true;
        const next = queues.get(key)?.shift();
        if (next) next();
        else queues.delete(key);
      },
    };
  }
}

function turn(queue: (() => void)[], key: string, waitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(begin), 1);
      reject(new LockTimeoutError(key, waitMs));
    }, waitMs);
    queue.push(begin);
  });
}
