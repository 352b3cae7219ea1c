import type { LostObjection, SimulatedRun } from '../../engine/simulate/simulate-run.ts';
import type { Objection } from '../../model/verdict.ts';
import { shownPath } from '../../report/console/shown-path.ts';
import { countOf, fewOf } from '../../report/count-of.ts';
import { oneLine } from '../../report/escape.ts';
import type { Simulation } from './simulation.ts';

const MOST_RUNS = 100;
const MOST_REASONS = 10;

const HEADS: Readonly<Record<SimulatedRun['outcome'], string>> = {
  'to-block': '→ BLOCK ',
  'to-pass': '→ PASS  ',
  undecided: '?       ',
  unchanged: '        ',
};

/** A simulation for people: each run that flips, or that cannot be decided, with its reasons; then how many there are. */
export function simulateText(simulation: Simulation, cwd: string): string {
  const { runs, unreadable, problems } = simulation;
  const told = (['to-block', 'to-pass', 'undecided'] as const).flatMap((outcome) =>
    runs.filter((run) => run.outcome === outcome),
  );
  const lines = [
    `policy  ${shownPath(simulation.config, cwd)}    runs  ${shownPath(simulation.from, cwd)}`,
    '',
    ...told.slice(0, MOST_RUNS).flatMap((run) => [...runLines(run), '']),
    ...(told.length > MOST_RUNS ? [`and ${told.length - MOST_RUNS} more; --json has all`, ''] : []),
    ...unreadable.map(({ problem }) => `unreadable  ${oneLine(problem.message)}`),
    ...doubtLines(runs),
    ...countedLines('not recorded', runs, ({ notRecorded }) => notRecorded),
    ...countedLines('not in this config, so they count as recorded', runs, ({ notInConfig }) => notInConfig),
    ...problems.map(({ message, hint }) => `policy  ${oneLine(message)} ${oneLine(hint)}`),
    summaryLine(simulation),
  ];
  return `${lines.join('\n')}\n`;
}

function runLines(run: SimulatedRun): readonly string[] {
  const { outcome, runId, startedAt, commit, event, recorded, simulated, because, gained, lost, partial } =
    run;
  const facts = [
    oneLine(runId),
    startedAt.slice(0, 16).replace('T', ' '),
    ...(commit === undefined ? [] : [oneLine(commit).slice(0, 7)]),
    oneLine(event),
    ...(partial === true ? ['a part of a run'] : []),
    `${wordsOf(recorded)} was recorded`,
  ];
  const reasons =
    outcome === 'undecided'
      ? because.map((text) => oneLine(text))
      : outcome === 'to-block'
        ? gained.map(objectionWords)
        : [...lost.map(lostWords), ...adviceWords(simulated)];
  return [
    `${HEADS[outcome]}${facts.join('  ')}`,
    ...reasons.slice(0, MOST_REASONS).map((text) => `    ${text}`),
    ...(reasons.length > MOST_REASONS ? [`    and ${reasons.length - MOST_REASONS} more`] : []),
  ];
}

const wordsOf = ({ level, enforcedFrom }: SimulatedRun['recorded']): string =>
  enforcedFrom === undefined ? level : `${level} as advice until ${enforcedFrom}`;

function adviceWords(simulated: SimulatedRun['simulated']): readonly string[] {
  return simulated.enforcedFrom === undefined ? [] : [`~ ${wordsOf(simulated)}`];
}

function objectionWords({ rule, checkId, message }: Objection): string {
  return `+ ${subjectOf({ rule, checkId })}: ${oneLine(message)}`;
}

function lostWords({ objection, now }: LostObjection): string {
  const then = `- ${subjectOf(objection)}: ${oneLine(objection.message)}`;
  return now === undefined ? then : `${then}; now ${now.level}: ${oneLine(now.message)}`;
}

const subjectOf = ({ rule, checkId }: Pick<Objection, 'rule' | 'checkId'>): string =>
  oneLine(checkId === undefined ? rule : `${rule} ${checkId}`);

function doubtLines(runs: readonly SimulatedRun[]): readonly string[] {
  return runs.flatMap(({ runId, doubt }) =>
    doubt === undefined ? [] : [`doubt  ${oneLine(runId)}: ${doubt}; see sluice verify`],
  );
}

function countedLines(
  words: string,
  runs: readonly SimulatedRun[],
  idsOf: (run: SimulatedRun) => readonly string[],
): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of runs.flatMap(idsOf)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const named = [...counts].map(([id, times]) => `${oneLine(id)} (${countOf(times, 'run')})`);
  return named.length === 0 ? [] : [`${words}: ${fewOf(named, MOST_REASONS)}`];
}

function summaryLine({ summary }: Simulation): string {
  const { runs, toBlock, toPass, unchanged, undecided, unreadable } = summary;
  const flips = toBlock === 1 ? '1 flips to block' : `${toBlock} flip to block`;
  return [
    `${countOf(runs, 'run')}: ${flips}, ${toPass} to pass`,
    `${unchanged} unchanged`,
    `${undecided} not decidable`,
    ...(unreadable === 0 ? [] : [`${countOf(unreadable, 'file')} not readable`]),
  ].join(', ');
}
