import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { here } from '../../scripts/here.js';

test('npm run demo shows the whole tour, and ends', async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', here('examples/demo.ts')],
    { cwd: here('.') },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/Loss reasons\n[\s\S]*^ {2}\s*\d+ {2}\S/m);
  expect(stdout).toMatch(/^ {2}\S.+ +\d+ █{30}$/m);
  expect(stdout).toMatch(/\d+ of 600 leads, over 3 pages/);
  expect(stdout).toMatch(/"Demo" \(\d+\), 1200: from ".+" to ".+" in ".+"/);
  expect(stdout).toMatch(/input 1, status_id: .+ \(\w+\)/);
  const [, seconds] = /20 calls in ([\d.]+) s, 0 refused by the account/.exec(stdout) ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(2);
  expect(stdout).toMatch(/\d+ tools; get_loss_reasons answers \d+ characters:\n {2}\S/);
});
