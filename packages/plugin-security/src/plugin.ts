import { definePlugin, type Check } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { banditCheck } from './checks/bandit.ts';
import { pipAuditCheck } from './checks/pip-audit.ts';
import { secretsCheck } from './checks/secrets.ts';
import { aggregateCommand } from './commands/aggregate.ts';
import { securityLimits } from './limits.ts';
import { securityOptions } from './options.ts';
import { choosePython } from './python/choose-python.ts';

/** Scanners in, one honest verdict out: Bandit, pip-audit and gitleaks, and the reports of any other scanner. */
export const security = definePlugin({
  name: 'security',
  version: packageJson.version,
  options: securityOptions,
  commands: [aggregateCommand],
  setup({ hooks }, options) {
    hooks.check.tapPromise('security', async ({ cwd, env, add }) => {
      const { bandit } = options;
      const python = await choosePython(cwd, { env, option: bandit === false ? undefined : bandit.python });
      const checks: readonly Check[] = [
        // The limits over all checks of the plugin stand with the one that is always required.
        { ...banditCheck(options, python), limits: securityLimits(options) },
        pipAuditCheck(options, { python, env }),
        secretsCheck(options),
      ];
      for (const check of checks) add(check);
    });
  },
});
