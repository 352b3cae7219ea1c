import { resolve } from './resolve.ts';
import type { Schema } from './schema.ts';
import type { SpecOperation, SpecParameter } from './spec.ts';
import { unknownKeys } from './unknown-keys.ts';
import { validators } from './validators.ts';

export interface SentRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Absent when nothing was sent. */
  readonly body?: unknown;
}

/** What of a request GitHub's description does not allow. */
export function checkRequest(operation: SpecOperation, { path, query, body }: SentRequest): string[] {
  const parameters = (operation.parameters ?? []).map((parameter) => resolve<SpecParameter>(parameter));
  return [
    ...parameters.flatMap((parameter) => checkParameter(parameter, path, query)),
    ...[...new Set(query.keys())]
      .filter((name) => !parameters.some((one) => one.in === 'query' && one.name === name))
      .map((name) => `query: no parameter is called ${name}`),
    ...checkBody(operation, body),
  ];
}

/** Described as a time, but meant as a range: `>=2026-01-01`, `2026-01-01..2026-01-31`. */
const RANGE: Schema = { type: 'string', pattern: '^([<>]=?)?[0-9*][-0-9T:.Z+*]*$' };

function checkParameter(
  { name, in: place, required, schema }: SpecParameter,
  path: SentRequest['path'],
  query: URLSearchParams,
): string[] {
  if (place === 'header') return [];
  const value = place === 'path' ? path[name] : query.get(name);
  if (value === undefined || value === null) return required === true ? [`${place}: ${name} is missing`] : [];
  return validators()
    .checkText(name === 'created' ? RANGE : schema, value)
    .map((what) => `${place}: ${name} ${what}`);
}

function checkBody({ requestBody }: SpecOperation, body: unknown): string[] {
  const schema = requestBody?.content?.['application/json']?.schema;
  if (body === undefined) return requestBody?.required === true ? ['body: it is missing'] : [];
  if (schema === undefined) return ['body: this call takes none'];
  return [
    ...validators()
      .check(schema, body)
      .map((what) => `body: ${what}`),
    ...unknownKeys(schema, body).map((key) => `body: no key is called ${key}`),
  ];
}
