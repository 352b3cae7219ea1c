import { z } from '@sluice/core';

const details = z.strictObject({
  // No quote, `$` or backslash: it stands in a command line of a workflow.
  label: z
    .string()
    .regex(/^\w[\w ./:()-]{0,49}$/u, 'is not the name of a label')
    .default('ci-broken')
    .describe('The label of the issue; created when missing.'),
  webhook: z
    .boolean()
    .default(false)
    .describe('Also send one JSON POST to the address in SLUICE_ALERT_WEBHOOK when a red period begins.'),
});

/** The option `alert`: who is told when the default branch, or one in `branches`, is blocked. */
export const alertOptions = {
  alert: z
    .union([z.literal(false), details])
    .default({ label: 'ci-broken', webhook: false })
    .describe('An issue while a branch that is pushed to is blocked; closed when it passes. false: none.'),
} as const;

export type AlertOptions = z.output<typeof details>;
