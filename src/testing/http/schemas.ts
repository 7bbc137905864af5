import { schemas } from '../../generated/operations.js';
import { type Problem, resolve, validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';

/** Follows `$ref` until there is a schema with a body of its own. */
export const resolveSchema = (schema: JsonSchema): JsonSchema =>
  resolve(schema, (ref) => schemas[ref.slice('#/$defs/'.length)]);

/**
 * What is wrong with a value, by a schema of the operation table; nothing if it fits. `closed` refuses properties that the
 * schema does not name, unless it says `additionalProperties` itself.
 */
export const problemsIn = (schema: JsonSchema, mode: 'open' | 'closed', value: unknown): Problem[] =>
  validator(schema, { refs: schemas, unknownKeys: mode === 'closed' ? 'refuse' : 'accept' })(value);
