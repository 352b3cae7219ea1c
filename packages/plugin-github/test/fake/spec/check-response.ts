import { resolve } from './resolve.ts';
import type { Schema } from './schema.ts';
import type { SpecOperation } from './spec.ts';
import { unknownKeys } from './unknown-keys.ts';
import { validators } from './validators.ts';

const BASIC_ERROR: Schema = { $ref: '#/components/schemas/basic-error' };
const VALIDATION_ERROR: Schema = { $ref: '#/components/schemas/validation-error' };
/** Of two shapes of a refusal neither of which requires anything, every refusal is both. */
const AMBIGUOUS = 'must match exactly one schema in oneOf';

/** What GitHub does give and its description forbids: a head whose fork was deleted, a label that says nothing. */
const NULLS = /(?:\/head\/(?:repo|user)|\/head_repository|\/labels\/\d+\/description) must be \w+$/u;

/**
 * What of an answer GitHub's description does not allow. A refusal that it does not list (a rerun's 403 is one) has
 * to be of the common shape of refusals; a success that it does not list is wrong.
 */
export function checkResponse(operation: SpecOperation, status: number, body: unknown): string[] {
  const listed = operation.responses[String(status)];
  if (listed === undefined && status < 400 && status !== 304 && status !== 301)
    return [`answer: ${status} is not listed`];
  const content = listed === undefined ? undefined : resolve(listed).content;
  const schema = content?.['application/json']?.schema ?? refusal(status);
  if (schema === undefined) return body === undefined ? [] : [`answer: ${status} has no body`];
  return [
    ...validators()
      .check(schema, body)
      .filter((what) => !NULLS.test(what) && !(status >= 400 && what === AMBIGUOUS))
      .map((what) => `answer: ${what}`),
    ...unknownKeys(schema, body).map((key) => `answer: no key is called ${key}`),
  ];
}

/** The shape of what is not listed. */
function refusal(status: number): Schema | undefined {
  if (status === 422) return VALIDATION_ERROR;
  return status >= 400 || status === 301 ? BASIC_ERROR : undefined;
}
