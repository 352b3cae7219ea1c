import type { Check } from '@sluice/core';

/** What installs the tools: a result is reused only where these are the same as well. */
const INSTALLED = ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'];

/** A check whose result is the same while these files, what is installed and Node are. */
export function reusable(check: Check, inputs: readonly string[]): Check {
  return { ...check, inputs: [...inputs, ...INSTALLED], cache: true, keyedBy: { node: process.version } };
}
