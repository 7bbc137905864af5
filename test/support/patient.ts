import { vi } from 'vitest';

// A wait of `vi.waitFor` ends when its condition holds, so a long limit costs nothing. The default of one second fails if the machine is busy.
const LIMIT_MS = 120_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: LIMIT_MS, ...options });
