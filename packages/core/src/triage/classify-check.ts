import type { Triage } from '../model/triage.ts';
import type { CheckAttempt } from './check-attempt.ts';
import { cleanLine, LINE_CHARACTERS, type LogLine } from './clean-line.ts';
import type { ClassifyOptions } from './classify.ts';
import { collectHits } from './collect-hits.ts';
import { commandLines } from './command-lines.ts';
import { commandWords } from './command-words.ts';
import { evidenceOf } from './evidence-of.ts';
import type { FailingPart } from './failing-part.ts';
import type { TransientRule } from './failure-rule.ts';
import { findingCategory } from './finding-category.ts';
import type { Hits } from './hit.ts';
import { judgePart, type Judgement } from './judge-part.ts';
import { readLog } from './read-log.ts';
import { CORE_RULES, type RuleSet } from './rule-set.ts';

/** What the log of an attempt holds. */
interface AttemptLog {
  /** Of the command that failed last, or of all where none did. */
  readonly hits: Hits;
  readonly lastLine: number;
  /** Where the log says how the attempt ended. */
  readonly reasonLine?: LogLine;
  /** Which lines are of which command is known. */
  readonly isSegmented: boolean;
}

/**
 * Says of an attempt of a check why it failed, by its own log. What Sluice knows of it comes first: a check that found
 * something did its work, and no text in its log makes that transient; else the words of the command that failed
 * last count, where no code of the project could have printed them.
 */
export async function classifyCheck(
  chunks: AsyncIterable<Uint8Array>,
  attempt: CheckAttempt,
  options: ClassifyOptions,
): Promise<Triage> {
  const { rules = CORE_RULES, show } = options;
  if (attempt.conclusion === 'cancelled')
    return { verdict: 'unknown', category: 'cancelled', confidence: 1, evidence: [] };
  const category = findingCategory(attempt);
  const log = await readAttempt(chunks, attempt, rules, category !== undefined);
  const judged: Judgement =
    category === undefined
      ? judgeReason(attempt, { judged: judgeFailed(attempt, log), log, rules })
      : {
          verdict: 'persistent',
          category,
          confidence: 0.97,
          hits: log.hits.persistent.filter(({ rule }) => rule.category === category),
        };
  const { verdict, confidence, hits } = judged;
  return { verdict, category: judged.category, confidence, evidence: evidenceOf(hits, show) };
}

function readAttempt(
  chunks: AsyncIterable<Uint8Array>,
  { commands }: CheckAttempt,
  { rules, literals }: RuleSet,
  isWhole: boolean,
): Promise<AttemptLog> {
  const failed = isWhole ? -1 : lastFailed(commands);
  const lines = commandLines(commands);
  let collector = collectHits(rules);
  let lastLine = 0;
  let reasonLine: LogLine | undefined;
  const push = (raw: string, number: number): void => {
    const line: LogLine = cleanLine(raw, number);
    if (line.text.startsWith('errored: ')) reasonLine = line;
    const { command, isOpening } = lines.read(line.text);
    if (isOpening && command === failed) collector = collectHits(rules);
    if (isOpening || (failed !== -1 && command !== failed)) return;
    collector.push(line);
    lastLine = number;
  };
  const end = (): AttemptLog => ({
    hits: collector.hits(),
    lastLine,
    ...(reasonLine === undefined ? {} : { reasonLine }),
    isSegmented: lines.isComplete(),
  });
  return readLog(chunks, { push, end, wantsAll: () => false }, literals);
}

/** A check's own words for why it could not do its work, where nothing in its log says more. */
function judgeReason(
  { id, reason }: CheckAttempt,
  {
    judged,
    log: { reasonLine },
    rules: { rules },
  }: { readonly judged: Judgement; readonly log: AttemptLog; readonly rules: RuleSet },
): Judgement {
  const text = reason?.split('\n')[0]?.slice(0, LINE_CHARACTERS);
  if (text === undefined || judged.hits.length > 0) return judged;
  const plugin = id.split('/')[0];
  const rule = rules.find(
    (one): one is TransientRule =>
      one.kind === 'transient' && one.ofPlugin === plugin && one.matches.test(text),
  );
  if (rule === undefined) return judged;
  const hits = reasonLine === undefined ? [] : [{ rule, line: reasonLine, done: new Map() }];
  return { verdict: 'transient', category: rule.category, confidence: 0.9, hits };
}

const lastFailed = (commands: CheckAttempt['commands']): number =>
  commands.findLastIndex(({ exitCode }) => exitCode !== 0);

function judgeFailed(attempt: CheckAttempt, { hits, lastLine, isSegmented }: AttemptLog): Judgement {
  const command = attempt.commands[lastFailed(attempt.commands)];
  const isTold = command !== undefined && isSegmented;
  const part: FailingPart = {
    kind: 'check',
    title: attempt.id,
    commands: isTold ? commandWords(command.line, attempt) : [],
    // Nobody knows whose words they are: they can only speak against.
    hits: isTold ? hits : { ...hits, transient: [] },
    lastLine,
    end: {
      line: { number: lastLine, text: '' },
      ...(typeof command?.exitCode === 'number' ? { exitCode: command.exitCode } : {}),
    },
  };
  return judgePart(part);
}
