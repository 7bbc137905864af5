import { overLimit, type ResolvedLimits } from './errors.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Refuses JSON that is over a limit before it is parsed: parsing what is deep or wide costs far more than reading it once. */
export function checkJsonText(text: string, limits: ResolvedLimits): void {
  let depth = 0;
  let keys = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = endOfString(text, i);
    } else if (code === COMMA) {
      keys += 1;
      if (keys > limits.maxKeys) throw overLimit('maxKeys', limits);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limits.maxDepth) throw overLimit('maxDepth', limits);
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
}

// Index of the closing quote, or of the end.
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
