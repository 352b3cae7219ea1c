import type { ExecResult } from '@sluice/core';

/** Why a program ended without an exit code of its own; undefined when it has one. */
export function whyNotRun(tool: string, result: ExecResult): string | undefined {
  if (result.missing !== undefined) return `${tool} could not be started: ${result.missing}`;
  if (result.timedOut) return `${tool} did not end in time`;
  if (result.exitCode === null) return `${tool} was killed by ${result.signal ?? 'a signal'}`;
  return undefined;
}

/**
 * A program's refusal in its own words: the exit code and the lines that say why. Usage texts and frames of a
 * traceback are left to the log.
 */
export function ownWords(tool: string, result: ExecResult): string {
  const text = result.stderr.trim() === '' ? result.stdout : result.stderr;
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter(
      (line) => line !== '' && !/^(Usage:|usage:|Try '|Traceback |\s+File "|\s*[\^~|]+\s*$)/.test(line),
    );
  const telling = lines.filter((line) =>
    /error|failed|cause|invalid|unknown|exception|no such|cannot|not /i.test(line),
  );
  const words = (telling.length > 0 ? telling : lines).slice(-3).map((line) => line.trim());
  return `${tool} exited with ${result.exitCode}${words.length > 0 ? `: ${words.join(' · ')}` : ' and said nothing'}`.slice(
    0,
    600,
  );
}
