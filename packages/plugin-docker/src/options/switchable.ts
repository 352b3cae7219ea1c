import { z } from '@sluice/core';

/** An object of options, or `false`: the check stays in the plan as disabled, so that its absence is visible. */
export function switchable<S extends z.ZodRawShape>(shape: S, what: string) {
  return z
    .union([z.literal(false), z.strictObject(shape)])
    .prefault({} as never)
    .describe(`${what} False switches the check off.`);
}
