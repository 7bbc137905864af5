/**
 * Checks what a form sends against Kommo's own schemas, before anything goes out: the package ships its OpenAPI 3.1 specs, and any
 * JSON Schema validator reads them. The form adds its own rules: here the name is required and the price is not negative.
 *
 * `npm install ajv`, then `tsx examples/form-validated.ts '{"name": "Website", "price": 1200}'`.
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Kommo, type LeadCreate } from 'kommo-sdk';

// A bundler resolves `import spec from 'kommo-sdk/openapi.json'` too.
const spec = JSON.parse(await readFile(new URL(import.meta.resolve('kommo-sdk/openapi.json')), 'utf8')) as object;

// Keywords of OpenAPI, such as `externalDocs`, mean nothing to a validator. `strict: false` skips them.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).addSchema(spec, 'kommo');
const isLead = ajv.compile<LeadCreate>({
  $ref: 'kommo#/components/schemas/LeadCreate',
  required: ['name'],
  properties: { name: { minLength: 1 }, price: { minimum: 0 } },
  // A misspelt field is an error instead of a lead without it.
  unevaluatedProperties: false,
});

const form: unknown = JSON.parse(process.argv[2] ?? '{"name": "Website", "price": 1200}');
if (isLead(form)) {
  const { id } = await Kommo.fromEnv().leads.create(form);
  console.log(`lead ${id} created`);
} else {
  for (const { instancePath, message, params } of isLead.errors ?? []) {
    const property: string | undefined = params['unevaluatedProperty'] ?? params['missingProperty'];
    const field = [...instancePath.split('/').slice(1), ...(property === undefined ? [] : [property])].join('.');
    console.log(`${field}: ${message}`);
  }
  process.exitCode = 1;
}
