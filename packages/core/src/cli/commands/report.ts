import { resolve } from 'node:path';
import { explanationOf } from '../../engine/explanation-of.ts';
import { explain } from '../../gate/explain.ts';
import { drawRun } from '../../report/console/draw-run.ts';
import { drawFormat, parseFormats } from '../../report/formats.ts';
import { reportJson } from '../../report/json.ts';
import { writeInto } from '../../state/write-into.ts';
import { listFlag, stringFlag } from '../args.ts';
import { printProblems } from '../print-problems.ts';
import { readRun } from '../read-run.ts';
import type { Invocation } from '../verb.ts';

/** `sluice report`: draws a recorded run again. */
export async function report({ cwd, flags, terminal, env }: Invocation): Promise<number> {
  try {
    const formats = parseFormats(listFlag(flags, 'format'));
    const recorded = await readRun({ cwd, env, run: stringFlag(flags, 'from') ?? 'latest' });
    const explanation = explanationOf(explain(recorded.report));
    const options = recorded.report.verdict.level === 'block' ? { explanation } : {};
    const view = { ...options, logFolder: () => recorded.dir };
    for (const { format, file } of formats) {
      await writeInto(resolve(cwd, file), await drawFormat(format, recorded.report, view));
    }
    if (flags['json'] === true) terminal.out(reportJson(recorded.report));
    else if (formats.length === 0) {
      const canvas = { columns: terminal.columns(), color: terminal.color };
      terminal.out(drawRun({ report: recorded.report, dir: recorded.dir, cwd, canvas, options }));
    }
    return 0;
  } catch (error) {
    return printProblems(terminal, error, flags['json'] === true);
  }
}
