import { resolve } from 'node:path';
import { messageOf } from '../../errors/message-of.ts';
import { createRedactor } from '../../exec/redact.ts';
import type { Problem } from '../../model/problem.ts';
import { shownLine } from '../../report/shown-line.ts';
import { classifyLog } from '../../triage/classify-log.ts';
import { explainPart, type PartExplanation } from '../../triage/explain-part.ts';
import type { RuleSet } from '../../triage/rule-set.ts';
import { listFlag } from '../args.ts';
import { printProblems } from '../print-problems.ts';
import { readChunks } from '../read-chunks.ts';
import { findLogs, isBeside, unreadable, type NamedFile } from '../triage/find-logs.ts';
import { judgeWithResults } from '../triage/judge-with-results.ts';
import { loadRules } from '../../engine/load-rules.ts';
import { readResults, type TestResults } from '../triage/read-results.ts';
import { triageText, type TriagedFile } from '../triage-text.ts';
import type { Invocation } from '../verb.ts';

interface Results {
  readonly from: NamedFile;
  readonly isForAll: boolean;
  readonly read: TestResults;
}

/** `sluice triage`: why logs failed, and whether a rerun would help. Answers for all of them or for none. */
export async function triage(invocation: Invocation): Promise<number> {
  const { cwd, flags, positionals, terminal } = invocation;
  const isJson = flags['json'] === true;
  const found = findLogs(cwd, positionals);
  if (found.problems.length > 0) return printProblems(terminal, found.problems, isJson);
  try {
    const { rules, warning } = await loadRules(cwd);
    if (warning !== undefined) terminal.err(`${warning}\n`);
    const { results, problems } = await resultsOf(found.results, listFlag(flags, 'junit'), { cwd, rules });
    const files: TriagedFile[] = [];
    for (const log of found.logs) {
      try {
        files.push(await judge(log, results, { invocation, rules }));
      } catch (error) {
        problems.push(unreadable(log.name, messageOf(error)));
      }
    }
    if (problems.length > 0) return printProblems(terminal, problems, isJson);
    const junit = results.map(({ read }) => read);
    const document = junit.length === 0 ? { files } : { files, junit };
    terminal.out(isJson ? `${JSON.stringify(document, null, 2)}\n` : triageText(files, junit));
    return 0;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}

async function judge(
  log: NamedFile,
  results: readonly Results[],
  { invocation, rules }: { readonly invocation: Invocation; readonly rules: RuleSet | undefined },
): Promise<TriagedFile> {
  const { env, flags, signal } = invocation;
  const redactor = createRedactor(env);
  const show = (text: string): string => shownLine(redactor.text(text));
  let parts: readonly PartExplanation[] | undefined;
  const bytes = log.path === undefined ? process.stdin : readChunks(log.path, signal);
  const said = await classifyLog(bytes, {
    show,
    ...(rules === undefined ? {} : { rules }),
    ...(flags['explain'] === true
      ? { onParts: (failed) => void (parts = failed.map((part) => explainPart(part, show))) }
      : {}),
  });
  const beside = results.filter(({ from, isForAll }) => isForAll || isBeside(from, log));
  const judged = judgeWithResults(
    said,
    beside.map(({ read }) => read),
  );
  return { file: log.name, ...judged, ...(parts === undefined ? {} : { parts }) };
}

/** Results that were named must be readable; XML that was only found may be anything. */
async function resultsOf(
  found: readonly NamedFile[],
  named: readonly string[],
  { cwd, rules }: { readonly cwd: string; readonly rules: RuleSet | undefined },
): Promise<{ readonly results: readonly Results[]; readonly problems: Problem[] }> {
  const results: Results[] = [];
  const problems: Problem[] = [];
  for (const name of named) {
    const from = { name, path: resolve(cwd, name) };
    const read = await readResults(from, rules);
    if ('fault' in read) problems.push(unreadable(name, `as JUnit results: ${read.fault}`));
    else results.push({ from, isForAll: true, read });
  }
  for (const from of found) {
    const read = await readResults(from, rules);
    if (!('fault' in read)) results.push({ from, isForAll: false, read });
  }
  return { results, problems };
}
