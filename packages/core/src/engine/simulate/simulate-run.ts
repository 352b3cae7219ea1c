import { decideAgain } from '../../gate/decide-again.ts';
import { compareText } from '../../model/compare-text.ts';
import type { RunReport } from '../../model/report.ts';
import type { Objection, Verdict } from '../../model/verdict.ts';
import { decideUnder, type DecidedUnder } from './decide-under.ts';
import { createLacking } from './lacking.ts';
import type { OtherPolicy } from './other-policy.ts';

/** A block that the run had and the other policy has not, and what became of it. */
export interface LostObjection {
  readonly objection: Objection;
  /** What is said of it instead, where anything is. */
  readonly now?: Objection;
}

/** What another policy comes to over one recorded run. */
export interface SimulatedRun {
  readonly runId: string;
  readonly startedAt: string;
  readonly commit?: string;
  readonly event: string;
  readonly partial?: true;
  readonly recorded: Pick<Verdict, 'level' | 'enforcedFrom'>;
  readonly simulated: Pick<Verdict, 'level' | 'enforcedFrom'>;
  /** Whether the run was held up, and would be, is what counts: a warning and advice let through. */
  readonly outcome: 'to-block' | 'to-pass' | 'unchanged' | 'undecided';
  /** Blocks that only the other policy has. */
  readonly gained: readonly Objection[];
  readonly lost: readonly LostObjection[];
  /** Why it cannot be decided. */
  readonly because: readonly string[];
  /** Of the config, and not to be found in the run. */
  readonly notRecorded: readonly string[];
  /** Of the run, and not in the config: they count as recorded. */
  readonly notInConfig: readonly string[];
  /** Where the recorded verdict is not what its own evidence gives. */
  readonly doubt?: string;
}

/** True for a verdict that holds a change up: a block that is not advice. */
export function holdsUp({ level, enforcedFrom }: Pick<Verdict, 'level' | 'enforcedFrom'>): boolean {
  return level !== 'pass' && level !== 'warn' && enforcedFrom === undefined;
}

/**
 * Decides a recorded run under another policy and compares. A block that rests on something the run never looked at is no
 * flip, and no pass either: unless another one stands, the run cannot be decided.
 */
export async function simulateRun(
  report: RunReport,
  other: OtherPolicy,
  signal?: AbortSignal,
): Promise<{ readonly run: SimulatedRun; readonly decided: DecidedUnder }> {
  const decided = await decideUnder(report, other, signal);
  const { verdict, recast, input } = decided;
  const lacking = createLacking(report, decided);
  const blocks = verdict.objections
    .filter(isBlock)
    .map((objection) => ({ objection, why: lacking(objection) }));
  const standing = blocks.filter(({ why }) => why === undefined).map(({ objection }) => objection);
  const because = [
    ...endReasons(report),
    ...(input.plan.checks.some(({ level, skip }) => level === 'required' && skip !== 'disabled')
      ? []
      : ['no check of the run is required under this policy']),
    ...(holdsUp(verdict) && standing.length === 0 ? blocks.flatMap(({ why }) => why ?? []) : []),
  ];
  const [was, is] = [holdsUp(report.verdict), holdsUp(verdict)];
  const outcome = because.length > 0 ? 'undecided' : was === is ? 'unchanged' : is ? 'to-block' : 'to-pass';
  const before = new Set(report.verdict.objections.filter(isBlock).map(keyOf));
  const after = new Set(blocks.map(({ objection }) => keyOf(objection)));
  const run: SimulatedRun = {
    runId: report.runId,
    startedAt: report.startedAt,
    ...(report.commit === undefined ? {} : { commit: report.commit.sha }),
    event: report.trigger.event,
    ...(report.verdict.partial === true ? { partial: true as const } : {}),
    recorded: levelOf(report.verdict),
    simulated: levelOf(verdict),
    outcome,
    gained: standing.filter((objection) => !before.has(keyOf(objection))),
    lost: report.verdict.objections
      .filter((objection) => isBlock(objection) && !after.has(keyOf(objection)))
      .map((objection) => lostOf(objection, verdict)),
    because: [...new Set(because)],
    notRecorded: [...recast.missing.keys()].toSorted(compareText),
    notInConfig: recast.notInConfig.toSorted(compareText),
    ...doubtOf(report),
  };
  return { run, decided };
}

const isBlock = ({ level }: Objection): boolean => level === 'block';

const keyOf = ({ source, rule, checkId }: Objection): string => [source, rule, checkId ?? ''].join('\0');

const levelOf = ({ level, enforcedFrom }: Verdict): SimulatedRun['recorded'] => ({
  level,
  ...(enforcedFrom === undefined ? {} : { enforcedFrom }),
});

function lostOf(objection: Objection, { objections }: Verdict): LostObjection {
  const { rule, checkId } = objection;
  const now = objections.find((one) =>
    checkId === undefined ? one.checkId === undefined && one.rule === rule : one.checkId === checkId,
  );
  return { objection, ...(now === undefined ? {} : { now }) };
}

function endReasons({ end, problems }: RunReport): readonly string[] {
  if (problems.length > 0) return problems.map(({ code }) => `the run ended by a problem, ${code}`);
  return end === 'completed' ? [] : [`the run ended as ${end}`];
}

/** A verdict that nobody can have reached by that policy: an edited report, or a version that concluded otherwise. */
function doubtOf(report: RunReport): Pick<SimulatedRun, 'doubt'> {
  const own = decideAgain(report).verdict;
  return holdsUp(own) === holdsUp(report.verdict)
    ? {}
    : { doubt: `${report.verdict.level} is recorded, and its own policy gives ${own.level}` };
}
