/**
 * Makes a decoder of form text: `+` is a space, `%41` an A, malformed escapes stay and bytes that are not UTF-8 become U+FFFD,
 * as in URLSearchParams.
 */
export function percentDecoder(): (text: string) => string {
  // decodeURIComponent is the fastest, but a throw costs more than all the rest. After the first one this body isn't trusted with it.
  let trusted = true;
  return (text) => {
    const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
    if (!spaced.includes('%')) return spaced;
    if (trusted) {
      try {
        return decodeURIComponent(spaced);
      } catch {
        trusted = false;
      }
    }
    return decodeLeniently(spaced);
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decodeLeniently(text: string): string {
  const bytes = encoder.encode(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const high = byte === 0x25 ? hexDigit(bytes[i + 1]) : -1;
    const low = high === -1 ? -1 : hexDigit(bytes[i + 2]);
    if (low === -1) {
      bytes[length++] = byte;
    } else {
      bytes[length++] = high * 16 + low;
      i += 2;
    }
  }
  return decoder.decode(bytes.subarray(0, length));
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
