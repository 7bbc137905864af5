/** Makes a function that takes the given secrets, and whatever looks like a bearer token, out of a text. */
export function redactor(...secrets: string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 6);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[redacted]');
    return clean
      .replace(/\bBearer\s+[\w.~+/=-]{6,}/gi, 'Bearer [redacted]')
      .replace(/\beyJ[\w-]{10,}\.[\w-]{4,}\.[\w-]*/g, '[redacted]');
  };
}
