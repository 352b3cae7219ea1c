import { readSpec } from './read-spec.ts';

/** Follows `$ref` until there is none. Throws when it leads nowhere, which only a wrongly trimmed description does. */
export function resolve<T extends object>(value: T | { readonly $ref: string }): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  let target: unknown = readSpec();
  for (const name of value.$ref.split('/').slice(1)) target = (target as Record<string, unknown>)[name];
  if (target === undefined) throw new Error(`${value.$ref} is not in the description.`);
  return resolve(target as T);
}
