import { z } from '@sluice/core';

/** The option `timeoutMs` of a check, with its default in words. */
export function timeoutMs(fallback: string) {
  return z
    .int()
    .positive()
    .optional()
    .describe(`Deadline of one attempt in milliseconds. Default ${fallback}.`);
}
