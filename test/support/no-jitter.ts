import { afterEach, beforeEach, vi } from 'vitest';

/**
 * Full jitter makes the waits random; nought of it makes them nil. A function, because test files share their modules:
 * hooks at the top of this one would go to the first file that imports it, and to no other.
 */
export function noJitter(): void {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
  afterEach(() => void vi.restoreAllMocks());
}
