import type { FailureRule } from './failure-rule.ts';
import { accessRules } from './rules/access-rules.ts';
import { buildRules } from './rules/build-rules.ts';
import { curlRules } from './rules/curl-rules.ts';
import { childRules } from './rules/child-rules.ts';
import { dependencyRules } from './rules/dependency-rules.ts';
import { formRules } from './rules/form-rules.ts';
import { installerRules } from './rules/installer-rules.ts';
import { mirrorRules } from './rules/mirror-rules.ts';
import { networkRules } from './rules/network-rules.ts';
import { registryRules } from './rules/registry-rules.ts';
import { runnerRules } from './rules/runner-rules.ts';
import { serviceRules } from './rules/service-rules.ts';
import { testRules } from './rules/test-rules.ts';

/** Every rule. Where several say the same of a line, the first gives the category. */
export const RULES: readonly FailureRule[] = [
  ...runnerRules,
  ...serviceRules,
  ...registryRules,
  ...formRules,
  ...installerRules,
  ...mirrorRules,
  ...curlRules,
  ...networkRules,
  ...childRules,
  ...testRules,
  ...buildRules,
  ...dependencyRules,
  ...accessRules,
];
