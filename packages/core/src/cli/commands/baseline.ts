import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { runEngine } from '../../engine.ts';
import { CiError, isCiError, problemOf } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import { suggest } from '../../errors/suggest.ts';
import { baselineSize, type Baseline } from '../../findings/baseline.ts';
import { BASELINE_FILE, baselineText, parseBaseline } from '../../findings/baseline-file.ts';
import { mergeFindings } from '../../findings/merge-findings.ts';
import { pruneBaseline, updateBaseline } from '../../findings/update-baseline.ts';
import type { Finding } from '../../model/finding.ts';
import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/report.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { stringFlag } from '../args.ts';
import { baselineLines, updateLines } from '../baseline-text.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import { readRun } from '../read-run.ts';
import type { Invocation } from '../verb.ts';

const ACTIONS = ['show', 'update', 'prune'] as const;
const SHORTEST_REASON = 10;

/** `sluice baseline update|prune|show`: what is accepted, brought up to date with a recorded run. */
export async function baseline(invocation: Invocation): Promise<number> {
  const { cwd, flags, positionals, terminal } = invocation;
  const isJson = flags['json'] === true;
  const [action = ''] = positionals;
  try {
    const fault = faultOf(invocation);
    if (fault !== undefined) return printProblems(terminal, [fault], isJson);
    const loaded = await loadConfig({ cwd });
    const file = join(loaded.dir, BASELINE_FILE);
    const before = await readBaseline(file);
    if (action === 'show') {
      if (isJson) terminal.out(json({ size: sizeOf(before), findings: before?.entries ?? [] }));
      else terminal.out(baselineLines(before).join(''));
      return 0;
    }
    const report = await reportFor(loaded, invocation);
    const given = { baseline: before, ...evidenceOf(report) };
    const reason = stringFlag(flags, 'reason');
    const update =
      action === 'prune'
        ? pruneBaseline(given)
        : updateBaseline({ ...given, ...(reason === undefined ? {} : { reason }) });
    const text = baselineText(update.baseline);
    const isWritten = before === undefined ? sizeOf(update.baseline) > 0 : text !== baselineText(before);
    if (isWritten) await writeAtomic(file, text);
    const facts = { ...update, isWritten, runId: report.runId, incomplete: incompleteOf(report) };
    if (isJson) {
      const { added, removed, unseen, refused, runId } = facts;
      const size = { before: sizeOf(before), after: sizeOf(update.baseline) };
      terminal.out(json({ size, added, removed, unseen, refused, runId, isWritten }));
    } else for (const line of updateLines(facts, sizeOf(before))) terminal.out(line);
    return update.refused.length > 0 ? 1 : 0;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}

function faultOf({ flags, positionals }: Invocation): Problem | undefined {
  const [action = ''] = positionals;
  const usage = (detail: string, fix: string): Problem => problemOf('USAGE', { detail, fix });
  if (!(ACTIONS as readonly string[]).includes(action)) {
    const near = suggest(action, ACTIONS) ?? 'show';
    return usage(
      `There is no \`sluice baseline ${action}\`.`,
      `Did you mean \`sluice baseline ${near}\`? There are ${ACTIONS.join(', ')}.`,
    );
  }
  const accepts = flags['accept-new'] === true;
  const reason = stringFlag(flags, 'reason');
  if (action !== 'update' && (accepts || reason !== undefined))
    return usage(`\`sluice baseline ${action}\` accepts nothing new.`, 'Use `sluice baseline update`.');
  if (accepts && (reason?.trim().length ?? 0) < SHORTEST_REASON)
    return usage(
      `--accept-new needs --reason with ${SHORTEST_REASON} characters or more.`,
      'It is kept beside each finding that is accepted.',
    );
  if (!accepts && reason !== undefined)
    return usage('--reason goes with --accept-new.', 'Without it the baseline only shrinks.');
  return undefined;
}

async function readBaseline(file: string): Promise<Baseline | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return parseBaseline(text);
  } catch (error) {
    throw new CiError([problemOf('BASELINE_UNREADABLE', { detail: messageOf(error) }, { file })]);
  }
}

/** The newest recorded run of this config, or one made now. */
async function reportFor(
  { config, dir }: LoadedConfig,
  { env, flags, signal, terminal }: Invocation,
): Promise<RunReport> {
  const run = stringFlag(flags, 'run');
  try {
    return (await readRun({ cwd: dir, env, run: run ?? 'latest' })).report;
  } catch (error) {
    const isMissing = isCiError(error) && error.problems.some(({ code }) => code === 'RUN_NOT_FOUND');
    if (run !== undefined || !isMissing) throw error;
    terminal.err('No run is recorded here yet: running every check now.\n');
    return runEngine(config, { cwd: dir, host: processHost(), signal, all: true });
  }
}

function evidenceOf(report: RunReport): {
  readonly problems: readonly Finding[];
  readonly isComplete: boolean;
} {
  return {
    problems: mergeFindings(report.results.flatMap(({ findings }) => findings)),
    isComplete: report.end === 'completed' && incompleteOf(report).length === 0,
  };
}

/** Checks that did not look at everything: what they did not see may still be there. */
function incompleteOf({ plan, results }: RunReport): readonly string[] {
  const ended = new Map(results.map(({ id, conclusion }) => [id, conclusion]));
  return plan.checks
    .filter(({ id }) => !['success', 'failure'].includes(ended.get(id) ?? ''))
    .map(({ id }) => id);
}

const sizeOf = (given: Baseline | undefined): number => (given === undefined ? 0 : baselineSize(given));
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
