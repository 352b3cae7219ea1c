import type { LogLine } from './clean-line.ts';
import type { FailureRule } from './failure-rule.ts';
import type { EndedStage, Hits, PersistentHit, TransientHit } from './hit.ts';
import { doneTool, lineTone } from './recovered.ts';
import type { Tool } from './tool.ts';

/** Reads the lines of a part as they come, and keeps what the rules know of them. */
export interface HitCollector {
  readonly push: (line: LogLine) => void;
  readonly hits: () => Hits;
}

/** How many hits are kept of one rule: the first ones and the last ones. */
const KEPT = 20;
const MOST_STAGES = 50;

const LOCAL = /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b|\[?::1\]?[:/]/u;
const STAGE = /^\s{0,8}#(\d{1,4}) (?:\d{1,6}\.\d{1,3} )?/u;
const OUTPUT = /^\s{0,8}#\d{1,4} \d{1,6}\.\d{1,3} /u;
const ENDED =
  /\bprocess "(?:\/bin\/(?:ba|a)?sh (?:-\w{1,20} (?:pipefail )?){1,4})?(.{1,1600})" did not complete successfully|^\s{0,8}The command '(?:\/bin\/(?:ba|a)?sh -\w{1,8} )?(.{1,1600})' returned a non-zero code/u;
const TARGET = /^g?make(?:\[\d{1,2}\])?: \*\*\* \[(?:[^\]]{1,300}: )?([^\]]{1,300})\] Error \d{1,3}$/u;

/** yarn 1, of an install script; what that printed comes below. */
const PACKAGE = /^error \S{0,300}\/node_modules\/\S{1,200}: Command failed\.$/u;

/** Holds every line to every rule. What was overcome later is dropped; bounded, whatever a program prints. */
export function collectHits(rules: readonly FailureRule[]): HitCollector {
  let transient = keepSome<TransientHit>();
  const persistent = keepSome<PersistentHit>();
  const stages: EndedStage[] = [];
  const done = new Map<Tool, number>();
  let target: string | undefined;
  let isOfPackage = false;

  const push = (line: LogLine): void => {
    const { mark } = line;
    if (mark === 'group' || mark === 'endgroup' || line.isCommand) return;
    const stage = STAGE.exec(line.text)?.[1];
    const ended = /did not complete|non-zero code/u.test(line.text) ? ENDED.exec(line.text) : null;
    if (ended !== null && stages.length < MOST_STAGES)
      stages.push({ command: ended[1] ?? ended[2] ?? '', ...(stage === undefined ? {} : { stage }) });
    if (line.text.includes(': *** [')) target = TARGET.exec(line.text)?.[1] ?? target;
    if (PACKAGE.test(line.text)) isOfPackage = true;
    const isOutput = OUTPUT.test(line.text);
    const text = isOutput ? line.text.replace(OUTPUT, '') : line.text;
    const tone = lineTone(text, mark);
    // Success after trouble with the network is the end of that trouble; of a failed test it says nothing.
    if (tone === 'success') transient = keepSome();
    const tool = doneTool(text);
    if (tool !== undefined) done.set(tool, (done.get(tool) ?? 0) + 1);
    if (tone === 'passed') return;
    for (const rule of rules) {
      if (!speaks(rule, text, tone)) continue;
      const hit = { line };
      if (rule.kind === 'persistent') persistent.add({ ...hit, rule });
      else
        transient.add({
          ...hit,
          rule,
          done: new Map(done),
          ...(isOfPackage ? { isOfPackage } : {}),
          ...(isOutput && stage !== undefined ? { stage } : {}),
        });
    }
  };
  return {
    push,
    hits: () => ({
      transient: transient.all(),
      persistent: persistent.all(),
      stages,
      ...(target === undefined ? {} : { target }),
    }),
  };
}

function speaks(rule: FailureRule, text: string, tone: string): boolean {
  if (!rule.matches.test(text) || rule.and?.test(text) === false || rule.unless?.test(text) === true)
    return false;
  if (rule.kind === 'persistent') return tone !== 'warning' || rule.category === 'test';
  if (tone === 'warning' && !/total=0\b|\(1 tr/u.test(text)) return false;
  return rule.isLocalToo === true || !LOCAL.test(text);
}

interface Kept<H> {
  readonly add: (hit: H) => void;
  readonly all: () => readonly H[];
}

/** The first hits of each rule and its last ones: between them are more of the same. */
function keepSome<H extends { readonly rule: { readonly id: string }; readonly line: LogLine }>(): Kept<H> {
  const byRule = new Map<string, { readonly first: H[]; readonly last: H[] }>();
  return {
    add: (hit) => {
      const { id } = hit.rule;
      let kept = byRule.get(id);
      if (kept === undefined) byRule.set(id, (kept = { first: [], last: [] }));
      if (kept.first.length < KEPT) return void kept.first.push(hit);
      kept.last.push(hit);
      if (kept.last.length > 2 * KEPT) kept.last.splice(0, KEPT);
    },
    all: () =>
      [...byRule.values()]
        .flatMap(({ first, last }) => [...first, ...last.slice(-KEPT)])
        .toSorted((a, b) => a.line.number - b.line.number),
  };
}
