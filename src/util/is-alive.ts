/** Whether a process of this machine runs. Node only. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other error says that it runs as another user.
    return (error as { readonly code?: unknown }).code !== 'ESRCH';
  }
}
