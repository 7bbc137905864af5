import { EXIT, Failure } from '../failure.js';
import { type AccountNames, type FieldNames, KINDS } from './collect.js';
import { identifiers, labels, type Named } from './names.js';

/** How the file imports the SDK. */
export interface RenderOptions {
  /** Module that `defineAccount` is imported from. Default `kommo-sdk`. */
  readonly from?: string | undefined;
}

/** Whether a text was written by {@link renderAccount}. */
export const isGenerated = (text: string): boolean =>
  /^\ufeff?\/\/ Names of the account .*kommo-sdk codegen/.test(text);

const CHOICES = new Set(['select', 'multiselect', 'radiobutton', 'category']);

/** The text of `kommo.account.ts`. It does not depend on the order in which Kommo answers. */
export function renderAccount(names: AccountNames, { from = 'kommo-sdk' }: RenderOptions = {}): string {
  const { entities } = names;
  const { fields: ownFields, tags } = entities.customers;
  // Most accounts have no customers, and need no names for them.
  const kinds = KINDS.filter((kind) => kind !== 'customers' || ownFields.length + tags.length > 0);
  const lines = [
    `// Names of the account "${comment(names.subdomain)}", written by \`npx kommo-sdk codegen\`. Run it again when the account changes; do not edit.`,
    '// biome-ignore format: generated',
    `import { defineAccount } from ${quote(from)};`,
    '',
    'export const account = defineAccount({',
    `  id: ${number(names.id)},`,
    ...kinds.flatMap((kind) => [
      `  ${kind}: {`,
      ...fields(entities[kind].fields, 4),
      ...ids('tags', entities[kind].tags, 4),
      '  },',
    ]),
    '  pipelines: {',
    ...byId(names.pipelines).flatMap((pipeline) => [
      `    ${key(labels(names.pipelines).get(pipeline.id))}: {`,
      `      id: ${number(pipeline.id)},`,
      ...ids('statuses', pipeline.statuses, 6),
      '    },',
    ]),
    '  },',
    ...ids('lossReasons', names.lossReasons, 2),
    ...ids('users', names.users, 2),
    ...ids('taskTypes', names.taskTypes, 2),
    '  catalogs: {',
    ...byId(names.catalogs).flatMap((catalog) => [
      `    ${key(labels(names.catalogs).get(catalog.id))}: {`,
      `      id: ${number(catalog.id)},`,
      ...fields(catalog.fields, 6),
      '    },',
    ]),
    '  },',
    '});',
    '',
  ];
  return lines.join('\n');
}

function fields(list: readonly FieldNames[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (list.length === 0) return [`${pad}fields: {},`];
  const names = identifiers(list, 'field');
  const lines = byId(list).map((field) => {
    const code = field.code ? `, code: ${quote(field.code)}` : '';
    const enums = CHOICES.has(field.type) ? `, enums: ${inline(field.options)}` : '';
    return [
      `${pad}  /** ${comment(field.name)} */`,
      `${pad}  ${key(names.get(field.id))}: { id: ${number(field.id)}, type: ${quote(field.type)}${code}${enums} },`,
    ];
  });
  return [`${pad}fields: {`, ...lines.flat(), `${pad}},`];
}

function ids(name: string, list: readonly Named[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (list.length === 0) return [`${pad}${name}: {},`];
  const names = labels(list);
  return [
    `${pad}${name}: {`,
    ...byId(list).map(({ id }) => `${pad}  ${key(names.get(id))}: ${number(id)},`),
    `${pad}},`,
  ];
}

function inline(list: readonly Named[]): string {
  const names = labels(list);
  const entries = byId(list).map(({ id }) => `${key(names.get(id))}: ${number(id)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

// Text in place of an id would become code.
function number(id: number): string {
  if (Number.isSafeInteger(id)) return String(id);
  throw new Failure(
    `Kommo answered ${JSON.stringify(id)} in place of an id, so nothing was written`,
    undefined,
    EXIT.kommo,
  );
}

// Ids never change, while names and places in a list do: a rename touches one line.
const byId = <T extends Named>(list: readonly T[]): T[] => [...list].sort((a, b) => a.id - b.id);
const quote = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/'/g, "\\'")
    // Characters that an editor does not show can turn the text around.
    .replace(/\p{Cf}/gu, escaped)}'`;
const escaped = (char: string): string =>
  [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
// A key `__proto__` would set the prototype instead.
const key = (name = ''): string => {
  if (name === '__proto__') return `['__proto__']`;
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : quote(name);
};
const comment = (text: string): string =>
  text
    // A file holds no half of a pair.
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\*\//g, '* /')
    .trim();
