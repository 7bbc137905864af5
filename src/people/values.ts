/** An entity or an input, as far as its custom fields go. */
export interface HasFields {
  custom_fields_values?: readonly HeldField[] | null | undefined;
}

/** A filled custom field. */
export interface HeldField {
  readonly field_id?: number | undefined;
  readonly field_code?: string | null | undefined;
  readonly field_name?: string | undefined;
  readonly values?: readonly { readonly value?: unknown }[] | null | undefined;
}

/** What identifies a person. */
export type PersonKey = 'phone' | 'email';
/** Phones and e-mails have fields with these codes. */
export const CODES = { phone: 'PHONE', email: 'EMAIL' } as const;

/** Whether a field holds phones, or e-mails. */
export const isFieldOf = (key: PersonKey, { field_code }: HeldField): boolean => field_code === CODES[key];

/** The values of the fields that pass, as texts. */
export const textsOf = (holder: object, passes: (field: HeldField) => boolean): string[] =>
  ((holder as HasFields).custom_fields_values ?? [])
    .filter(passes)
    .flatMap(({ values }) => values ?? [])
    .map(({ value }) => String(value ?? ''));

/** A text without invisible characters, with plain letters and digits in place of full-width ones. */
export const plainText = (text: string, form: 'NFC' | 'NFKC' = 'NFKC'): string =>
  text.normalize(form).replace(/[\p{Cf}\p{Cc}]/gu, (char) => (/\s/.test(char) && char !== '\ufeff' ? char : ''));
