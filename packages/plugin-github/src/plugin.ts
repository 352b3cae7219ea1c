import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { alertTaps } from './alert/alert-taps.ts';
import { generateCommand } from './commands/generate.ts';
import { matrixCommand } from './commands/matrix.ts';
import { outputsCommand } from './commands/outputs.ts';
import { rerunCommand } from './commands/rerun.ts';
import { githubOptions } from './options.ts';
import { reportTaps } from './deliver/report-taps.ts';
import { autoRerun } from './rerun/auto-rerun.ts';
import { preflightChecks } from './preflight/preflight-checks.ts';

/** Makes a pipeline live in GitHub Actions. */
export const github = definePlugin({
  name: 'github',
  version: packageJson.version,
  options: githubOptions,
  env: ['GITHUB_TOKEN', 'GH_TOKEN', 'SLUICE_ALERT_WEBHOOK'],
  examine: async (context, options) => {
    const { examine } = await import('./doctor/examine.ts');
    return examine(context, options);
  },
  evidence: async (request, options) => {
    const { fetchEvidence } = await import('./evidence/fetch-evidence.ts');
    return fetchEvidence(request, options);
  },
  commands: [generateCommand, matrixCommand, outputsCommand, rerunCommand],
  workflows: [autoRerun],
  setup({ hooks }, options) {
    alertTaps(hooks, options);
    hooks.check.tapPromise('preflight', async ({ cwd, add }) => {
      for (const check of await preflightChecks(cwd)) add(check);
    });
    reportTaps(hooks, options.report);
  },
});
