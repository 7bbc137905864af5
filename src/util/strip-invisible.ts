const range = (codes: string): string => codes.replace(/[0-9a-f]+/g, '\\u{$&}').replaceAll(' ', '');
const CONTROLS = range('0-8 b c e-1f 7f-9f');
const INVISIBLE = range(
  'ad 34f 61c 115f 1160 17b4 17b5 180b-180f 200b-200f 2028-202e 2060-206f 3164 fe00-fe0f feff ffa0 fff0-fffb',
);
const TAGS = range('1d173-1d17a e0000-e0fff');
const HIDDEN = new RegExp(`[${CONTROLS}${INVISIBLE}${TAGS}]`, 'gu');
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|zwj|zwnj|lrm|rlm|shy|zerowidthspace|nobreak);/gi;
const LONGEST = 2000;

/** Text of the CRM without what a person does not see, plain or as an HTML entity, and cut to a sensible length. It mitigates prompt injection and is not a security boundary. */
export function stripInvisible(text: string): string {
  const plain = text.replace(HIDDEN, '').replace(ENTITY, (entity, hex?: string, decimal?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? 0);
    return code <= 0x10ffff && String.fromCodePoint(code).replace(HIDDEN, '') === '' ? '' : entity;
  });
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}… (${plain.length - LONGEST} more characters)` : plain;
}
