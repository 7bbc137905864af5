import type { JsonSchema } from './operation-spec.js';

/** A language of descriptions, prompts and instructions. */
export type Lang = 'en' | 'pt' | 'es';
/** A text in each language. */
export type Text = Readonly<Record<Lang, string>>;
/** How far a tool or an operation may reach. */
export type Category = 'read' | 'write' | 'execute' | 'destructive';

/** One tool, as the generator derives it. */
export interface ToolRow {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  readonly category: Category;
  readonly toolset: string;
  /** Names of the sets that switch it on. */
  readonly sets: readonly string[];
  readonly annotations: Readonly<Record<'readOnlyHint' | 'destructiveHint' | 'idempotentHint', boolean>>;
  /** Annotations that differ where the server may write. */
  readonly writing?: Readonly<Record<string, boolean>>;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  /** The operation behind it; missing on tools that put several together. */
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** Place of each argument: `path.id`, `query.filter.pipeline_id`, `body.name`. */
  readonly where: Readonly<Record<string, string>>;
  /** Sent along with every call. */
  readonly fixed: { readonly query?: object };
  /** HAL key of the items. */
  readonly list?: string;
  /** What an item keeps: `key`, `key=path`, or `key=path:a+b` for objects of which a and b stay. */
  readonly keys: readonly string[];
  /** Operations whose effect it has, which therefore follow its rules. */
  readonly covers: readonly string[];
  /** What the value of an argument stands for: a moment (`from`, `to`, `due`), or an id that may be given by name (`user` ...). */
  readonly kinds?: Readonly<Record<string, string>>;
  /** Arguments that are accepted but not shown. */
  readonly quiet?: Readonly<Record<string, JsonSchema>>;
  /** Operations that it runs, if it has none of its own. */
  readonly uses?: readonly string[];
  /** A person has to approve each call, unless the policy says otherwise. */
  readonly approval?: true;
  /** Reads back what a write has stored. */
  readonly back?: { readonly operation: string; readonly path: string; readonly keys: readonly string[] };
  /** A success has no body. */
  readonly noContent?: true;
  /** The body is a list of one. */
  readonly batch?: true;
  /** All pages are read, and paged by the adapter. */
  readonly all?: true;
  readonly atLeastOne?: readonly string[];
  /** Arguments that are taken and dropped, unseen by any rule. */
  readonly ignores?: readonly string[];
}

/** One operation of the index: id, method, path, category, summary, HAL key of a list. */
export type IndexRow = readonly [string, string, string, Category, string, string];

/** Everything that the adapter is made of. */
export interface McpTables {
  readonly tools: readonly ToolRow[];
  readonly index: readonly IndexRow[];
  readonly resources: readonly { uri: string; name: string; tool: string }[];
  readonly prompts: readonly {
    name: string;
    title: Text;
    text: Text;
    arguments?: Readonly<Record<string, JsonSchema>>;
  }[];
  readonly instructions: Text;
  readonly texts: Readonly<Record<string, string>>;
  /** Words that stand for others when operations are searched. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** What policy init prints. */
  readonly starter: string;
  readonly policy: JsonSchema;
}

/** The words of questions to ask_kommo. */
export interface QuestionWords {
  readonly topics: Readonly<Record<string, readonly string[]>>;
  readonly counting: readonly string[];
  readonly measuring: readonly string[];
  readonly periods: Readonly<Record<string, readonly string[]>>;
  readonly months: readonly (readonly string[])[];
  /** By kind, and by the value that the words stand for. */
  readonly narrowing: Readonly<
    Record<'user' | 'state' | 'created' | 'due', Readonly<Record<string, readonly string[]>>>
  >;
  readonly markers: Readonly<Record<'stage' | 'pipeline' | 'user', readonly string[]>>;
  readonly spans: Readonly<
    Record<'last' | 'since' | 'from' | 'between' | 'and' | 'to' | 'day_first', readonly string[]>
  >;
  readonly reserved: readonly string[];
  readonly before_article: readonly string[];
  readonly plain: readonly string[];
}
