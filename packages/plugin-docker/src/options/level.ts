import { z } from '@sluice/core';

/** The option `level` of each check. */
export const level = z
  .enum(['required', 'optional', 'informational'])
  .optional()
  .describe(
    "How much the check weighs in the gate. Default: 'required' with the option required, else 'optional', which a glob in the policy never raises.",
  );
