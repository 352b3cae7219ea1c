import type { PluginHooks } from '@sluice/core';
import type { AlertRequest } from './alert.ts';

/**
 * A blocked run alerts, and one that is not blocked ends the alert. Where the run is recorded for another job, that one
 * does it: the job that decides has no token that writes.
 */
export function alertTaps(hooks: PluginHooks, options: AlertRequest['options']): void {
  if (options.alert === false) return;
  const isHere = (env: AlertRequest['env']): boolean =>
    env['GITHUB_ACTIONS'] === 'true' && (env['SLUICE_GITHUB_RECORD'] ?? '') === '';
  hooks.onFailure.tapPromise('alert', async ({ env, verdict, results, note }) => {
    if (!isHere(env)) return;
    const { alert } = await import('./alert.ts');
    const { said, failed } = await alert({ env, decided: { verdict, results }, options });
    for (const words of [said, failed]) if (words !== undefined) note(words);
  });
  hooks.report.tapPromise('alert', async ({ env, report, log }) => {
    if (!isHere(env) || report.verdict.level === 'block') return;
    const { alert } = await import('./alert.ts');
    const { said, failed } = await alert({ env, decided: report, options });
    if (said !== undefined) log(said);
    if (failed !== undefined) throw new Error(failed);
  });
}
