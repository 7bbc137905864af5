import { type Document, type Host, type Operation, operationsOf } from './spec.js';

interface Row {
  readonly host: Host;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const HOSTS: Record<Host, { readonly address: string; readonly call: string }> = {
  crm: { address: 'the account', call: 'kommo.' },
  drive: { address: 'the drive', call: 'kommo.' },
  amojo: { address: 'amojo', call: '' },
};

/** docs/coverage.md: every operation with its method in the SDK, by tag. */
export function coverageDocument(docs: readonly { doc: Document; host: Host }[]): string {
  const rows = docs.flatMap(({ doc, host }) => operationsOf(doc).map((entry): Row => ({ host, ...entry })));
  const tags = [...new Set(rows.map(tagOf))].sort();
  return [
    '<!-- Written by `npm run generate` from openapi/. Do not edit. -->',
    '# Coverage',
    '',
    `The SDK has ${rows.length} operations. Kommo's reference documents ${sum(rows, isOfficial)} of them (official). Only amoCRM's reference or its PHP SDK`,
    `documents the other ${sum(rows, (row) => !isOfficial(row))} (amocrm-only). ${sum(rows, isUnverified)} are unverified: no documented payload proves them.`,
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
      return `| ${name} | \`${HOSTS[row.host].call}${operationId}()\` | \`${row.method} ${row.path}\` | ${statusOf(row)} |`;
    }),
  ];
}

const tagOf = (row: Row): string => row.operation.tags?.[0] ?? 'Other';
const isOfficial = (row: Row): boolean => row.operation['x-kommo-status'] === 'official';
const isUnverified = (row: Row): boolean => row.operation['x-kommo-unverified'] === true;
const statusOf = (row: Row): string => `${row.operation['x-kommo-status']}${isUnverified(row) ? ', unverified' : ''}`;
const sum = (rows: readonly Row[], is: (row: Row) => boolean): number => rows.filter(is).length;
