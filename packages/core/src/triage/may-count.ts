import type { FailingPart } from './failing-part.ts';
import type { TransientHit } from './hit.ts';
import { isOfTests } from './name-words.ts';
import { readScript } from './read-script.ts';
import { speakersOf, speakersOfScript, type Speakers } from './speakers.ts';
import type { Tool } from './tool.ts';

/** How far from the end of a part the runner's own words stand. */
const END_LINES = 40;

/** An error line in anybody's words begins like one. */
const ERROR_LINE =
  /^[^\w]{0,12}(?:\w{1,40}[ :.\])/-]{1,3}){0,6}?(?:\w{0,60}error|\w{0,60}exception|fatal|failed|failure|unable|cannot|could not|couldn't|caused by|reason|err!|curl|wget|e:)(?!\w)/iu;

/** Says which lines about a cause outside count in a part, for who can have printed them there. */
export function mayCount(part: FailingPart): (hit: TransientHit) => boolean {
  const speakers = speakersOf(part);
  const isNamed = namedPrograms(part);
  return (hit) => {
    const { rule } = hit;
    if (!isInPlace(hit, part)) return false;
    if (rule.by === 'runner') return true;
    if (isNamed(rule.programs)) return true;
    if (speakers.exitCode !== undefined && speakers.exitCode !== part.end?.exitCode) return false;
    if (rule.namesExit === true && !isExit(hit, part)) return false;
    if (hit.isOfPackage === true && speakers.isTarget === true) return ERROR_LINE.test(hit.line.text);
    if (hit.stage !== undefined) return isOfStage(hit, part, speakers);
    return (
      (isSaidBy(hit, speakers) || isOwnEnd(hit, part, speakers)) &&
      (speakers.isTarget !== true || isWholeBuild(hit, part))
    );
  };
}

/** Whether one of some programs is called in a part, by its own name. */
function namedPrograms({ commands, title }: FailingPart): (programs?: readonly string[]) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (programs = []) => {
    if (programs.length === 0) return false;
    names ??= new Set(readScript(commands.length > 0 ? commands : [title]).map(({ name }) => name));
    return programs.some((program) => names?.has(program) === true);
  };
}

function isSaidBy({ rule, line, done }: TransientHit, { tools, isOutside, called }: Speakers): boolean {
  if (rule.by === 'runner') return true;
  if (rule.weight === 'general' || rule.by === 'anybody')
    return isOutside && (rule.weight !== 'general' || line.mark === 'error' || ERROR_LINE.test(line.text));
  const { by } = rule;
  if (tools === 'all') return true;
  return by.some(
    (tool) => tools.has(tool) && (called === undefined || (done.get(tool) ?? 0) < (called.get(tool) ?? 0)),
  );
}

/** Exit codes by which few programs end, but these tools do when they cannot fetch. */
const ENDS: Readonly<Partial<Record<Tool, readonly number[]>>> = { apt: [100], git: [128], wget: [4, 8] };
/** What a tool prints after its error, before the step ends with its code. */
const CLOSING_LINES = 12;

/** Code of the project runs after the tool, but the step ended with the code and by the last words of the tool itself. */
function isOwnEnd(
  { rule, line }: TransientHit,
  { end, lastLine }: FailingPart,
  { tools, called: counts }: Speakers,
): boolean {
  const code = end?.exitCode;
  if (counts === undefined || code === undefined || tools === 'all') return false;
  if (rule.weight !== 'conclusive' || typeof rule.by === 'string' || lastLine - line.number > CLOSING_LINES)
    return false;
  const called = rule.by.filter((tool) => tools.has(tool));
  if (rule.namesExit === true) return called.length > 0 && rule.matches.exec(line.text)?.[1] === String(code);
  return called.some((tool) => ENDS[tool]?.includes(code) === true);
}

/** The command of a stage is named by BuildKit itself, after all that the command printed. */
function isOfStage(hit: TransientHit, part: FailingPart, speakers: Speakers): boolean {
  if (speakers.tools !== 'all' && !speakers.tools.has('docker')) return false;
  if (speakers.isTarget === true && !isWholeBuild(hit, part)) return false;
  const ended = part.hits.stages.filter(({ stage }) => stage === hit.stage || stage === undefined);
  return (
    ended.length > 0 &&
    ended.every(({ command }) =>
      isSaidBy(hit, speakersOfScript(readScript([command.replaceAll('\\"', '"')]))),
    )
  );
}

/** What BuildKit prints of an error in several lines, and then make of a target that does not test. */
function isWholeBuild(hit: TransientHit, { hits }: FailingPart): boolean {
  const said = hits.transient.some(({ line }) => /^#\d{1,4} ERROR: /u.test(line.text));
  const isNamed = hits.target !== undefined && !isOfTests(hits.target);
  return isNamed && (said || hits.stages.length > 1) && hit.rule.by !== 'anybody';
}

function isExit({ rule, line }: TransientHit, { kind, end, commands, title }: FailingPart): boolean {
  const code = end?.exitCode;
  // Another program that calls it ends with a code of its own.
  const isKnown = kind === 'command' || kind === 'check';
  if (code === undefined || !isKnown || ![title, ...commands].some((one) => /\bcurl\b/u.test(one)))
    return true;
  // Of a pipe the shell tells the last one's.
  return (
    rule.matches.exec(line.text)?.[1] === String(code) ||
    [title, ...commands].some((one) => /[|`]|\$\(/u.test(one))
  );
}

/** Only what the runner wrote last, and no exit code with it: any program can print such a line and then exit with 1. */
function isInPlace({ rule, line }: TransientHit, part: FailingPart): boolean {
  const { kind, end, lastLine } = part;
  const isNearEnd = lastLine - line.number < END_LINES;
  if (rule.where === 'line') return true;
  if (rule.where === 'stop') return isNearEnd && (end === undefined || kind === 'plain' || end.line === line);
  if (rule.where === 'setup')
    return kind === 'setup' && line.mark === 'error' && isNearEnd && end?.exitCode === undefined;
  if (rule.where === 'exit') return line === end?.line && kind !== 'check';
  if (line.mark !== 'error' || kind === 'check' || kind === 'plain') return false;
  const code = end?.exitCode;
  return (code === undefined || code === 137 || code === 143) && isNearEnd;
}
