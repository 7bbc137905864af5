import { type Document, type Host, type Operation, operationsOf } from './spec.js';

interface Row {
  readonly host: Host;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const HOSTS: Record<Host, { readonly address: string; readonly call: string }> = {
  crm: { address: 'the account', call: 'kommo.' },
  drive: { address: 'the drive (files)', call: 'kommo.' },
  amojo: { address: 'amojo (the Chats API)', call: '' },
};

/** Methods that do not have the name of their operation. */
const METHODS: Readonly<Record<string, string>> = {
  'chats.create': '`chats.createChat()`',
  'chats.sendMessage': '`chats.send()`, `chats.edit()`',
  'oauth.token': '[`oauth()`](auth.md)',
};

/** docs/coverage.md: every operation with its method in the SDK, by tag. */
export function coverageDocument(docs: readonly { doc: Document; host: Host }[]): string {
  const rows = docs.flatMap(({ doc, host }) => operationsOf(doc).map((entry): Row => ({ host, ...entry })));
  const tags = [...new Set(rows.map(tagOf))].sort();
  return [
    '<!-- Written by `npm run generate` from openapi/. Do not edit. -->',
    '# Coverage',
    '',
    `The SDK has ${rows.length} operations, and a method for each of them. \`kommo\` is a \`Kommo\`, \`chats\` a [\`KommoChats\`](chats.md). The first column`,
    'links to the documentation. Its text is the id of the operation, which `kommo-sdk api`, policies and the tool `call_operation` use.',
    '',
    '| status | operations | meaning |',
    '| --- | ---: | --- |',
    `| official | ${sum(rows, isOfficial)} | Kommo's reference documents the operation |`,
    `| amocrm-only | ${sum(rows, (row) => !isOfficial(row))} | only amoCRM's reference or its PHP SDK documents it; it may be missing on kommo.com |`,
    `| unverified | ${sum(rows, isUnverified)} of these | no documented example shows its request and answer, so the types may be wrong |`,
    '',
    '| host | operations |',
    '| --- | ---: |',
    ...Object.entries(HOSTS).map(([host, { address }]) => `| ${address} | ${sum(rows, (row) => row.host === host)} |`),
    ...tags.flatMap((tag) =>
      section(
        tag,
        rows.filter((row) => tagOf(row) === tag),
      ),
    ),
    '',
  ].join('\n');
}

function section(tag: string, rows: readonly Row[]): string[] {
  return [
    '',
    `## ${tag}`,
    '',
    '| operation | SDK | request | status |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => {
      const { operationId, externalDocs } = row.operation;
      const name = externalDocs ? `[${operationId}](${externalDocs.url})` : operationId;
      const method = METHODS[operationId] ?? `\`${HOSTS[row.host].call}${operationId}()\``;
      return `| ${name} | ${method} | \`${row.method} ${row.path}\` | ${statusOf(row)} |`;
    }),
  ];
}

const tagOf = (row: Row): string => row.operation.tags?.[0] ?? 'Other';
const isOfficial = (row: Row): boolean => row.operation['x-kommo-status'] === 'official';
const isUnverified = (row: Row): boolean => row.operation['x-kommo-unverified'] === true;
const statusOf = (row: Row): string => `${row.operation['x-kommo-status']}${isUnverified(row) ? ', unverified' : ''}`;
const sum = (rows: readonly Row[], is: (row: Row) => boolean): number => rows.filter(is).length;
