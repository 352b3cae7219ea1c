import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import { countOf } from './count-of.ts';
import { codeBlock, codeSpan, escapeMarkdown, oneLine } from './escape.ts';
import { exitCode } from './exit-code.ts';
import { formatDuration } from './format-duration.ts';
import { waiveOffer } from './helps.ts';
import { assemble, type Block } from './markdown-blocks.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import { markOf, resultText } from './result-text.ts';
import { partialText, runFacts, waiverLines, weakenings } from './run-facts.ts';
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
    { lines: weakenings(report).map((text) => `> ⚠ This change loosens the gate: ${cell(text)}`), end: '' },
    ...problemBlocks(report),
    ...reasonBlocks(report, options),
    { lines: flipLines(options), end: '' },
    { lines: remarkLines(report).map((text) => `- ${cell(text)}`), end: '', what: 'remarks' },
    ...checkBlocks(report),
    ...commandBlocks(report, options),
    { lines: [footer(report)] },
  ];
  return assemble(blocks, options.mostCharacters ?? MOST_CHARACTERS);
}

const CELL = 300;

/** Text of a cell or a line: escaped, and short enough that no single one can push the others out. */
function cell(text: string, most = CELL): string {
  const line = oneLine(text);
  const characters = [...line];
  return escapeMarkdown(characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line);
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

const row = (...cells: readonly string[]): string => cells.join(' | ');

function reasonBlocks(report: RunReport, options: ViewOptions): readonly Block[] {
  if (report.end === 'problems' || report.end === 'crashed') return [];
  const reasons = (['block', 'warn'] as const).flatMap((level) => reasonsOf(report, level, options));
  if (reasons.length === 0) return [];
  return [
    {
      start: ['| | check | why | where | what helps |', '|---|---|---|---|---|'],
      lines: reasons.map(reasonRow),
      end: '',
      what: 'reasons',
    },
  ];
}

function reasonRow(reason: Reason): string {
  const mark = reason.level === 'block' ? '⛔' : '🟡';
  const first = reason.evidence[0];
  const why = [reason.message, ...(first === undefined ? [] : [first.what])].filter(
    (text, index, all) => text !== '' && all.indexOf(text) === index,
  );
  const places = reason.evidence
    .map(({ where }) => where)
    .filter((where, index, all) => where !== '' && all.indexOf(where) === index);
  const behind =
    reason.behind.length === 0 ? '' : `<br>not run because of it: ${countOf(reason.behind.length, 'check')}`;
  const helps = [
    ...reason.helps.map(({ text, isCommand }) => (isCommand ? codeSpan(short(text)) : cell(text))),
    ...(reason.triage === undefined ? [] : [cell(reason.triage)]),
  ];
  return `| ${row(
    mark,
    codeSpan(short(reason.subject)),
    why.map((text) => cell(text)).join('<br>') + behind,
    [
      ...places.map((where) => codeSpan(short(where))),
      ...(reason.more > 0 ? [`and ${reason.more} more`] : []),
    ].join('<br>'),
    helps.join('<br>'),
  )} |`;
}

const short = (text: string): string =>
  text.length > CELL ? `${text.slice(0, CELL - 1).toWellFormed()}…` : text;

function flipLines({ explanation }: ViewOptions): readonly string[] {
  const flips = explanation?.flips ?? [];
  if (flips.length === 0) return [];
  const promise =
    explanation?.checked === true ? 'Flips to PASS (checked)' : 'Would help, though not checked to be enough';
  return [`${promise}:`, '', ...flips.map((flip) => `- ${cell(flip)}`)];
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
    ...over,
    ...report.notes.map(({ source, message }) => `${source}: ${message}`),
  ];
}

function checkBlocks(report: RunReport): readonly Block[] {
  if (report.results.length === 0) return [];
  const { skipped } = runFacts(report);
  const passed = report.results.filter(({ conclusion }) => conclusion === 'success').length;
  const other = report.results.length - passed - skipped.length;
  const counts = [
    `${passed} passed`,
    ...(other > 0 ? [`${other} did not`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} not run`] : []),
  ];
  return [
    {
      start: [
        `<details><summary>All checks: ${counts.join(', ')}</summary>`,
        '',
        '| | check | level | version | time | |',
        '|---|---|---|---|---|---|',
      ],
      lines: report.results.map(checkRow),
      end: '\n</details>\n',
      what: 'checks',
    },
  ];
}

function checkRow(result: CheckResult): string {
  const time =
    result.conclusion === 'skipped'
      ? ''
      : result.cached === true
        ? 'cached'
        : formatDuration(result.durationMs);
  return `| ${row(markOf(result), codeSpan(short(result.id)), result.level, cell(result.tools[0]?.version ?? '', 40), time, cell(resultText(result)))} |`;
}

function commandBlocks(report: RunReport, options: ViewOptions): readonly Block[] {
  const reasons = reasonsOf(report, 'block', options);
  const offer = report.end === 'completed' ? waiveOffer(report, options) : undefined;
  const commands = [
    ...new Set(
      reasons.flatMap(({ helps }) => helps.filter(({ isCommand }) => isCommand).map(({ text }) => text)),
    ),
    ...(offer === undefined ? [] : [`# cannot wait? shown in every report:`, offer]),
  ];
  if (commands.length === 0 || report.end !== 'completed') return [];
  // One block, kept or left out whole: half a fence would swallow what follows.
  const block = [
    '<details><summary>Run it yourself</summary>',
    '',
    codeBlock(commands),
    '',
    '</details>',
    '',
  ].join('\n');
  return [{ lines: [block], what: 'command lines' }];
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
