import type { WireObject, WireValue } from './wire.js';

// Names that a careless merge of the decoded object could take for the prototype. Kommo has no such fields.
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key is dropped. */
export const isPoison = (key: string): boolean => POISON.has(key);

/** A PHP array under way. Lists are objects here until the end, since only then it shows whether an index is missing. */
export interface Branch {
  [key: string]: Branch | WireValue;
}

/** Builds a decoded body out of paths and values. */
export class TreeBuilder {
  readonly #root: Branch = {};
  readonly #nextIndex = new Map<Branch, number>();
  readonly #onNode: () => void;

  /** `onNode` is called for each object, list and value, and may throw when they are too many. */
  constructor(onNode: () => void) {
    this.#onNode = onNode;
  }

  /** Puts a value where `a[b][]=value` has it. A scalar in the way gives way, as in PHP. */
  set(path: readonly string[], value: WireValue): void {
    if (path.length === 0 || path.some(isPoison)) return;
    let branch = this.#root;
    const last = path.length - 1;
    for (let i = 0; i < last; i++) {
      const key = this.#keyIn(branch, path[i] as string);
      const found = Object.hasOwn(branch, key) ? branch[key] : undefined;
      if (isBranch(found)) {
        branch = found;
      } else {
        this.#onNode();
        const made: Branch = {};
        branch[key] = made;
        branch = made;
      }
    }
    this.#onNode();
    branch[this.#keyIn(branch, path[last] as string)] = value;
  }

  /** The whole body. The builder can't be used after. */
  finish(): WireObject {
    return finishMembers(this.#root);
  }

  // `[]` takes the index after the highest.
  #keyIn(branch: Branch, key: string): string {
    const next = this.#nextIndex.get(branch);
    if (key === '') {
      const index = next ?? Object.keys(branch).reduce((free, name) => Math.max(free, (indexOf(name) ?? -1) + 1), 0);
      this.#nextIndex.set(branch, index + 1);
      return String(index);
    }
    if (next !== undefined) this.#nextIndex.set(branch, Math.max(next, (indexOf(key) ?? -1) + 1));
    return key;
  }
}

/** Turns objects whose keys are 0 to n−1 into lists, all the way down. */
export function finishMembers(branch: Branch): WireObject {
  for (const key of Object.keys(branch)) {
    const value = branch[key];
    if (isBranch(value)) branch[key] = finish(value);
  }
  return branch as WireObject;
}

function finish(branch: Branch): WireValue {
  const done = finishMembers(branch);
  // Indexes come first and in order, in whatever order they were set.
  let index = 0;
  for (const key in done) if (key !== String(index++)) return done;
  return index === 0 ? done : Object.values(done);
}

const isBranch = (value: Branch | WireValue | undefined): value is Branch =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const indexOf = (key: string): number | undefined =>
  key.length < 16 && /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : undefined;
