/**
 * `npm run drift -- DIR_OR_URL [--json]`: holds the vendor's documentation against the spec. DIR is a folder of Markdown pages, URL the
 * address of an index page that links them. Exit code 1 if something drifted, 2 if nothing could be compared.
 */
import { drift } from './drift.js';

process.exitCode = await drift(process.argv.slice(2), (text) => console.log(text));
