import { resolve } from './resolve.ts';
import type { Schema } from './schema.ts';
import type { SpecOperation } from './spec.ts';
import { unknownKeys } from './unknown-keys.ts';
import { validators } from './validators.ts';

const BASIC_ERROR: Schema = { $ref: '#/components/schemas/basic-error' };

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
  const schema =
    content?.['application/json']?.schema ?? (status >= 400 || status === 301 ? BASIC_ERROR : undefined);
  if (schema === undefined) return body === undefined ? [] : [`answer: ${status} has no body`];
  return [
    ...validators()
      .check(schema, body)
      .filter((what) => !NULLS.test(what))
      .map((what) => `answer: ${what}`),
    ...unknownKeys(schema, body).map((key) => `answer: no key is called ${key}`),
  ];
}
