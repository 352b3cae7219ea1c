import type { PluginHooks, ReportArgument } from '@sluice/core';
import type { ReportOptions } from '../report/report-options.ts';

/**
 * The reporters. Only a whole run in GitHub Actions is reported: a part of one is no verdict. What they need is loaded
 * there alone.
 */
export function reportTaps(hooks: PluginHooks, options: ReportOptions): void {
  const isConcerned = ({ env, report }: ReportArgument): boolean =>
    env['GITHUB_ACTIONS'] === 'true' && report.verdict.partial !== true;
  hooks.report.tapPromise('files', async (argument) => {
    if (!isConcerned(argument)) return;
    const { writeFiles } = await import('./write-files.ts');
    await writeFiles(argument, options);
  });
  if (!options.comment && options.check === false && options.status === false) return;
  hooks.report.tapPromise('delivery', async (argument) => {
    // Where the run is recorded, another job delivers it: this one has no token that writes.
    if (!isConcerned(argument) || (argument.env['SLUICE_GITHUB_RECORD'] ?? '') !== '') return;
    const { deliverNow } = await import('./deliver-now.ts');
    await deliverNow(argument, options);
  });
}
