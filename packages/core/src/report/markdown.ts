import type { RunReport } from '../model/report.ts';
import { countOf } from './count-of.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { exitCode } from './exit-code.ts';
import { formatDuration } from './format-duration.ts';
import { assemble, type Block } from './markdown-blocks.ts';
import { cell, row } from './markdown-cell.ts';
import { checkBlocks, commandBlocks } from './markdown-checks.ts';
import { findingBlocks } from './markdown-findings.ts';
import { reasonBlocks } from './markdown-reasons.ts';
import { reasonsOf } from './reasons.ts';
import { acceptedLines, partialText, runFacts, waiverLines, weakenings } from './run-facts.ts';
import type { ViewOptions } from './view-options.ts';

/** GitHub refuses a comment of more than 65,536 characters; the rest is left to whoever adds a line. */
const MOST_CHARACTERS = 65_000;

export interface MarkdownOptions extends ViewOptions {
  /** Default 65,000. */
  readonly mostCharacters?: number;
}

/**
 * A run as GitHub markdown, for a step summary, a comment or a committed file: the verdict, why, what helps, and the
 * rest folded away. Everything from tools, tests and files is escaped; what does not fit is left out with a sentence
 * that says so, the least needed first.
 */
export function markdown(report: RunReport, options: MarkdownOptions = {}): string {
  const blocks: Block[] = [
    { lines: ['<!-- sluice -->', `### ${headline(report)}`, ''] },
    {
      lines: weakenings(report).map((text) => `> ⚠ This change loosens the gate: ${cell(text)}`),
      end: '',
      what: 'changes of the gate',
    },
    ...problemBlocks(report),
    ...reasonBlocks(report, options),
    ...flipBlocks(options),
    ...findingBlocks(report, options),
    { lines: remarkLines(report).map((text) => `- ${cell(text)}`), end: '', what: 'remarks' },
    ...checkBlocks(report),
    ...commandBlocks(report, options),
    { lines: [footer(report)] },
  ];
  return assemble(blocks, options.mostCharacters ?? MOST_CHARACTERS);
}

function headline(report: RunReport): string {
  const facts = [
    partialText(report),
    `plan ${report.plan.hash.slice(0, 6) === '' ? 'none' : report.plan.hash.slice(0, 6)}`,
    formatDuration(report.durationMs),
  ];
  return `${verdictWords(report)} · ${facts
    .filter((fact) => fact !== undefined)
    .map((fact) => escapeMarkdown(fact))
    .join(' · ')}`;
}

function verdictWords(report: RunReport): string {
  const { level, enforcedFrom } = report.verdict;
  if (report.end === 'problems')
    return `⛔ Sluice: not started, ${countOf(report.problems.length, 'problem')}`;
  if (report.end === 'crashed') return '⛔ Sluice: crashed, nothing counts as passed';
  if (report.end === 'cancelled')
    return `⛔ Sluice: cancelled${report.signal === undefined ? '' : ` by ${cell(report.signal)}`}`;
  const required = report.results.filter(
    (result) => result.level === 'required' && result.conclusion !== 'skipped',
  ).length;
  if (level === 'pass') return `✅ Sluice: passed · ${required} required`;
  if (level === 'warn')
    return `✅ Sluice: passed with ${countOf(reasonsOf(report, 'warn').length, 'warning')} · ${required} required`;
  const reasons = countOf(reasonsOf(report, 'block').length, 'reason');
  return level === 'block' && enforcedFrom !== undefined
    ? `🟡 Sluice: would block, enforced from ${cell(enforcedFrom)} · ${reasons}`
    : `⛔ Sluice: blocked, ${reasons}`;
}

function problemBlocks({ problems }: RunReport): readonly Block[] {
  if (problems.length === 0) return [];
  return [
    {
      start: ['| problem | what happened | what to do |', '|---|---|---|'],
      lines: problems.map(
        ({ code, file, path, message, hint }) =>
          `| ${row([codeSpan(code), codeSpan(file ?? ''), codeSpan(path ?? '')].filter((part) => part !== '').join(' '), cell(message), cell(hint))} |`,
      ),
      end: '',
      what: 'problems',
    },
  ];
}

function flipBlocks({ explanation }: ViewOptions): readonly Block[] {
  const { flips = [], checked = false } = explanation ?? {};
  const promise = checked ? 'Flips to PASS (checked):' : 'Would help, though not checked to be enough:';
  return [{ start: [promise, ''], lines: flips.map((flip) => `- ${cell(flip)}`), end: '', what: 'changes' }];
}

function remarkLines(report: RunReport): readonly string[] {
  const flaky = runFacts(report).flaky.map(
    ({ id, attempts }) => `flaky: ${id} passed on attempt ${attempts.length}`,
  );
  const over =
    report.durationMs > report.policy.budgetMs
      ? [
          `took ${formatDuration(report.durationMs)}, over the budget of ${formatDuration(report.policy.budgetMs)}`,
        ]
      : [];
  return [
    ...flaky,
    ...waiverLines(report),
    ...acceptedLines(report),
    ...over,
    ...report.notes.map(({ source, message }) => `${source}: ${message}`),
  ];
}

function footer(report: RunReport): string {
  const commit =
    report.commit === undefined
      ? []
      : [
          `commit ${codeSpan(report.commit.sha.slice(0, 12))}${report.commit.isDirty ? ' with uncommitted changes' : ''}`,
        ];
  return [
    `run ${codeSpan(report.runId)}`,
    ...commit,
    `Sluice ${cell(report.environment.sluice, 40)}`,
    `exit ${exitCode(report)}`,
  ].join(' · ');
}
