import { resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { explainReport } from '../../engine/explain-report.ts';
import { problemReport } from '../../engine/problem-report.ts';
import { gateResults } from '../../engine/gate-results.ts';
import { ciError } from '../../errors/ci-error.ts';
import type { RunReport } from '../../model/report.ts';
import { drawRun } from '../../report/console/draw-run.ts';
import { NOTHING_HEARD, heard, type RunState } from '../../report/console/run-state.ts';
import { parseFormats, type FormatRequest } from '../../report/formats.ts';
import { exitCode } from '../../report/exit-code.ts';
import { reportJson } from '../../report/json.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { printProblems, problemsOf } from '../print-problems.ts';
import { problemText } from '../problem-text.ts';
import { readParts } from '../read-parts.ts';
import type { Invocation } from '../verb.ts';

/** `sluice gate --from DIR…`: decides from the plan and the results of other machines. */
export async function gate(invocation: Invocation): Promise<number> {
  const { cwd, flags, terminal } = invocation;
  const isJson = flags['json'] === true;
  let formats: readonly FormatRequest[] = [];
  try {
    const asked = readFlags(invocation);
    formats = asked.formats;
    const { report, drawn } = await decideParts(invocation, asked);
    terminal.out(isJson ? reportJson(report) : drawn());
    return exitCode(report);
  } catch (error) {
    const code = printProblems(terminal, error, isJson);
    // Nothing was decided: whoever waits for the files that were asked for finds the reason in them.
    const { lost } = await problemReport(problemsOf(error), { cwd, host: processHost(), formats });
    if (lost.length > 0) terminal.err(problemText(lost));
    return code;
  }
}

interface Asked {
  readonly from: readonly string[];
  readonly at?: string;
  readonly formats: readonly FormatRequest[];
}

function readFlags({ cwd, flags }: Invocation): Asked {
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
  const formats = parseFormats(listFlag(flags, 'format'));
  return {
    from,
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    formats: formats.map(({ format, file }) => ({ format, file: resolve(cwd, file) })),
  };
}

async function decideParts(
  { cwd, flags, terminal, signal }: Invocation,
  { from, at, formats }: Asked,
): Promise<{ readonly report: RunReport; readonly drawn: () => string }> {
  const parts = await readParts(from, cwd);
  const { config, dir } = await loadConfig({ cwd });
  let state: RunState = NOTHING_HEARD;
  let ended: { readonly degraded?: string; readonly evidence?: string } = {};
  const decided = await gateResults(config, {
    parts,
    now: at,
    options: {
      cwd: dir,
      host: processHost(),
      signal,
      all: flags['all'] === true,
      base: stringFlag(flags, 'base'),
      skip: listFlag(flags, 'skip'),
      formats,
      onEvent: (event) => {
        state = heard(state, event, Date.now());
        if (event.type === 'report-ready') ended = { degraded: event.degraded, evidence: event.evidence };
      },
    },
  });
  const { report } = decided;
  const canvas = { columns: terminal.columns(), color: terminal.color };
  const options = explainReport(report);
  return {
    report,
    drawn: () => drawRun({ report, dir: decided.dir, cwd, canvas, options, said: state.said, ...ended }),
  };
}
