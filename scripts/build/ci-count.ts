/** Prints the tests that failed in the JSON report of vitest that is named, then `N passed, N failed, N skipped`. */
import { readFileSync } from 'node:fs';

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

// A failure may print much. Its first lines say what was expected.
const start = (text: string): string => text.split('\n').slice(0, 6).join('\n');

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Report;
for (const { name, message, assertionResults } of report.testResults) {
  if (message) console.log(`FAILED: ${name}\n${start(message)}`);
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status === 'failed') console.log(`FAILED: ${name}: ${fullName}\n${failureMessages.map(start).join('\n')}`);
  }
}
// A file that does not load or an error outside of a test fails the run without a failed test.
const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
