import type { AuditEvent } from './policy/decision.js';

/** Hands events to a hook. What the hook throws never fails a call; the first failure in a row is reported. */
export function auditor(
  hook: ((event: AuditEvent) => unknown) | undefined,
  warn: (message: string) => void = (message) => console.error(message),
): (event: AuditEvent) => void {
  let failing = false;
  const failed = (error: unknown): void => {
    if (!failing) warn(`The audit log could not be written: ${error instanceof Error ? error.message : String(error)}`);
    failing = true;
  };
  return (event) => {
    if (!hook) return;
    try {
      const done = hook(event);
      if (done instanceof Promise) done.catch(failed);
      failing = false;
    } catch (error) {
      failed(error);
    }
  };
}
