import { isTestPath } from './is-test-path.ts';
import type { SeverityStep } from './severity-step.ts';

/** What tests are made of: assertions, and passwords of things that exist in the test only. */
const BANDIT_RULES = new Set(['bandit/B101', 'bandit/B105', 'bandit/B106', 'bandit/B107']);

/** In test paths, Bandit's B101 and B105 to B107 are for information, and gitleaks' guess `generic-api-key` is low. */
export const testPathStep: SeverityStep = {
  name: 'testPaths',
  assess: ({ ruleId, location, severity }) => {
    if (location === undefined || severity === 'critical' || !isTestPath(location.path)) return undefined;
    if (BANDIT_RULES.has(ruleId)) return { to: 'info', why: 'it is in a test' };
    if (ruleId === 'gitleaks/generic-api-key' && severity === 'high')
      return { to: 'low', why: 'it is in a test, and the rule is a guess' };
    return undefined;
  },
};
