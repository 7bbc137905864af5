/** Prints `N passed, N failed, N skipped` of the JSON report of vitest that is named. */
import { readFileSync } from 'node:fs';

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Report;
// A file that does not load or an error outside of a test fails the run without a failed test.
const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
