import type { JsonSchema } from '../internal/operation-spec.js';

/** A text in the languages that the adapter speaks. */
export type Text = Readonly<Record<Lang, string>>;
/** A language of descriptions, prompts and instructions. */
export type Lang = 'en' | 'pt' | 'es';
/** How far a tool or an operation may reach. */
export type Category = 'read' | 'write' | 'execute' | 'destructive';

/** One tool, as the generator derives it from openapi/. */
export interface ToolRow {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  readonly category: Category;
  readonly toolset: string;
  readonly default?: true;
  readonly annotations: Readonly<
    Record<'readOnlyHint' | 'destructiveHint' | 'idempotentHint' | 'openWorldHint', boolean>
  >;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  /** The operation behind it; missing on tools that put several together. */
  readonly operation?: string;
  readonly method?: string;
  readonly path?: string;
  /** Place of each argument: `path.id`, `query.filter.pipeline_id`, `body.name`. */
  readonly where?: Readonly<Record<string, string>>;
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly list?: string;
  /** What an item keeps: `key`, `key=path`, or `key=path:a+b` for objects of which a and b stay. */
  readonly keys?: readonly string[];
  readonly covers?: readonly string[];
  readonly batch?: true;
  readonly all?: true;
  readonly atLeastOne?: readonly string[];
}

/** One operation of the index: id, method, path, category, summary, HAL key of a list. */
export type IndexRow = readonly [string, string, string, Category, string, string];

/** What ask_kommo reads a question by. */
export interface Questions {
  readonly topics: Readonly<Record<string, readonly string[]>>;
  readonly counting: readonly string[];
  readonly periods: Readonly<Record<string, readonly string[]>>;
  readonly months: readonly (readonly string[])[];
  readonly plain: readonly string[];
}

/** Everything that is generated for the adapter. */
export interface McpTables {
  readonly tools: readonly ToolRow[];
  readonly index: readonly IndexRow[];
  readonly resources: readonly { uri: string; name: string; tool: string }[];
  readonly prompts: readonly { name: string; title: Text; text: Text; arguments?: Record<string, string> }[];
  readonly instructions: Text;
  readonly questions: Questions;
  readonly policy: JsonSchema;
}
