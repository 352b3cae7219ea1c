import type { Check, CheckContext, CheckOutcome } from '../../model/check.ts';
import type { CheckRunOptions, CheckRunOutput } from '../check-run.ts';
import { createHarness, type Harness } from '../harness.ts';
import type { ProgramScript } from '../script-program.ts';
import { addedChecks } from './added-checks.ts';
import { assembleFine, pluginOf } from './assembled.ts';
import { cellOf, checkIdOf } from './check-id.ts';
import type { ContractCheck, Subject } from './contract-cases.ts';

export const DEFAULT_GRACE_MS = 2000;

/** What is done otherwise than in a plain run of the check. */
export interface DriveOptions {
  /** Called in place of the check's `run`, to stand between it and its ports. */
  readonly around?: (run: Check['run'], ctx: CheckContext) => CheckOutcome | Promise<CheckOutcome>;
  /** Blank lines put on top of these files. */
  readonly moved?: { readonly by: number; readonly files: ReadonlySet<string> };
  /** Makes another script of each scripted program. */
  readonly script?: (script: ProgramScript) => ProgramScript;
  /** Variables that the check finds, where the cases set none of that name. */
  readonly env?: (check: Check) => Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onPrograms?: CheckRunOptions['onPrograms'];
}

/** A driven check, and what came of it. */
export interface Driven extends CheckRunOutput {
  /** The reason of the last attempt, when it has one. */
  readonly reason?: string;
}

/** Runs one check of the plugin as the engine does, once, in a workspace of its own. */
export async function drive(
  subject: Subject,
  one: ContractCheck,
  { around, moved, script, env, signal, onPrograms }: DriveOptions = {},
): Promise<Driven> {
  const { cases } = subject;
  const files = movedFiles({ ...cases.files, ...one.files }, moved);
  await using harness = await createHarness({ files, env: cases.env });
  const check = await checkFor(subject, one, harness);
  const at = { cwd: harness.workspace.dir, movedBy: moved?.by ?? 0 };
  const scripts = one.programs?.(at) ?? [];
  const output = await harness.runCheck(asDriven(check, around), {
    graceMs: cases.graceMs ?? DEFAULT_GRACE_MS,
    cell: cellOf(one.id, check),
    programs: script === undefined ? scripts : scripts.map(script),
    provides: one.provides?.(at),
    history: one.history,
    env: { ...env?.(check), ...cases.env },
    signal,
    onPrograms,
  });
  return { ...output, reason: output.attempts.at(-1)?.reason };
}

/** The programs that a check cannot do without, by name. */
export async function neededPrograms(subject: Subject, one: ContractCheck): Promise<readonly string[]> {
  if (one.needsPrograms !== undefined) return one.needsPrograms;
  const { cases } = subject;
  await using harness = await createHarness({ files: { ...cases.files, ...one.files }, env: cases.env });
  const { tools = [] } = await checkFor(subject, one, harness);
  const scripts = one.programs?.({ cwd: harness.workspace.dir, movedBy: 0 }) ?? [];
  return [...new Set([...tools, ...scripts].map(({ name }) => name))];
}

/** The check as the plugin adds it in that workspace. */
async function checkFor(subject: Subject, { id }: ContractCheck, harness: Harness): Promise<Check> {
  const place = { cwd: harness.workspace.dir, env: harness.env };
  const added = await addedChecks(assembleFine(pluginOf(subject)), place);
  const check = added.find((other) => other.id === checkIdOf(id));
  if (check === undefined) {
    const ids = added.map((other) => other.id).join(', ') || 'none';
    throw new Error(`the plugin adds no check ${checkIdOf(id)} in this workspace, only ${ids}`);
  }
  if (check.disabled !== undefined) {
    throw new Error(`${id} is disabled (${check.disabled}): give options with which it runs`);
  }
  return check;
}

/** Without retries: what a second attempt would come to is no matter of the contract. */
function asDriven(check: Check, around: DriveOptions['around']): Check {
  const { retry: _retry, ...once } = check;
  return around === undefined ? once : { ...once, run: (ctx) => around(check.run, ctx) };
}

function movedFiles(
  files: Readonly<Record<string, string>>,
  moved: DriveOptions['moved'],
): Readonly<Record<string, string>> {
  if (moved === undefined) return files;
  const entries = Object.entries(files).map(
    ([path, text]) => [path, moved.files.has(path) ? '\n'.repeat(moved.by) + text : text] as const,
  );
  return Object.fromEntries(entries);
}
