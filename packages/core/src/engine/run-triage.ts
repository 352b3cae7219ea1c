import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { PlannedCheck } from '../model/plan.ts';
import type { TriageEntry } from '../model/report.ts';
import type { Attempt, CheckResult } from '../model/result.ts';
import type { CheckAttempt } from '../triage/check-attempt.ts';
import type { RuleSet } from '../triage/rule-set.ts';
import type { OpenRun } from './open-run.ts';

/** Why checks of this run failed. Nothing of it is loaded, and no log read, before something failed. */
export interface RunTriage {
  /** Of an attempt during the run, where a retry depends on it. The answer is kept. */
  readonly ask: (planned: PlannedCheck, attempt: Attempt) => Promise<TriageEntry>;
  /** Of all that did not succeed, with the answers that led to a retry. */
  readonly entriesFor: (results: readonly CheckResult[]) => Promise<readonly TriageEntry[] | undefined>;
}

type TriageRun = Pick<OpenRun, 'dir' | 'state' | 'signal' | 'redactor'>;

interface TriageInput {
  readonly run: TriageRun;
  readonly cwd: string;
  /** The rules that count; undefined where they are core's. */
  readonly rules: () => Promise<RuleSet | undefined>;
}
type Conclusion = CheckAttempt['conclusion'];

export function createRunTriage({ run, cwd, rules }: TriageInput): RunTriage {
  const answers = new Map<string, TriageEntry>();
  const place = { cwd, stateDir: run.state.dir };
  const answer = async (id: string, attempt: Attempt, conclusion: Conclusion): Promise<TriageEntry> => {
    const { findings, commands, number, log, reason } = attempt;
    const words = reason === undefined ? {} : { reason };
    const known = { id, conclusion, findings, commands, ...words, ...place };
    const said = await judge({ run, cwd, rules }, log, known);
    const entry: TriageEntry = { id, attempt: number, log, ...said };
    answers.set(keyOf(id, number), entry);
    return entry;
  };
  return {
    ask: ({ id }, attempt) => answer(id, attempt, endOf(attempt)),
    entriesFor: async (results) => {
      const failed = results.filter(({ conclusion }) => conclusion !== 'success' && conclusion !== 'skipped');
      if (failed.length === 0 && answers.size === 0) return undefined;
      const entries: TriageEntry[] = [];
      for (const { id, conclusion, attempts } of results) {
        const last = attempts.at(-1);
        if (last !== undefined && conclusion !== 'success' && conclusion !== 'skipped')
          entries.push(answers.get(keyOf(id, last.number)) ?? (await answer(id, last, conclusion)));
        const retried = attempts.filter(({ retriedBecause }) => retriedBecause?.startsWith('transient:'));
        entries.push(...retried.toReversed().flatMap(({ number }) => answers.get(keyOf(id, number)) ?? []));
      }
      return entries;
    },
  };
}

const keyOf = (id: string, attempt: number): string => `${id}\0${attempt}`;

/** It was concluded to be no success, or triage would not be asked. */
function endOf({ status }: Attempt): Conclusion {
  return status === 'completed' || status === 'skipped' ? 'failure' : status;
}

type Answer = Omit<TriageEntry, 'id' | 'attempt' | 'log'>;

async function judge({ run, rules }: TriageInput, log: string, attempt: CheckAttempt): Promise<Answer> {
  const [{ classifyCheck }, { triageWords }, { shownLine }] = await Promise.all([
    import('../triage/classify-check.ts'),
    import('../model/triage-words.ts'),
    import('../report/shown-line.ts'),
  ]);
  const chunks = run.signal.aborted ? nothing() : logChunks(join(run.dir, log));
  const others = await rules();
  const said = await classifyCheck(chunks, attempt, {
    show: (text) => shownLine(run.redactor.text(text)),
    ...(others === undefined ? {} : { rules: others }),
  });
  return { ...said, ...triageWords(said), isOutside: said.verdict === 'transient' };
}

/** Whoever pressed Ctrl-C does not wait for long logs to be read. */
async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A log that is gone, or cannot be read, says nothing: what is known without it decides. */
async function* logChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 });
  } catch {
    return;
  }
}
