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
  kept ??= open();
  return kept;
}

function open(): Validators {
  const check = checker();
  return {
    check,
    // Ajv's own coercion makes a number of a text that was meant as one, and then finds both variants of `oneOf` right.
    checkText: (schema, value) => {
      const answers = meanings(value).map((meaning) => check(schema, meaning));
      return answers.find((wrong) => wrong.length === 0) ?? answers.at(-1) ?? [];
    },
  };
}

function meanings(text: string): readonly unknown[] {
  if (text === 'true' || text === 'false') return [text, text === 'true'];
  return /^-?\d+$/u.test(text) ? [text, Number(text)] : [text];
}

function checker(): Validators['check'] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
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
