import { disarmCommands, oneLine } from '@sluice/core';
import { workflowData } from '@sluice/core/reports';
import type { CliContext } from './cli-context.ts';

/** Says what was done on a line; what was not, as a warning that the page of the run shows. Words may be anybody's. */
export function tell(
  { out }: Pick<CliContext, 'out'>,
  { said, degraded }: { readonly said?: string; readonly degraded?: string },
): void {
  if (said !== undefined) out(`${disarmCommands(oneLine(said))}\n`);
  if (degraded !== undefined)
    out(`::warning title=sluice::${workflowData(`reporting degraded: ${oneLine(degraded)}`)}\n`);
}
