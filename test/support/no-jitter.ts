import { afterEach, beforeEach, vi } from 'vitest';

/**
 * p-retry waits (1 + random) times the backoff, so that -1 makes the waits nil. A function, because test files share their modules:
 * hooks at the top of this one would go to the first file that imports it, and to no other.
 */
export function noJitter(): void {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(-1));
  afterEach(() => void vi.restoreAllMocks());
}
