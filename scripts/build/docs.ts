/**
 * `npm run docs`: builds the site in site/dist. Guides come from docs/, the reference from TypeDoc, entities and operations from the
 * spec. Nothing is loaded from elsewhere when the site is read, and a dead link fails the build.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { build } from 'vitepress';
import { operations, schemas } from '../../src/generated/operations.js';
import type { JsonSchema, OperationSpec } from '../../src/util/operation-spec.js';
import { here } from '../here.js';
import { run } from './run.js';

const SITE = here('site');
const SOURCE = join(SITE, 'source');
const HOSTS = { crm: 'The account', drive: 'Files (the drive)', amojo: 'Chats (amojo)' } as const;

interface Link {
  text: string;
  link?: string;
  collapsed?: boolean;
  items?: Link[];
}

/** Pages of the repository, and where they stand in the site. */
async function guides(): Promise<Link[]> {
  // In the order in which README names them.
  const readme = await readFile(here('README.md'), 'utf8');
  const place = (name: string): number => (readme.indexOf(`docs/${name}`) + readme.length) % readme.length;
  const docs = (await readdir(here('docs')))
    .filter((name) => name.endsWith('.md'))
    .sort((one, other) => place(one) - place(other));
  const pages = new Map<string, string>([
    ['README.md', 'index.md'],
    ...['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((name) => [name, name] as const),
    ...docs.map((name) => [`docs/${name}`, `guide/${name}`] as const),
  ]);
  const items: Link[] = [];
  for (const [from, to] of pages) {
    const text = await readFile(here(from), 'utf8');
    await page(to, relinked(text, from, to, pages));
    if (to.startsWith('guide/')) items.push({ text: titleOf(text), link: `/${to.replace(/\.md$/, '')}` });
  }
  return items;
}

const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? 'kommo-sdk';

/** Links between pages lead to their places in the site. A link to a file of the repository becomes its path. */
function relinked(text: string, from: string, to: string, pages: ReadonlyMap<string, string>): string {
  return text.replace(
    /\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g,
    (_, label: string, target: string, hash = '') => {
      const path = posix.normalize(posix.join(posix.dirname(from), target));
      const found = pages.get(path);
      if (found === undefined) return label === path || label.startsWith('`') ? label : `${label} (\`${path}\`)`;
      const relative = posix.relative(posix.dirname(to), found);
      return `[${label}](${relative.startsWith('.') ? relative : `./${relative}`}${hash})`;
    },
  );
}

async function page(path: string, text: string): Promise<void> {
  const file = join(SOURCE, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Text that neither Markdown nor Vue reads as code. */
const plain = (text: string): string =>
  text
    .replace(/[<>{}|]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/\s+/g, ' ')
    .trim();

const nameOf = (schema: JsonSchema): string | undefined => /^#\/\$defs\/(.+)$/.exec(String(schema['$ref']))?.[1];
const record = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null ? (value as JsonSchema) : {};
const list = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.map(record) : []);

/** A type in a few words, with links to entities. */
function typeOf(schema: JsonSchema): string {
  const name = nameOf(schema);
  if (name !== undefined) return `[${name}](/entities/${name})`;
  const { enum: choices, type, items, format } = schema;
  if ('const' in schema) return `\`${JSON.stringify(schema['const'])}\``;
  if (Array.isArray(choices)) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
  const parts = [...list(schema['oneOf']), ...list(schema['anyOf'])];
  if (parts.length > 0) return parts.map(typeOf).join(' or ');
  if (list(schema['allOf']).length > 0) return list(schema['allOf']).map(typeOf).join(' and ');
  if (type === 'array') return `list of ${typeOf(record(items))}`;
  return `${plain([type ?? 'any'].flat().join(' or '))}${format ? ` (${plain(String(format))})` : ''}`;
}

/** Properties of a schema and of what it is composed of. */
function propertiesOf(schema: JsonSchema): { name: string; schema: JsonSchema; required: boolean }[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []);
  const own = Object.entries(record(schema['properties'])).map(([name, value]) => ({
    name,
    schema: record(value),
    required: required.has(name),
  }));
  const parts = list(schema['allOf']).map((part) => {
    const ref = nameOf(part);
    return ref === undefined ? part : record(schemas[ref]);
  });
  return [...parts.flatMap(propertiesOf), ...own];
}

function table(schema: JsonSchema): string {
  const rows = propertiesOf(schema).map(({ name, schema: of, required }) => [
    `\`${name}\`${required ? '' : '?'}`,
    typeOf(of),
    of['description'] === undefined ? '' : plain(String(of['description'])),
  ]);
  if (rows.length === 0) return typeOf(schema);
  const columns = rows.some(([, , text]) => text !== '') ? 3 : 2;
  const line = (cells: readonly string[]): string => `| ${cells.slice(0, columns).join(' | ')} |`;
  return [['property', 'type', 'description'], ['---', '---', '---'], ...rows].map(line).join('\n');
}

/** A page for each schema of the spec: the properties of every entity. */
async function entities(): Promise<Link[]> {
  const names = Object.keys(schemas).sort();
  for (const name of names) {
    const schema = record(schemas[name]);
    const text = schema['description'] === undefined ? '' : `${plain(String(schema['description']))}\n\n`;
    await page(`entities/${name}.md`, `# ${name}\n\n${text}${table(schema)}\n`);
  }
  const links = names.map((name) => `- [${name}](/entities/${name})`).join('\n');
  await page(
    'entities/index.md',
    `# Entities\n\nEvery schema of the API. \`?\` marks a property that may be missing.\n\n${links}\n`,
  );
  // Not each entity: every page would hold the whole list.
  return [{ text: 'All entities', link: '/entities/' }];
}

/** A page for each group of operations of a host. */
async function operationPages(): Promise<Link[]> {
  const hosts: Link[] = [];
  for (const [host, title] of Object.entries(HOSTS)) {
    const own = operations.filter((operation) => operation.host === host);
    const groups = [...new Set(own.map(({ id }) => id.split('.')[0] as string))].sort();
    const items: Link[] = [];
    for (const group of groups) {
      const path = `operations/${host}/${group}`;
      const sections = own.filter(({ id }) => id.startsWith(`${group}.`)).map(operationSection);
      await page(`${path}.md`, `# ${group}\n\n${sections.join('\n')}`);
      items.push({ text: group, link: `/${path}` });
    }
    hosts.push({ text: title, collapsed: host === 'crm', items });
  }
  const links = hosts.map(({ text, items = [] }) =>
    [`## ${text}\n`, ...items.map((item) => `- [${item.text}](${item.link})`)].join('\n'),
  );
  await page('operations/index.md', `# Operations\n\nEvery operation of the API, by host.\n\n${links.join('\n\n')}\n`);
  return hosts;
}

function operationSection(operation: OperationSpec): string {
  const { id, method, path, summary, doc, pathParams, query, body, responses, unverified } = operation;
  const part = (title: string, schema: JsonSchema | undefined): string[] =>
    schema === undefined ? [] : [`**${title}**\n`, `${table(schema)}\n`];
  const answers = Object.entries(responses).map(
    ([status, schema]) => `| ${status} | ${schema === null ? 'no content' : typeOf(schema)} |`,
  );
  return [
    `## ${id}\n`,
    `\`${method} ${path}\`\n`,
    `${plain(summary)} [Kommo's page](${doc})${unverified ? ' (not verified by a documented payload)' : ''}\n`,
    ...part('Path', pathParams),
    ...part('Query', query),
    ...part('Body', body),
    '| status | answer |\n| --- | --- |',
    `${answers.join('\n')}\n`,
  ].join('\n');
}

/** The reference of TypeDoc. A type that comes from the spec gets its properties. */
async function reference(): Promise<Link[]> {
  await run('npx', ['typedoc', '--options', 'docs/.vitepress/typedoc.json', '--logLevel', 'Error'], { cwd: here('.') });
  const root = join(SOURCE, 'reference');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.md'));
  for (const name of files) {
    const text = await readFile(join(root, name), 'utf8');
    const alias = /Schemas\\?\["(\w+)"\\?\]|`"(\w+)"`\\?\]/.exec(text);
    const schema = /type-aliases\//.test(name) ? schemas[alias?.[1] ?? alias?.[2] ?? ''] : undefined;
    if (schema) await writeFile(join(root, name), `${text}\n## Properties\n\n${table(record(schema))}\n`);
  }
  return (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      text: name === 'index' ? 'kommo-sdk' : `kommo-sdk/${basename(name)}`,
      link: `/reference/${name}/`,
    }));
}

await rm(SITE, { recursive: true, force: true });
await mkdir(SOURCE, { recursive: true });
const guide = await guides();
const sidebar = {
  '/guide/': [{ text: 'Guides', items: guide }],
  '/entities/': [{ text: 'Entities', items: await entities() }],
  '/operations/': await operationPages(),
  '/reference/': [{ text: 'API reference', items: await reference() }],
  '/': [{ text: 'Guides', items: guide }],
};
await writeFile(join(SITE, 'sidebar.json'), JSON.stringify(sidebar));
await cp(here('openapi'), join(SOURCE, 'public/openapi'), { recursive: true });
await build(here('docs'));
