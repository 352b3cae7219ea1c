import type { Severity } from '@sluice/core';
import type { SeverityStep } from './severity-step.ts';

const ONE_DOWN = new Map<Severity, Severity>([
  ['high', 'medium'],
  ['medium', 'low'],
]);

/**
 * Bandit says how sure it is: at LOW confidence a severity counts one band less. MEDIUM and HIGH change nothing, nor
 * does UNDEFINED, which is no doubt but silence.
 */
export const confidenceStep: SeverityStep = {
  name: 'confidence',
  assess: ({ tool, confidence, severity }) => {
    const to = tool === 'bandit' && confidence === 'LOW' ? ONE_DOWN.get(severity) : undefined;
    return to === undefined ? undefined : { to, why: 'Bandit has LOW confidence' };
  },
};
