/** A number in [0, 1) that depends on its arguments only, so that row 123 456 needs no other row. */
export function noise(index: number, salt: number): number {
  let x = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296;
}

/** One item of a list, picked by {@link noise}. */
export function pick<T>(items: readonly T[], index: number, salt: number): T {
  return items[Math.floor(noise(index, salt) * items.length)] as T;
}

/** Whole number from `min` to `max`, both included. */
export const between = (min: number, max: number, index: number, salt: number): number =>
  min + Math.floor(noise(index, salt) * (max - min + 1));

/** A UUID (version 4 in form) that depends on `n` only. */
export function uuidOf(n: number): string {
  const hex = [1, 2, 3, 4]
    .map((salt) =>
      Math.floor(noise(n, 900 + salt) * 4_294_967_296)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
