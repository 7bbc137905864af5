import { fileURLToPath } from 'node:url';

/** Absolute path of a file of the project, given from its root. */
export const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
