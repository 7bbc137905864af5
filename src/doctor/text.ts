import { sentenceOf } from '../validate/answers.js';
import { REPOSITORY } from '../version.js';
import type { DoctorReport, ReadResult } from './examine.js';

/** A report as Markdown, to paste into an issue. */
export function reportText({ sdk, product, checks, reads, mismatches }: DoctorReport): string {
  const count = (result: ReadResult): number => reads.filter((read) => read.result === result).length;
  const others = reads.filter(({ result }) => result === 'refused' || result === 'failed');
  const lines = [
    ...new Set(
      others.map(({ operation, status, reason }) => `- ${operation}: ${[status, reason].filter(Boolean).join(' ')}`),
    ),
  ];
  return [
    `# kommo-sdk doctor: ${product}, kommo-sdk ${sdk}`,
    '',
    ...checks.map(({ name, ok, text }) => `- ${ok ? 'ok' : '**look**'} ${name}: ${text}`),
    '',
    `${reads.length} reads: ${count('fits')} fit the spec, ${count('differs')} differ, ${count('empty')} are empty, ${count('refused')} were refused, ${count('failed')} failed, ${count('skipped')} were skipped.`,
    ...(mismatches.length > 0
      ? ['', '## Differs from the spec', '', ...mismatches.map((one) => `- ${sentenceOf(one)}`)]
      : []),
    ...(lines.length > 0 ? ['', '## Refused or failed', '', ...lines] : []),
    '',
    'This report holds shapes and types only: no values, names, ids, hosts or tokens.',
    `Please paste it into an issue: ${REPOSITORY}/issues`,
  ].join('\n');
}
