import type { Triage } from '../model/triage.ts';
import { disarmCommands, oneLine } from '../report/escape.ts';

/** The answer for one log. `file` is its name as it was given, `-` for standard input. */
export interface TriagedFile extends Triage {
  readonly file: string;
}

const ADVICE: Readonly<Record<Triage['verdict'], string>> = {
  transient: 'rerun once; when it fails the same way again, it is not this',
  persistent: 'fix it; a rerun meets the same',
  unknown: 'nothing: the log names no failure. Give the whole log of what failed',
};

const CATEGORY_ADVICE: Readonly<Partial<Record<Triage['category'], string>>> = {
  'api-rate-limit': 'rerun once the limit is reset, mostly within the hour',
  'runner-resources': 'rerun once; when it is killed again, it needs more memory or disk than the runner has',
  cancelled: 'look for what cancelled it: another job that failed, a newer push, a limit of time',
  unclassified: 'read the end of the log: no rule knows this failure, and what is not known is not rerun',
};

/** Answers for people: verdict, cause, how sure, the lines that say so, and what to do. */
export function triageText(files: readonly TriagedFile[]): string {
  return files.map(fileText).join('\n');
}

function fileText({ file, verdict, category, confidence, evidence }: TriagedFile): string {
  const width = Math.max(0, ...evidence.map(({ line }) => String(line).length));
  const sure = verdict === 'unknown' ? '' : `, ${Math.round(confidence * 100)} % sure`;
  const advice = verdict === 'unknown' ? ADVICE.unknown : (CATEGORY_ADVICE[category] ?? ADVICE[verdict]);
  const lines = [
    `${oneLine(file)}: ${verdict}${verdict === 'unknown' ? '' : ` (${category}${sure})`}`,
    ...evidence.map(({ line, text, rule }) => `  line ${String(line).padStart(width)}  ${text}  [${rule}]`),
    `  do  ${advice}`,
  ];
  return `${lines.map(disarmCommands).join('\n')}\n`;
}
