import { triageWords } from '../model/triage-words.ts';
import type { Triage } from '../model/triage.ts';
import { disarmCommands, oneLine } from '../report/escape.ts';
import type { PartExplanation } from '../triage/explain-part.ts';
import type { TestResults } from './triage/read-results.ts';

/** The answer for one log. `file` is its name as it was given, `-` for standard input. */
export interface TriagedFile extends Triage {
  readonly file: string;
  /** With `--explain`: how each part of it that failed was judged. */
  readonly parts?: readonly PartExplanation[];
}

/** Answers for people: verdict, cause, how sure, the lines that say so, and what to do. */
export function triageText(files: readonly TriagedFile[], junit: readonly TestResults[] = []): string {
  return [...files.map(fileText), ...junit.map(resultsText)].join('\n');
}

function fileText({ file, verdict, category, confidence, evidence, parts = [] }: TriagedFile): string {
  const width = Math.max(0, ...evidence.map(({ line }) => String(line).length));
  const sure = verdict === 'unknown' ? '' : `, ${Math.round(confidence * 100)} % sure`;
  const { why, advice } = triageWords({ verdict, category });
  const lines = [
    `${oneLine(file)}: ${verdict}${verdict === 'unknown' ? '' : ` (${category}${sure})`}`,
    ...(verdict === 'unknown' ? [] : [`  why  ${why}${verdict === 'transient' ? ': not your code' : ''}`]),
    ...evidence.map(({ line, text, rule }) => `  line ${String(line).padStart(width)}  ${text}  [${rule}]`),
    `  do  ${advice}`,
    ...parts.flatMap(partLines),
  ];
  return `${lines.map(disarmCommands).join('\n')}\n`;
}

function partLines({ kind, title, end, because, hits }: PartExplanation): readonly string[] {
  const ended = end === undefined ? 'the log stops in it' : `ended on line ${end.line}: ${end.text}`;
  return [
    `  ${kind === 'plain' ? 'the log' : `${kind} ${title}`.trimEnd()}, ${ended}`,
    `    because ${because}`,
    ...hits.map(
      ({ line, text, rule, verdict, weight, not }) =>
        `    line ${line}  ${verdict}, ${weight}  [${rule}]${not === undefined ? '' : `  does not count: ${not}`}  ${text}`,
    ),
  ];
}

function resultsText({ file, tests, failed, outside, others }: TestResults): string {
  const words =
    failed === 0
      ? `none of ${tests} tests failed`
      : failed === outside
        ? `${failed} of ${tests} tests failed, and only such as name a cause outside`
        : `${failed} of ${tests} tests failed, ${failed - outside} of them for a cause in the code`;
  const lines = [`${oneLine(file)}: ${words}`, ...others.map((name) => `  ${name}`)];
  return `${lines.map(disarmCommands).join('\n')}\n`;
}
