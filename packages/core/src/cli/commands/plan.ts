import { join, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { planOnly, type PlanOutcome } from '../../engine/plan-only.ts';
import { ciError } from '../../errors/ci-error.ts';
import { countOf } from '../../report/count-of.ts';
import { writeInto } from '../../state/write-into.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import { retryWords } from '../retry-words.ts';
import type { Invocation } from '../verb.ts';

/** `sluice plan`: what would run and why. */
export async function plan(invocation: Invocation): Promise<number> {
  const { flags, terminal } = invocation;
  const isJson = flags['json'] === true;
  if (isJson && flags['github-matrix'] === true)
    return printProblems(
      terminal,
      ciError('USAGE', {
        detail: '--json and --github-matrix both print to stdout.',
        fix: 'Use --out DIR for the plan and --github-matrix for the lines.',
      }),
    );
  let outcome: PlanOutcome;
  try {
    outcome = await makeOutcome(invocation);
    const out = stringFlag(flags, 'out');
    if (out !== undefined)
      await writeInto(join(resolve(invocation.cwd, out), 'plan.json'), documentText(outcome));
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
  const { problems, objections } = outcome;
  if (isJson) terminal.out(documentText(outcome));
  else if (flags['github-matrix'] === true && problems.length === 0) {
    const { githubMatrix } = await import('../../plan/github-matrix.ts');
    terminal.out(githubMatrix(outcome.plan));
  } else if (problems.length === 0) terminal.out(planText(outcome));
  if (problems.length > 0) return printProblems(terminal, problems);
  for (const { message } of objections) terminal.err(`${message}\n`);
  return objections.length > 0 ? 1 : 0;
}

async function makeOutcome({ cwd, flags, positionals, signal }: Invocation): Promise<PlanOutcome> {
  const { config, dir } = await loadConfig({ cwd });
  return planOnly(config, {
    cwd: dir,
    host: processHost(),
    signal,
    ids: positionals,
    skip: listFlag(flags, 'skip'),
    all: flags['all'] === true,
    base: stringFlag(flags, 'base'),
  });
}

/** What `plan --json` prints and `plan --out` writes. */
function documentText({ plan: made, changes, problems, objections }: PlanOutcome): string {
  return `${JSON.stringify({ ...made, changes, problems, objections }, null, 2)}\n`;
}

function planText({ plan: made, changes }: PlanOutcome): string {
  const runs = made.checks.filter(({ decision }) => decision === 'run').length;
  const idWidth = Math.max(0, ...made.checks.map(({ id }) => id.length));
  const rows = made.checks.map(
    ({ id, level, decision, reason, retry }) =>
      `  ${decision === 'run' ? '→' : '·'} ${id.padEnd(idWidth)}  ${level.padEnd(13)}  ${reason}${decision === 'run' && retry !== undefined ? `; ${retryWords(retry)}` : ''}`,
  );
  return [
    `base  ${changes.reason}     plan  ${countOf(made.checks.length, 'check')}, ${runs} to run, hash ${made.hash.slice(0, 6)}`,
    '',
    ...rows,
    ...(made.partial
      ? ['', `partial: ${runs} of ${countOf(made.checks.length, 'check')}, not a gate verdict`]
      : []),
    '',
  ].join('\n');
}
