import { InputError } from '../errors.js';
import { equalsConstantTime } from '../util/hmac.js';

const MIN_LENGTH = 16;
const MAX_SEGMENTS = 32;

/** Makes the check of a URL's secret: in the query under `name`, or as a segment of the path. Throws InputError. */
export function secretCheck(secret: string | readonly string[] | undefined, name: string): (url: URL) => boolean {
  if (secret === undefined) return () => true;
  const secrets = typeof secret === 'string' ? [secret] : secret;
  for (const text of secrets) {
    if (text.length < MIN_LENGTH) {
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
