import { createRequire } from 'node:module';
import { definePlugin } from '@sluice/core';
import { auditCheck } from './checks/audit.ts';
import { lintCheck } from './checks/lint.ts';
import { testCheck } from './checks/test.ts';
import { typesCheck } from './checks/types.ts';
import { unusedCheck } from './checks/unused.ts';
import { optionsSchema } from './options.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** The tools that a Node project has already, as checks. Each is the project's own, at the version it installed. */
export const node = definePlugin({
  name: 'node',
  version,
  options: optionsSchema,
  setup({ hooks }, { lint, types, test, audit, unused }) {
    hooks.check.tap('lint', ({ add }) => void (lint !== false && add(lintCheck(lint))));
    hooks.check.tap('types', ({ add }) => void (types !== false && add(typesCheck(types))));
    hooks.check.tap('test', ({ add }) => void (test !== false && add(testCheck(test))));
    hooks.check.tap('audit', ({ add }) => void (audit !== false && add(auditCheck(audit))));
    hooks.check.tap('unused', ({ add }) => void (unused !== false && add(unusedCheck(unused))));
  },
});
