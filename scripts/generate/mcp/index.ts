import { type Document, operationsOf } from '../spec.js';
import { BUDGET } from './budget.js';
import { type Located, loadOverlay, xMcpOf } from './overlay.js';
import { policyTypes } from './policy-types.js';
import { tool } from './tool.js';

/** src/generated/mcp.ts: tools with their schemas, the index of operations, texts, and the schema of policy.json. Words of questions, which load later, stand apart. */
export async function mcpModules(doc: Document): Promise<{ mcp: string; questions: string }> {
  const located = new Map(
    operationsOf(doc).map((entry) => [entry.operation.operationId, { doc, ...entry } as Located] as const),
  );
  const overlay = await loadOverlay(located);

  const fat: string[] = [];
  const tools = [
    ...[...located].flatMap(([id, place]) =>
      xMcpOf(place.operation, overlay.operations[id]).map((x) => tool(x, fat, located, place)),
    ),
    ...overlay.composites.map((x) => tool(x, fat, located)),
  ];
  if (fat.length > 0) throw new Error(`tools over the budget of ${BUDGET}: ${fat.join('; ')}`);
  const categories = new Map(
    Object.entries(overlay.categories).flatMap(([c, ids]) => ids.map((id) => [id, c] as const)),
  );
  for (const t of tools) if (t['operation']) categories.set(String(t['operation']), String(t['category']));
  const index = [...located]
    .filter(([id]) => !overlay.hidden.includes(id))
    .map(([id, { method, path, operation }]) => [
      id,
      method,
      path,
      categories.get(id) ?? { GET: 'read', DELETE: 'destructive' }[method] ?? 'write',
      operation.summary ?? '',
      operation['x-kommo-list'] ?? '',
    ]);
  const { operations: _, composites: __, categories: ___, hidden: ____, questions: words, ...rest } = overlay;
  const data = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('x-')));
  const rules = rest['starter'] as Record<string, object>;
  const allowed = Object.fromEntries(tools.map((row) => [row['name'], rules[row['category'] as string]]));
  const starter = `${JSON.stringify({ version: '1', default: 'deny', tools: allowed }, null, 2)}\n`;
  const questions = [
    "import type { QuestionWords } from '../util/mcp-tables.js';\n",
    '/** The words that ask_kommo knows. */',
    `export const questions: QuestionWords = JSON.parse(${literal(words)});`,
    '',
  ].join('\n');
  const mcp = [
    "import type { McpTables } from '../util/mcp-tables.js';\n",
    "export type * from '../util/mcp-tables.js';\n",
    await policyTypes(overlay.policy),
    '',
    '/** What openapi/mcp.yaml and the spec say about tools. */',
    `export const tables: McpTables = JSON.parse(${literal({ ...data, starter, tools, index })});`,
    '',
  ].join('\n');
  return { mcp, questions };
}

const literal = (value: unknown): string =>
  `'${JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
