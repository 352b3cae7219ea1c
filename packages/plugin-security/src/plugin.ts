import { join } from 'node:path';
import { definePlugin, STAGE } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { banditCheck } from './checks/bandit.ts';
import { pipAuditCheck } from './checks/pip-audit.ts';
import { secretsCheck } from './checks/secrets.ts';
import { aggregateCommand } from './commands/aggregate.ts';
import { securityLimits } from './limits.ts';
import { securityOptions } from './options.ts';
import { findPlaces } from './projects/find-places.ts';
import { choosePython } from './python/choose-python.ts';

/** Scanners in, one honest verdict out: Bandit, pip-audit and gitleaks, and the reports of any other scanner. */
export const security = definePlugin({
  name: 'security',
  version: packageJson.version,
  options: securityOptions,
  commands: [aggregateCommand],
  setup({ hooks }, options) {
    // Last, so that the projects of another plugin can be told from its checks.
    hooks.check.tapPromise({ name: 'security', stage: STAGE.last }, async ({ cwd, env, add, added }) => {
      const { bandit } = options;
      const option = bandit === false ? undefined : bandit.python;
      const places = findPlaces(options.projects, added);
      const roots = places.map(({ root }) => root);
      const names = places.map(({ name }) => name).filter((name) => name !== undefined);
      // The limits over all checks of the plugin stand with the one that is always required.
      const limits = securityLimits(options, names);
      for (const place of places) {
        const python = await choosePython(join(cwd, place.root), { env, option, above: cwd });
        add({ ...banditCheck(options, python, place), limits });
        add(pipAuditCheck(options, { python, env, roots }, place));
      }
      add(secretsCheck(options));
    });
  },
});
