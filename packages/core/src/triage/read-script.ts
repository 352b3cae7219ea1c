import { isOfTests, toolsOfName } from './name-words.ts';
import { KNOWN_PROGRAMS, OTHER_NAMES, PLAIN_PROGRAMS } from './known-programs.ts';
import type { Tool } from './tool.ts';

/** A simple command of a script. */
export interface ScriptCommand {
  /**
   * `fetch` and `build`: a known program, see `KnownProgram`. `named`: a script or target of the project whose name says
   * what it fetches. `container`: starts one. `target`: one of make with another name. `run`: everything else, the project's own code.
   */
  readonly kind: 'fetch' | 'build' | 'named' | 'container' | 'target' | 'run';
  readonly tools: readonly Tool[];
  /** Was asked to print less, and may not say that it is done. */
  readonly isQuiet: boolean;
}

/** Words before the program itself. */
const BEFORE =
  /^(?:(?:if|then|elif|else|do|while|until|time|sudo|env|exec|command|nohup|nice|!|\(|\{|timeout|stdbuf)$|[A-Za-z_]\w{0,80}\+?=|-[A-Za-z]{1,3}$|\d{1,6}[smh]?$)/u;
const SUBSTITUTION = /\$\(|`|<\(/gu;
const QUOTED = /"(?:[^"\\\n]|\\.){0,2000}"|'[^'\n]{0,2000}'/gu;
const QUIET = /^(?:-q{1,3}|-s|-sS|-qq|--quiet|--silent|--loglevel=\w{1,10}|-yq{1,2}|-qy)$/u;
const SCRIPT = /^(?:ba|z|da|k)?sh$|^(?:python|node|ruby|perl|php|deno|pwsh|tsx|Rscript)[\d.]{0,6}$/u;
/** Longer scripts are not read: they are taken for the project's own. */
const MOST_CHARACTERS = 20_000;

/** The commands of a script in their order, without those of the system itself. What cannot be read is `run`. */
export function readScript(lines: readonly string[]): readonly ScriptCommand[] {
  const whole = lines.join('\n').replaceAll('\\\n', ' ');
  if (whole.length > MOST_CHARACTERS) return [OWN];
  const text = whole
    .replace(/^\s{0,200}#.{0,2000}$/gmu, '')
    // In one go: an apostrophe within quotes opens nothing, and what it seemed to enclose would not be read.
    .replace(QUOTED, (quoted) =>
      quoted.startsWith('"') && /\$\(|`/u.test(quoted) ? quoted.slice(1, -1) : 'Q',
    )
    .replace(SUBSTITUTION, '\n');
  return text.split(/\n|&&|\|\||[;|&]/u).flatMap(readCommand);
}

const OWN: ScriptCommand = { kind: 'run', tools: [], isQuiet: false };

function readCommand(text: string): readonly ScriptCommand[] {
  const words = text.split(/[\s"')]{1,200}/u).filter((word) => word !== '');
  let start = 0;
  while (start < words.length && BEFORE.test(words[start] ?? '')) start += 1;
  const [word = '', ...rest] = words.slice(start);
  if (word === '' || word === 'for' || word === 'case' || /^[\d>]/u.test(word) || PLAIN_PROGRAMS.has(word))
    return [];
  const isQuiet = rest.some((one) => QUIET.test(one));
  return [{ isQuiet, ...programOf(word, rest) }];
}

function programOf(word: string, rest: readonly string[]): Omit<ScriptCommand, 'isQuiet'> {
  const base = word.replace(/^\/(?:usr\/(?:local\/)?)?bin\//u, '');
  const name = Object.hasOwn(OTHER_NAMES, base) ? (OTHER_NAMES[base] ?? base) : base;
  // Detached, it prints nothing of what it starts.
  const isDetached = rest.some((one) => one === '-d' || one === '--detach');
  const said = rest
    .filter((one) => !one.startsWith('-'))
    .map((one) => (isDetached && one === 'up' ? 'pull' : one));
  if (SCRIPT.test(name) && rest[0] === '-m' && /^(?:pip|pip_audit|playwright|pipx)$/u.test(rest[1] ?? ''))
    return programOf((rest[1] ?? '').replace('_', '-'), rest.slice(2));
  if (Object.hasOwn(KNOWN_PROGRAMS, name)) return knownProgram(name, said, word);
  if (name === 'make' || name === 'gmake' || name === 'just' || name === 'task') return target(said);
  if (SCRIPT.test(name)) return named(said[0] ?? '');
  return name.includes('/') || /\.\w{1,4}$/u.test(name) ? named(name) : OWN;
}

function knownProgram(name: string, said: readonly string[], word: string): Omit<ScriptCommand, 'isQuiet'> {
  const { tools, fetch, build, container } = KNOWN_PROGRAMS[name] ?? { tools: [] };
  const isPair = name === 'npx' || said[0] === 'compose' || said[0] === 'run' || word === 'docker-compose';
  const compose = word === 'docker-compose' ? ['compose', ...said] : said;
  const does = (isPair ? compose.slice(0, 2) : compose.slice(0, 1)).join(' ');
  if (fetch?.test(does) === true) return { kind: 'fetch', tools };
  if (build?.test(does) === true) return { kind: 'build', tools };
  if (container?.test(does) === true) return { kind: 'container', tools };
  return name === 'npm' || name === 'pnpm' || name === 'yarn' ? named(does.replace(/^run /u, '')) : OWN;
}

function target(said: readonly string[]): Omit<ScriptCommand, 'isQuiet'> {
  const targets = said.filter((one) => !one.includes('='));
  if (targets.length === 0 || targets.some(isOfTests)) return OWN;
  const tools = targets.map(toolsOfName);
  return tools.every((some) => some.length > 0)
    ? { kind: 'named', tools: tools.flat() }
    : { kind: 'target', tools: ['docker'] };
}

function named(name: string): Omit<ScriptCommand, 'isQuiet'> {
  // Builds the project, and runs its tests.
  if (name.endsWith('setup.py')) return OWN;
  const tools = toolsOfName(name.split('/').slice(-2).join('/'));
  return tools.length > 0 ? { kind: 'named', tools } : OWN;
}
