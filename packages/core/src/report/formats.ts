import { problemOf, CiError } from '../errors/ci-error.ts';
import type { Problem } from '../model/problem.ts';
import type { RunReport } from '../model/report.ts';
import { reportJson } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif/sarif.ts';
import type { ViewOptions } from './view-options.ts';

type Draw = (report: RunReport, options: ViewOptions) => string | Promise<string>;

/** Every format a report can be written in, by the name that `--format` takes. */
const FORMATS: Readonly<Record<string, Draw>> = {
  html: drawHtml,
  json: reportJson,
  junit: (report) => junit(report),
  markdown: (report, options) => markdown(report, options),
  sarif: (report) => sarif(report),
};

/** A report in one format, to be written to a file. */
export interface FormatRequest {
  readonly format: string;
  /** As given; relative to the folder that the command was called in. */
  readonly file: string;
}

/** Reads `--format FMT=FILE` values. Throws USAGE with all that is wrong with any of them. */
export function parseFormats(values: readonly string[]): readonly FormatRequest[] {
  const problems: Problem[] = [];
  const requests = values.map((value) => {
    const at = value.indexOf('=');
    const format = at === -1 ? value : value.slice(0, at);
    const file = at === -1 ? '' : value.slice(at + 1);
    if (!Object.hasOwn(FORMATS, format))
      problems.push(usage(`--format ${value}: there is no format ${format}.`));
    else if (file === '') problems.push(usage(`--format ${value}: the file is missing.`));
    return { format, file };
  });
  if (problems.length > 0) throw new CiError(problems);
  return requests;
}

const usage = (detail: string): Problem =>
  problemOf('USAGE', {
    detail,
    fix: `Write --format FMT=FILE with one of ${Object.keys(FORMATS).join(', ')}.`,
  });

/** The page is loaded when it is asked for, and reads the logs where they are. */
async function drawHtml(report: RunReport, options: ViewOptions): Promise<string> {
  const [{ htmlReport }, { readLogs }] = await Promise.all([
    import('./html/html-report.ts'),
    import('./html/read-logs.ts'),
  ]);
  const { logFolder } = options;
  const logs = logFolder === undefined ? undefined : await readLogs(report, logFolder);
  return htmlReport(report, options, logs);
}

/** The report in a format of {@link parseFormats}. */
export async function drawFormat(
  format: string,
  report: RunReport,
  options: ViewOptions = {},
): Promise<string> {
  const draw = FORMATS[format];
  if (draw === undefined) throw new CiError([usage(`there is no format ${format}.`)]);
  return draw(report, options);
}
