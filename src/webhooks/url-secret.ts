import { InputError } from '../errors.js';
import { equalsConstantTime } from '../util/hmac.js';

const MIN_LENGTH = 16;
const MAX_SEGMENTS = 32;

/** Creates the check of a URL's secret: in the query under `name`, or as a segment of the path. Throws InputError. */
export function secretCheck(secret: string | readonly string[] | undefined, name: string): (url: URL) => boolean {
  if (secret === undefined || secret === null) return () => true;
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets)) throw new InputError('secret', 'must be a text, or a list of texts');
  if (secrets.length === 0) throw new InputError('secret', 'is an empty list; pass at least one secret');
  for (const text of secrets) {
    // An empty one is an unset variable, which is refused at the first request.
    if (text === '' && typeof secret === 'string') continue;
    if (typeof text !== 'string' || text.length < MIN_LENGTH) {
      throw new InputError(
        'secret',
        `must have at least ${MIN_LENGTH} characters; crypto.randomUUID() makes a good one`,
      );
    }
  }
  return (url) => {
    const given = [...url.searchParams.getAll(name), ...url.pathname.split('/').map(unescaped)].slice(0, MAX_SEGMENTS);
    // Every pair is compared, so that the time doesn't tell which one fits.
    return given.flatMap((text) => secrets.map((own) => equalsConstantTime(text, own))).includes(true);
  };
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
