import type { WireObject, WireValue } from './wire.js';

/** A value under way to a decoded body. */
export type Node = Tree | WireValue;

// Names that a careless merge of the decoded object could take for the prototype. Kommo has no such fields.
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key is dropped. */
export const isPoison = (key: string): boolean => POISON.has(key);

/** A PHP array: keys in the order of arrival, `[]` takes the next free index. */
export class Tree {
  readonly entries = new Map<string, Node>();
  #next = 0;

  /** The tree under a key; a scalar that is there gives way, as in PHP. */
  child(key: string): Tree {
    const name = this.#name(key);
    const found = this.entries.get(name);
    if (found instanceof Tree) return found;
    const made = new Tree();
    this.entries.set(name, made);
    return made;
  }

  set(key: string, value: Node): void {
    this.entries.set(this.#name(key), value);
  }

  #name(key: string): string {
    if (key === '') return String(this.#next++);
    const index = indexOf(key);
    if (index !== undefined && index >= this.#next) this.#next = index + 1;
    return key;
  }
}

/** Turns the tree of a whole body into plain values: an object, whatever its keys are. */
export function toRoot(tree: Tree): WireObject {
  return Object.fromEntries(Array.from(tree.entries, ([key, value]) => [key, toWire(value)]));
}

function toWire(node: Node): WireValue {
  if (!(node instanceof Tree)) return node;
  return listOf(node.entries) ?? toRoot(node);
}

// Keys 0 to n−1, in whatever order, are a list: n different indexes below n leave no other.
function listOf(entries: Map<string, Node>): WireValue[] | undefined {
  const list = new Array<WireValue>(entries.size);
  for (const [key, value] of entries) {
    const index = indexOf(key);
    if (index === undefined || index >= entries.size) return undefined;
    list[index] = toWire(value);
  }
  return list;
}

function indexOf(key: string): number | undefined {
  return key.length < 16 && /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : undefined;
}
