import { join, posix } from 'node:path';
import { definePlugin, STAGE, type Check } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { banditCheck } from './checks/bandit.ts';
import { pipAuditCheck } from './checks/pip-audit.ts';
import { secretsCheck } from './checks/secrets.ts';
import { aggregateCommand } from './commands/aggregate.ts';
import { failureRules } from './failure-rules.ts';
import { securityLimits } from './limits.ts';
import { securityOptions, type SecurityOptions } from './options.ts';
import { findPlaces } from './projects/find-places.ts';
import { choosePython } from './python/choose-python.ts';
import { findCode } from './python/find-code.ts';

/** What Bandit is given to look at in one project. */
async function codeOf(cwd: string, { paths }: SecurityOptions, root: string): Promise<readonly string[]> {
  return paths?.map((path) => posix.join(root, path)) ?? (await findCode(cwd, root));
}

/** Bandit looks into folders that git ignores, too, and which it looks into depends on what is there. */
function withCode(check: Check, root: string, code: readonly string[]): Check {
  const files = posix.join(root, '**/*.py');
  return { ...check, inputs: [...(check.inputs ?? []), files], keyedBy: { ...check.keyedBy, code } };
}

/** Scanners in, one honest verdict out: Bandit, pip-audit and gitleaks, and the reports of any other scanner. */
export const security = definePlugin({
  name: 'security',
  version: packageJson.version,
  options: securityOptions,
  commands: [aggregateCommand],
  failureRules,
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
        const code = await codeOf(cwd, options, place.root);
        add({ ...withCode(banditCheck(options, python, place), place.root, code), limits });
        add(pipAuditCheck(options, { python, env, roots }, place));
      }
      add(secretsCheck(options));
    });
  },
});
