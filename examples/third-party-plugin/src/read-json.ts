import type { z } from '@sluice/core';

/** A tool's report, or undefined when it is not what the tool prints. */
export function readJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
