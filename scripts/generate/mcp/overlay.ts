import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { here } from '../../here.js';
import type { Document, Operation, Parameter, Schema } from '../spec.js';

/** Text by language. */
type Text = Record<'en' | 'pt' | 'es', string>;
export type Category = 'read' | 'write' | 'execute' | 'destructive';

/** `x-mcp` of an operation: how an agent sees it. */
export interface XMcp {
  name: string;
  title: Text;
  category: Category;
  toolset: string;
  default?: true;
  description: Text;
  /**
   * Argument by argument: where it goes (`in`), and what its schema has on top of, or in place of, that place's.
   * `kind` names what its value stands for (a moment, a user ...), `quiet` arguments are accepted but not shown.
   */
  input: Record<string, Schema & { in?: string; about?: string; required?: boolean; kind?: string; quiet?: boolean }>;
  /** Keys of an item (`key`, `key=path`, or `key=path:a+b` for objects of which a and b stay); on a composite a JSON Schema. */
  output: string[] | Schema;
  /** Sent along with every call. */
  fixed?: object;
  /** The body is a list of one. */
  batch?: true;
  /** All pages are read, and paged here. */
  all?: true;
  idempotent?: boolean;
  atLeastOne?: string[];
  /** Other operations that do the same, and so follow the policy of this tool. */
  covers?: string[];
  /** Operations that a composite runs. */
  uses?: string[];
  /** Reads back what a write has stored: the operation, and the keys to show. */
  back?: { operation: string; keys: string[] };
  /** A person has to approve each call, unless the policy says otherwise. */
  approval?: true;
  /** Annotations that differ where the server may write. */
  writing?: Record<string, boolean>;
}

/** openapi/mcp.yaml. */
export interface Overlay {
  operations: Record<string, XMcp[]>;
  composites: XMcp[];
  categories: Partial<Record<Category, string[]>>;
  hidden: string[];
  policy: Schema;
  [rest: string]: unknown;
}

/** An operation, and where it stands in the spec. */
export interface Located {
  doc: Document;
  path: string;
  method: string;
  operation: Operation;
  parameters: Parameter[];
}

/** What openapi/mcp.yaml says about the operations, of which it may name only those that there are. */
export async function loadOverlay(located: ReadonlyMap<string, Located>): Promise<Overlay> {
  const overlay = parse(await readFile(here('openapi/mcp.yaml'), 'utf8'), { merge: true }) as Overlay;
  const all = [...Object.values(overlay.operations).flat(), ...overlay.composites].flatMap((x) => x.covers ?? []);
  const uses = [...Object.values(overlay.operations).flat(), ...overlay.composites].flatMap((x) => x.uses ?? []);
  const named = [...Object.keys(overlay.operations), ...all, ...uses, ...Object.values(overlay.categories).flat()];
  const unknown = [...named, ...overlay.hidden].filter((id) => !located.has(id));
  if (unknown.length > 0) throw new Error(`openapi/mcp.yaml names unknown operations: ${unknown.join(', ')}`);
  return overlay;
}

/** An operation's own `x-mcp` wins over the overlay. */
export function xMcpOf(operation: Operation, overlay: XMcp[] = []): XMcp[] {
  const own = operation['x-mcp'] as XMcp | XMcp[] | undefined;
  return own === undefined ? overlay : [own].flat();
}
