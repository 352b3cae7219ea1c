import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { problemOf } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import { createRedactor } from '../../exec/redact.ts';
import type { Problem } from '../../model/problem.ts';
import { oneLine } from '../../report/escape.ts';
import { shownLine } from '../../report/shown-line.ts';
import { classifyLog } from '../../triage/classify-log.ts';
import { printProblems } from '../print-problems.ts';
import { triageText, type TriagedFile } from '../triage-text.ts';
import { readChunks } from '../read-chunks.ts';
import type { Invocation } from '../verb.ts';

const STDIN = '-';

/** `sluice triage`: why logs failed, and whether a rerun would help. Answers for all of them or for none. */
export async function triage({
  cwd,
  env,
  flags,
  positionals,
  terminal,
  signal,
}: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  const names = [...new Set(positionals)];
  const faults = names.flatMap((name) => faultOf(cwd, name));
  if (faults.length > 0) return printProblems(terminal, faults, isJson);
  const redactor = createRedactor(env);
  const show = (text: string): string => shownLine(redactor.text(text));
  const files: TriagedFile[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    const bytes = name === STDIN ? process.stdin : readChunks(resolve(cwd, name), signal);
    try {
      files.push({ file: name, ...(await classifyLog(bytes, { show })) });
    } catch (error) {
      problems.push(unreadable(name, messageOf(error)));
    }
  }
  if (problems.length > 0) return printProblems(terminal, problems, isJson);
  terminal.out(isJson ? `${JSON.stringify({ files }, null, 2)}\n` : triageText(files));
  return 0;
}

function faultOf(cwd: string, name: string): readonly Problem[] {
  if (name === STDIN) return [];
  const stats = statSync(resolve(cwd, name), { throwIfNoEntry: false });
  if (stats === undefined) return [unreadable(name, 'there is no such file')];
  return stats.isDirectory() ? [unreadable(name, 'it is a folder')] : [];
}

function unreadable(file: string, detail: string): Problem {
  return problemOf('LOG_UNREADABLE', { file: oneLine(file), detail: oneLine(detail) });
}
