import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { planOnly, type PlanOutcome } from '../../engine/plan-only.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice plan`: what would run and why. */
export async function plan(invocation: Invocation): Promise<number> {
  const { flags, terminal, positionals, signal } = invocation;
  const isJson = flags['json'] === true;
  const loaded = await loadConfig({ cwd: invocation.cwd }).catch((error: unknown) =>
    printProblems(terminal, error, isJson),
  );
  if (typeof loaded === 'number') return loaded;
  const outcome = await planOnly(loaded.config, {
    cwd: loaded.dir,
    host: processHost(),
    signal,
    ids: positionals,
    skip: listFlag(flags, 'skip'),
    all: flags['all'] === true,
    base: stringFlag(flags, 'base'),
  });
  const text = `${JSON.stringify(planDocument(outcome), null, 2)}\n`;
  const out = stringFlag(flags, 'out');
  if (out !== undefined) {
    const dir = resolve(invocation.cwd, out);
    await mkdir(dir, { recursive: true });
    await writeAtomic(join(dir, 'plan.json'), text);
  }
  if (isJson) terminal.out(text);
  else terminal.out(planText(outcome));
  if (outcome.problems.length > 0) return printProblems(terminal, outcome.problems, isJson);
  for (const objection of outcome.objections) terminal.err(`${objection.message}\n`);
  return outcome.objections.length > 0 ? 1 : 0;
}

/** What `plan --json` prints and `plan --out` writes. */
export function planDocument({ plan: made, changes, problems, objections }: PlanOutcome): object {
  return { ...made, changes, problems, objections };
}

function planText({ plan: made, changes }: PlanOutcome): string {
  const runs = made.checks.filter(({ decision }) => decision === 'run').length;
  const idWidth = Math.max(0, ...made.checks.map(({ id }) => id.length));
  const rows = made.checks.map(
    ({ id, level, decision, reason }) =>
      `  ${decision === 'run' ? '→' : '·'} ${id.padEnd(idWidth)}  ${level.padEnd(13)}  ${reason}`,
  );
  return [
    `base  ${changes.reason}     plan  ${made.checks.length} checks, ${runs} to run, hash ${made.hash.slice(0, 6)}`,
    '',
    ...rows,
    ...(made.partial ? ['', `partial: ${runs} of ${made.checks.length} checks, not a gate verdict`] : []),
    '',
  ].join('\n');
}
