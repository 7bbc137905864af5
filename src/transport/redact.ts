/** Makes a function that removes the given secrets and everything that looks like a bearer token from a text, in linear time. */
export function redactor(...secrets: string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 6);
  const strip = (text: string): string => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[redacted]');
    return withoutJwts(clean.replace(/\bBearer\s+[\w.~+/=-]{6,}/gi, 'Bearer [redacted]'));
  };
  return (text) => {
    const clean = strip(text);
    if (!/[\\%]/.test(text)) return clean;
    // JSON may write any character of a secret as an escape, and PHP does so with each slash. Addresses and forms use %.
    const plain = unescaped(clean);
    const stripped = strip(plain);
    return stripped === plain ? clean : stripped;
  };
}

/** Text without the escapes of JSON and of addresses that it does not need. JSON stays the same JSON, even if it is cut. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|[^u])|%([0-7][0-9a-fA-F])/g, (all, code?: string, byte?: string) => {
    const hex = code ?? byte;
    if (hex === undefined) return all === '\\/' ? '/' : all;
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return char < ' ' || char === '"' || char === '\\' ? all : char;
  });

// Looks at each run of token characters once. One pattern for a whole token would take quadratic time on "eyJ-eyJ-eyJ-".
function withoutJwts(text: string): string {
  if (!text.includes('eyJ')) return text;
  return text.replace(/[\w.-]+/g, (run) => {
    if (!run.includes('eyJ')) return run;
    const parts = run.split('.');
    const kept: string[] = [];
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at] as string;
      const start = part.indexOf('eyJ');
      const isHeader = start !== -1 && part.length - start > 12 && (parts[at + 1]?.length ?? 0) >= 4;
      kept.push(isHeader ? `${part.slice(0, start)}[redacted]` : part);
      // The claims and the signature go too.
      if (isHeader) at += 2;
    }
    return kept.join('.');
  });
}
