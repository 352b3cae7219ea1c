import { resolve } from 'node:path';
import { createRedactor } from '../exec/redact.ts';
import { decide } from '../gate/decide.ts';
import type { Problem } from '../model/problem.ts';
import type { RunReport } from '../model/report.ts';
import { drawFormat, type FormatRequest } from '../report/formats.ts';
import { writeInto } from '../state/write-into.ts';
import { crashProblems } from './crash.ts';
import { describeTrigger } from './describe.ts';
import { storyReport } from './report-phase.ts';
import type { EngineOptions } from './run-options.ts';
import { nothingYet } from './story.ts';

interface ProblemReportOptions extends Pick<EngineOptions, 'cwd' | 'host'> {
  readonly formats: readonly FormatRequest[];
}

/**
 * The report of a run that never began: its config could not be loaded, or there is no place for evidence. It blocks,
 * and the formats that were asked for are written, so that what waits for them finds the reason and not nothing.
 * `lost` are those that could not be written. Never throws.
 */
export async function problemReport(
  problems: readonly Problem[],
  options: ProblemReportOptions,
): Promise<{ readonly report: RunReport; readonly lost: readonly Problem[] }> {
  const { cwd, host, formats } = options;
  const startedMs = host.now();
  const startedAt = new Date(startedMs).toISOString();
  const story = { ...nothingYet({}), end: 'problems' as const, problems };
  const { event } = describeTrigger(host.env);
  const verdict = decide({ ...story, now: startedAt, event });
  const run = {
    runId: 'none',
    startedAt,
    startedMs,
    signal: new AbortController().signal,
    redactor: createRedactor(host.env),
  };
  const report = storyReport({ ...story, verdict }, { run, options: { cwd, host } });
  const lost: Problem[] = [];
  for (const { format, file } of formats) {
    const place = resolve(cwd, file);
    try {
      await writeInto(place, await drawFormat(format, report));
    } catch (error) {
      lost.push(...crashProblems(error));
    }
  }
  return { report, lost };
}
