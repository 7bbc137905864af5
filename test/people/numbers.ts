import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** How mobile numbers and numbers of houses look, and what is dialled before them at home. */
const PLANS = {
  BR: { forms: ['119########', '319########', '1132######', '21[2-5]#######'], trunk: '0' },
  US: { forms: ['415[2-9]######', '212[2-9]######'], trunk: '1' },
  MX: { forms: ['55########', '81########'], trunk: '' },
  AR: { forms: ['911[3-6]#######', '9351[2-6]######', '11[4-6]#######'], trunk: '0' },
  RU: { forms: ['9[0-9]########', '495#######'], trunk: '8' },
  GB: { forms: ['20########', '7[4-9]########'], trunk: '0' },
  DE: { forms: ['1512#######', '30########', '89#######'], trunk: '0' },
  ES: { forms: ['6########', '91#######'], trunk: '' },
  IT: { forms: ['3[2-9]########', '06########'], trunk: '' },
  IN: { forms: ['9#########', '22########'], trunk: '0' },
  CO: { forms: ['3[0-2]########', '601#######'], trunk: '' },
  PT: { forms: ['91#######', '21#######'], trunk: '' },
} as const;
type Country = keyof typeof PLANS;
export const COUNTRIES = Object.keys(PLANS) as Country[];

/** Numbers of a country in international form, all different, the same for the same seed. */
export function numbersOf(country: Country, count: number, seed: number): string[] {
  const random = generator(seed + country.charCodeAt(0) * 256 + country.charCodeAt(1));
  const { forms } = PLANS[country];
  const found = new Map<string, string>();
  while (found.size < count) {
    const form = forms[Math.floor(random() * forms.length)] as string;
    const national = form.replace(/\[(\d)-(\d)\]|#/g, (_, from = '0', to = '9') =>
      String(Number(from) + Math.floor(random() * (Number(to) - Number(from) + 1))),
    );
    const parsed = parsePhoneNumberFromString(national, country);
    if (parsed?.isValid() && parsed.country === country) found.set(parsed.number.replace('+549', '+54'), parsed.number);
  }
  return [...found.values()];
}

/** Six ways to write a number in its own country. */
export function spellingsOf(number: string, country: Country): string[] {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) throw new Error(`${number} is no number`);
  const { nationalNumber: national, countryCallingCode: code } = parsed;
  const { trunk } = PLANS[country];
  return [
    parsed.formatInternational(),
    parsed.formatNational(),
    // As a messenger or a switchboard stores it.
    code + national,
    `00${code} ${national}`,
    `(${national.slice(0, 2)}) ${national.slice(2, 5)}-${national.slice(5, 7)}.${national.slice(7)} ext. 123`,
    older(number) ?? trunk + national,
  ];
}

/** The number as it was written before its country changed its plan. */
function older(number: string): string | undefined {
  if (/^\+55..9[6-9]/.test(number)) return number.replace(/^(\+55..)9/, '$1');
  if (number.startsWith('+52')) return number.replace('+52', '+52 1 ');
  if (number.startsWith('+549')) return number.replace('+549', '+54');
  return undefined;
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
