import type { Db } from '../db/db.js';
import type { CustomFieldRow, EnumRow, FieldValue, FieldValuesRow } from '../db/rows/index.js';
import { type FieldIssue, fieldNotExpected, invalidType, notSupportedChoice } from '../http/problems.js';

export interface FieldInput {
  field_id?: number;
  field_code?: string;
  values?: readonly Readonly<Record<string, unknown>>[] | null;
}

/** Fields of one entity type, or of one list. */
export interface FieldScope {
  entityType: CustomFieldRow['entity_type'];
  catalogId?: number;
}

export function fieldsOf(db: Db, scope: FieldScope): Readonly<CustomFieldRow>[] {
  return db.customFields.filter(
    (field) =>
      field.entity_type === scope.entityType && (scope.catalogId === undefined || field.catalog_id === scope.catalogId),
  );
}

/** Values as they are read: with name, code and type of the field; null when nothing is filled. */
export function renderFields(db: Db, rows: readonly FieldValuesRow[], scope: FieldScope): unknown[] | null {
  const shown = rows.flatMap((row) => {
    const field = db.customFields.get(row.field_id);
    if (!field || row.values.length === 0) return [];
    return [
      {
        field_id: field.id,
        field_name: field.name,
        field_code: field.code,
        field_type: field.type,
        values: row.values,
        ...(scope.entityType === 'leads' && { is_computed: false }),
      },
    ];
  });
  return shown.length === 0 ? null : shown;
}

/**
 * Puts the fields of a write over those of a row: what is sent replaces the field as a whole, `values` null or [] empties it.
 * Returns what is wrong instead, with paths below `custom_fields_values`.
 */
export function mergeFields(
  db: Db,
  scope: FieldScope,
  current: readonly FieldValuesRow[],
  input: readonly FieldInput[] | null | undefined,
): { fields: readonly FieldValuesRow[]; issues: FieldIssue[] } {
  if (!input) return { fields: current, issues: [] };
  const known = fieldsOf(db, scope);
  const merged = new Map(current.map((row) => [row.field_id, row]));
  const issues: FieldIssue[] = [];
  input.forEach((item, i) => {
    const path = `custom_fields_values.${i}`;
    const field = known.find((f) =>
      item.field_id === undefined ? f.code !== null && f.code === item.field_code : f.id === item.field_id,
    );
    if (!field) {
      issues.push(
        notSupportedChoice(
          item.field_id === undefined && item.field_code !== undefined ? `${path}.field_code` : `${path}.field_id`,
        ),
      );
      return;
    }
    const values = (item.values ?? []).map((value, n) => readValue(field, value, `${path}.values.${n}`, issues));
    if (values.length === 0) merged.delete(field.id);
    else merged.set(field.id, { field_id: field.id, values });
  });
  return { fields: [...merged.values()], issues };
}

const WITH_ENUMS = new Set(['select', 'multiselect', 'radiobutton', 'category', 'multitext', 'smart_address']);
const MOMENTS = new Set(['date', 'date_time', 'birthday']);
const NUMBERS = new Set(['numeric', 'monetary', 'price']);
const TEXTS = new Set(['text', 'textarea', 'url', 'streetaddress', 'tracking_data']);

function readValue(
  field: CustomFieldRow,
  value: Readonly<Record<string, unknown>>,
  path: string,
  issues: FieldIssue[],
): FieldValue {
  // Kommo answers its own `enum_code: null` back with an error when it is sent along.
  if (value['enum_code'] === null) issues.push(fieldNotExpected(`${path}.enum_code`));
  if (WITH_ENUMS.has(field.type)) return enumValue(field, value, path, issues);
  const own = value['value'];
  if (MOMENTS.has(field.type)) return { value: moment(own, path, issues) };
  if (NUMBERS.has(field.type)) {
    const valid = own !== '' && (typeof own === 'number' || typeof own === 'string') && Number.isFinite(Number(own));
    if (!valid) issues.push(invalidType(`${path}.value`, 'numeric'));
    return { value: String(own) };
  }
  if (field.type === 'checkbox') {
    if (typeof own !== 'boolean') issues.push(invalidType(`${path}.value`, 'bool'));
    return { value: own };
  }
  if (TEXTS.has(field.type)) {
    if (typeof own !== 'string' && typeof own !== 'number') issues.push(invalidType(`${path}.value`, 'string'));
    return { value: String(own) };
  }
  return { ...value };
}

function enumValue(
  field: CustomFieldRow,
  value: Readonly<Record<string, unknown>>,
  path: string,
  issues: FieldIssue[],
): FieldValue {
  const enums = field.enums ?? (field.nested ?? []).map((item): EnumRow => ({ ...item, code: null }));
  const freeText = field.type === 'multitext' || field.type === 'smart_address';
  const key =
    ['enum_id', 'enum_code'].find((name) => value[name] !== undefined && value[name] !== null) ??
    (freeText ? undefined : 'value');
  const found = key === undefined ? enums[0] : enums.find((item) => sameEnum(item, key, value[key]));
  if (!found) {
    issues.push(notSupportedChoice(`${path}.${key ?? 'value'}`));
    return {};
  }
  if (!freeText) return { value: found.value, enum_id: found.id, enum_code: found.code };
  if (typeof value['value'] !== 'string') issues.push(invalidType(`${path}.value`, 'string'));
  return { value: value['value'], enum_id: found.id, enum_code: found.code ?? found.value };
}

function sameEnum(item: EnumRow, key: string, wanted: unknown): boolean {
  if (key === 'enum_id') return item.id === wanted;
  return key === 'enum_code' ? (item.code ?? item.value) === wanted : item.value === wanted;
}

function moment(value: unknown, path: string, issues: FieldIssue[]): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(parsed)) issues.push(invalidType(`${path}.value`, 'integer'));
  return Math.floor(parsed / 1000);
}
