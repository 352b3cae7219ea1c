import { triageWords } from '../model/triage-words.ts';
import type { Triage } from '../model/triage.ts';
import { disarmCommands, oneLine } from '../report/escape.ts';

/** The answer for one log. `file` is its name as it was given, `-` for standard input. */
export interface TriagedFile extends Triage {
  readonly file: string;
}

/** Answers for people: verdict, cause, how sure, the lines that say so, and what to do. */
export function triageText(files: readonly TriagedFile[]): string {
  return files.map(fileText).join('\n');
}

function fileText({ file, verdict, category, confidence, evidence }: TriagedFile): string {
  const width = Math.max(0, ...evidence.map(({ line }) => String(line).length));
  const sure = verdict === 'unknown' ? '' : `, ${Math.round(confidence * 100)} % sure`;
  const { why, advice } = triageWords({ verdict, category });
  const lines = [
    `${oneLine(file)}: ${verdict}${verdict === 'unknown' ? '' : ` (${category}${sure})`}`,
    ...(verdict === 'unknown' ? [] : [`  why  ${why}${verdict === 'transient' ? ': not your code' : ''}`]),
    ...evidence.map(({ line, text, rule }) => `  line ${String(line).padStart(width)}  ${text}  [${rule}]`),
    `  do  ${advice}`,
  ];
  return `${lines.map(disarmCommands).join('\n')}\n`;
}
