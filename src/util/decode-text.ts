/** The text of a file: UTF-8, or UTF-16 with a byte order mark, as `>` of PowerShell writes it. Byte order marks are dropped. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
