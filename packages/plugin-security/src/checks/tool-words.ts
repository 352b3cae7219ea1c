import type { ExecResult } from '@sluice/core';
import { plainText } from '../parse/plain-text.ts';
import { EXIT_CODES, type ExitMeaning } from './exit-codes.ts';

/** Why a scanner's report need not be looked at; undefined when its exit code leaves that to the report. */
export function whyNoReport(tool: keyof typeof EXIT_CODES, result: ExecResult): string | undefined {
  if (result.missing !== undefined) return `${tool} could not be started: ${result.missing}`;
  if (result.timedOut) return `${tool} did not end in time`;
  if (result.exitCode === null) return `${tool} was ended by ${result.signal ?? 'a signal'}`;
  const table: Readonly<Record<number, ExitMeaning>> = EXIT_CODES[tool];
  return table[result.exitCode]?.leaves === 'report' ? undefined : ownWords(tool, result);
}

/** A program's refusal in its own words: the exit code and the last lines that say why, without frames of a traceback. */
export function ownWords(tool: string, { exitCode, stderr }: ExecResult): string {
  const lines = stderr
    .split('\n')
    .map((line) => plainText(line, 240))
    .filter((line) => line !== '' && !/^(?:usage:|Traceback |File "|[\^~| ]+$|\[main\] INFO)/u.test(line));
  const telling = lines.filter((line) =>
    /error|failed|fatal|FTL|ERR|exception|no such|cannot|not /iu.test(line),
  );
  const words = (telling.length > 0 ? telling : lines).slice(-2).join(' · ');
  return `${tool} exited with ${exitCode}${words === '' ? ' and said nothing' : `: ${words}`}`;
}
