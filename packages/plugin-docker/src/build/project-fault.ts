import type { FindingInput } from '@sluice/core';

/** A fault of the project that this plugin itself sees, before or without a tool. */
export function projectFault(rule: string, message: string, path: string): FindingInput {
  return {
    ruleId: `docker/${rule}`,
    tool: 'docker',
    kind: 'misconfig',
    severity: 'high',
    message,
    location: { path },
    region: rule,
  };
}
