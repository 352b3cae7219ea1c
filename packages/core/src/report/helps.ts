import { quoteWord } from '../exec/command-line.ts';
import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import { cleanText, oneLine } from './escape.ts';
import { explainedBlock } from './explained-block.ts';
import type { ViewOptions } from './view-options.ts';

/** Something to do, ready to paste where it is a command line. */
export interface Help {
  readonly label: 'fix' | 'again' | 'log' | 'lock' | 'do';
  readonly text: string;
  /** True when `text` is a command line: never cut, so that it can be pasted. */
  readonly isCommand: boolean;
}

/** A command line longer than this is told by the check's id, and stays in the report. */
const LONGEST_COMMAND = 200;

interface HelpInput {
  readonly objection: Objection;
  readonly result: CheckResult | undefined;
  readonly findings: readonly Finding[];
  readonly report: RunReport;
  readonly options: ViewOptions;
}

/** What helps against one objection: the fixer, the command line that shows it again, and where the whole log is. */
export function helpsFor({ objection, result, findings, report, options }: HelpInput): readonly Help[] {
  const program = options.program ?? 'sluice';
  if (result === undefined) return helpsWithoutResult(objection, report, program);
  const helps: Help[] = [];
  const canFix = options.hasFix?.(result.checkId) ?? findings.some((finding) => finding.fixable === true);
  if (canFix && result.conclusion === 'failure') {
    helps.push({
      label: 'fix',
      text: `${program} fix ${quoteWord(oneLine(result.checkId))}`,
      isCommand: true,
    });
  } else if (result.conclusion !== 'skipped') {
    helps.push({ label: 'again', text: againLine(result, program), isCommand: true });
  }
  const log = result.attempts.at(-1)?.log;
  // What a failure says is in its findings; an end without findings is understood from its log alone.
  if (log !== undefined && findings.length === 0)
    helps.push({ label: 'log', text: oneLine(log), isCommand: false });
  return helps;
}

function helpsWithoutResult(
  { rule, checkId }: Objection,
  report: RunReport,
  program: string,
): readonly Help[] {
  if (checkId !== undefined && report.lock?.checks.some(({ id }) => id === checkId) === true) {
    return [{ label: 'lock', text: `${program} lock`, isCommand: true }];
  }
  return rule === 'plugin-crashed'
    ? [
        {
          label: 'do',
          text: 'report it to the plugin, or take the plugin out of the config',
          isCommand: false,
        },
      ]
    : [];
}

/** The command that failed, as it was run; Sluice's own where there is none, or none that fits on a line. */
function againLine({ attempts, id }: CheckResult, program: string): string {
  const commands = attempts.at(-1)?.commands ?? [];
  const failed = commands.findLast((command) => command.exitCode !== 0) ?? commands.at(-1);
  const line = failed === undefined ? '' : cleanText(failed.line);
  return line === '' || line.length > LONGEST_COMMAND || line.includes('\n')
    ? `${program} run ${quoteWord(oneLine(id))}`
    : line;
}

const DAY_MS = 86_400_000;
/** Long enough to get a fix reviewed, short enough to be remembered. */
const WAIVER_DAYS = 14;

/**
 * A command line that waives the first thing that can be waived, as narrowly as it can: one test, one finding, one
 * limit, or the check. An errored check cannot be waived, for nothing is known that could be accepted.
 */
export function waiveOffer(report: RunReport, options: ViewOptions = {}): string | undefined {
  for (const objection of report.verdict.objections) {
    if (objection.level !== 'block') continue;
    const explained = explainedBlock(objection, options);
    const id = explained === undefined ? waivableId(objection, report) : explained.waive;
    if (id !== undefined) return waiveLine(id, report, options.program ?? 'sluice');
  }
  return undefined;
}

function waivableId(objection: Objection, report: RunReport): string | undefined {
  const result = report.results.find(({ id }) => id === objection.checkId);
  if (result === undefined) {
    const isLimit = objection.checkId === undefined && objection.limit !== undefined;
    return isLimit ? `limit:${objection.rule}` : undefined;
  }
  if (result.conclusion !== 'failure') return undefined;
  const counting = result.findings.filter(
    ({ suppression, state }) => suppression === undefined && state !== 'existing',
  );
  const [only] = counting;
  if (only === undefined || counting.length > 1) return result.id;
  if (only.kind === 'test' && only.region !== undefined) return `test:${only.region}`;
  if (only.package !== undefined) return vulnerabilityId(only, only.package.name) ?? result.id;
  return placeId(only) ?? result.id;
}

/** `ruff/F401:src/app.py`, unless the words of it mean more than themselves on the command line or in a glob. */
function placeId({ ruleId, location }: Finding): string | undefined {
  const isPlain = location !== undefined && !/[:*?[\]{}!()]/u.test(`${ruleId}${location.path}`);
  return isPlain ? `${ruleId}:${location.path}` : undefined;
}

/** `CVE-2026-1111:urllib3`, by the name that every scanner knows. */
function vulnerabilityId({ ruleId, aliases = [] }: Finding, name: string): string | undefined {
  const known = [ruleId.slice(ruleId.indexOf('/') + 1), ...aliases].find((id) =>
    /^(?:CVE|GHSA|PYSEC|OSV)-/u.test(id),
  );
  return known === undefined ? undefined : `${known}:${name}`;
}

function waiveLine(id: string, report: RunReport, program: string): string {
  const days = Math.min(WAIVER_DAYS, report.policy.maxWaiverDays);
  const until = new Date(Date.parse(report.startedAt) + days * DAY_MS).toISOString().slice(0, 10);
  return `${program} waive ${quoteWord(oneLine(id))} --until ${until} --owner @owner --reason "…"`;
}
