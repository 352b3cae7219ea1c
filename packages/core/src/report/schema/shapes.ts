import { z } from '../../model/zod.ts';

/*
 * The few shapes that the schema is made of. Strict objects throughout: a field that nobody knows is as suspect as
 * one that is missing, for a report decides again what may be merged.
 */

export const text = z.string();
export const name = z.string().min(1);
export const count = z.int().min(0);
/** Milliseconds; fractions are fine, NaN and Infinity are not numbers here. */
export const durationMs = z.number().min(0);
/** ISO 8601 in UTC: 'now' for every expiry is read from one of these. */
export const instant = z.iso.datetime();

/** An object with these fields and no others. */
export function record<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape).readonly();
}

export function list<T extends z.ZodType>(item: T) {
  return z.array(item).readonly();
}

export function mapOf<T extends z.ZodType>(value: T) {
  return z.record(z.string(), value).readonly();
}
