import { loadConfig } from '../../config/load.ts';
import { explainReport } from '../../engine/explain-report.ts';
import { gateResults } from '../../engine/gate-results.ts';
import { ciError } from '../../errors/ci-error.ts';
import { drawRun } from '../../report/console/draw-run.ts';
import { NOTHING_HEARD, heard, type RunState } from '../../report/console/run-state.ts';
import { exitCode } from '../../report/exit-code.ts';
import { reportJson } from '../../report/json.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import { readParts } from '../read-parts.ts';
import type { Invocation } from '../verb.ts';

/** `sluice gate --from DIR…`: decides from the plan and the results of other machines. */
export async function gate({ cwd, flags, terminal, signal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  try {
    const from = listFlag(flags, 'from');
    if (from.length === 0)
      throw ciError('USAGE', {
        detail: 'sluice gate needs --from DIR.',
        fix: 'Name the folders that the runs of the other machines left.',
      });
    const at = stringFlag(flags, 'at');
    if (at !== undefined && Number.isNaN(Date.parse(at))) {
      throw ciError('USAGE', {
        detail: `--at ${at} is not a date.`,
        fix: 'Write it as 2026-12-01 or 2026-12-01T10:00:00Z.',
      });
    }
    const parts = await readParts(from, cwd);
    const { config, dir } = await loadConfig({ cwd });
    let state: RunState = NOTHING_HEARD;
    let ended: { readonly degraded?: string; readonly evidence?: string } = {};
    const { report, dir: runDir } = await gateResults(config, {
      parts,
      now: at === undefined ? undefined : new Date(at).toISOString(),
      options: {
        cwd: dir,
        host: processHost(),
        signal,
        all: flags['all'] === true,
        base: stringFlag(flags, 'base'),
        skip: listFlag(flags, 'skip'),
        onEvent: (event) => {
          state = heard(state, event, Date.now());
          if (event.type === 'report-ready') ended = { degraded: event.degraded, evidence: event.evidence };
        },
      },
    });
    if (isJson) terminal.out(reportJson(report));
    else {
      terminal.out(
        drawRun({
          report,
          dir: runDir,
          cwd,
          canvas: { columns: terminal.columns(), color: terminal.color },
          options: explainReport(report),
          said: state.said,
          ...ended,
        }),
      );
    }
    return exitCode(report);
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}
