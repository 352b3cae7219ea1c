import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readSpec } from './read-spec.ts';
import { SPEC_NAME, toAjv } from './to-ajv.ts';
import type { Schema } from './schema.ts';

/** Checks values against schemas of the description; each is compiled when it is first needed, once in a process. */
export interface Validators {
  /** What is wrong, or nothing. */
  readonly check: (schema: Schema, value: unknown) => string[];
  /** The same for texts of an address: `'2'` counts as a number. */
  readonly checkText: (schema: Schema, value: string) => string[];
}

let kept: Validators | undefined;

export function validators(): Validators {
  kept ??= { check: checker(false), checkText: checker(true) };
  return kept;
}

function checker(coerceTypes: boolean): (schema: Schema, value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, validateSchema: false });
  (addFormats as unknown as typeof addFormats.default)(ajv);
  for (const format of ['repo.nwo', 'timestamp', 'int64']) ajv.addFormat(format, true);
  ajv.addSchema(toAjv(readSpec()) as object, SPEC_NAME);
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile({ properties: { value: toAjv(schema) as object } });
    compiled.set(schema, validate);
    if (validate({ value })) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '' }) =>
      `${instancePath.replace('/value', '')} ${message}`.trim(),
    );
  };
}
