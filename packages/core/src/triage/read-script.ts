import { toolsOfName } from './name-words.ts';
import { testWords } from './test-words.ts';
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
  /** The program, without its folders. */
  readonly name: string;
  /** Was asked to print less, and may not say that it is done. */
  readonly isQuiet: boolean;
}

/** Words before the program itself. */
const BEFORE =
  /^(?:(?:if|then|elif|else|do|while|until|time|sudo|env|exec|command|nohup|nice|!|\(|\{|timeout|stdbuf)$|[A-Za-z_]\w{0,80}\+?=|-[A-Za-z]{1,3}$|\d{1,6}[smh]?$)/u;
const SUBSTITUTION = /\$\(|`|<\(/gu;
const QUOTED = /"(?:[^"\\\n]|\\.){0,2000}"|'[^'\n]{0,2000}'/gu;
const VERSION = /^(?:--?version|-[vV]|version)$/u;
const QUIET = /^(?:-q{1,3}|-s|-sS|-qq|--quiet|--silent|--loglevel=\w{1,10}|-yq{1,2}|-qy)$/u;
const SCRIPT = /^(?:ba|z|da|k)?sh$|^(?:python|node|ruby|perl|php|deno|pwsh|tsx|Rscript)[\d.]{0,6}$/u;
const ARITHMETIC = /\$\(\([^()\n]{0,200}\)\)/gu;
/** `$name = …` of PowerShell: of a value nothing is left, of a program its call. */
const POWERSHELL = /^\s{0,40}\$[\w:]{1,80}\s{0,4}\+?=\s{0,4}(?:(?:Q|\d{1,9}|\$\w{1,40})\s{0,40}$)?/gmu;
/** What is told by two words. */
const PAIRS: ReadonlySet<string> = new Set(
  'npx|docker compose|podman compose|dart pub|flutter pub|swift package|nix flake'.split('|'),
);
/** A script of somebody else, right from where it is fetched: nothing of the project runs. */
const PIPED =
  /(\b(?:curl|wget) [^|\n;&]{1,600})\|\s{0,8}(?:sudo\s{1,4}(?:-\w{1,2}\s{1,4}){0,3})?(?:\w{1,30}=\S{0,200}\s{1,4}){0,4}(?:(?:ba|da|z)?sh|python3?|node|perl|php|ruby)(?: [^|\n;&]{0,300})?(?=$|\n|;|&)/gu;
/** Longer scripts are not read: they are taken for the project's own. */
const MOST_CHARACTERS = 20_000;

/** The commands of a script in their order, without those of the system itself. What cannot be read is `run`. */
export function readScript(lines: readonly string[]): readonly ScriptCommand[] {
  const whole = lines.join('\n').replaceAll('\\\n', ' ');
  if (whole.length > MOST_CHARACTERS) return [OWN];
  const text = whole
    .replace(ARITHMETIC, '1')
    .replace(/^\s{0,200}#.{0,2000}$/gmu, '')
    // In one go: an apostrophe within quotes opens nothing, and what it seemed to enclose would not be read.
    .replace(QUOTED, (quoted) =>
      quoted.startsWith('"') && /\$\(|`/u.test(quoted) ? quoted.slice(1, -1) : 'Q',
    )
    .replace(/\b(?:ba|z)?sh <\(/gu, '\n')
    .replace(PIPED, '$1')
    .replace(POWERSHELL, '')
    .replace(SUBSTITUTION, '\n');
  return text.split(/\n|&&|\|\||[;|&]/u).flatMap(readCommand);
}

const OWN: ScriptCommand = { kind: 'run', tools: [], name: '', isQuiet: false };

function readCommand(text: string): readonly ScriptCommand[] {
  const words = text.split(/[\s"')]{1,200}/u).filter((word) => word !== '');
  let start = 0;
  while (start < words.length && BEFORE.test(words[start] ?? '')) start += 1;
  const [word = '', ...rest] = words.slice(start);
  if (word === '' || word === 'for' || word === 'case' || /^[\d>]/u.test(word) || PLAIN_PROGRAMS.has(word))
    return [];
  if (VERSION.test(rest[0] ?? '') && rest.length === 1) return [];
  // Opens an environment that `python -m venv` made.
  if ((word === 'source' || word === '.') && /(?:^|\/)activate$/u.test(rest[0] ?? '')) return [];
  if (SCRIPT.test(word) && rest[0] === '-m' && /^(?:venv|virtualenv|ensurepip)$/u.test(rest[1] ?? ''))
    return [];
  const isQuiet = rest.some((one) => QUIET.test(one));
  return [{ ...programOf(word, rest), isQuiet, name: word.split('/').at(-1) ?? word }];
}

function programOf(word: string, rest: readonly string[]): Omit<ScriptCommand, 'isQuiet' | 'name'> {
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

function knownProgram(
  name: string,
  said: readonly string[],
  word: string,
): Omit<ScriptCommand, 'isQuiet' | 'name'> {
  const { tools, fetch, build, container } = KNOWN_PROGRAMS[name] ?? { tools: [] };
  const isPair =
    PAIRS.has(`${name} ${said[0] ?? ''}`) ||
    PAIRS.has(name) ||
    said[0] === 'run' ||
    word === 'docker-compose';
  const compose = word === 'docker-compose' ? ['compose', ...said] : said;
  const does = (isPair ? compose.slice(0, 2) : compose.slice(0, 1)).join(' ');
  if (fetch?.test(does) === true) return { kind: 'fetch', tools };
  if (build?.test(does) === true) return { kind: 'build', tools };
  if (container?.test(does) === true) return { kind: 'container', tools };
  return name === 'npm' || name === 'pnpm' || name === 'yarn' ? named(does.replace(/^run /u, '')) : OWN;
}

function target(said: readonly string[]): Omit<ScriptCommand, 'isQuiet' | 'name'> {
  const targets = said.filter((one) => !one.includes('='));
  if (targets.length === 0) return OWN;
  // A linter runs little of what it reads; the words of an install script before it are yarn's.
  const tests = targets.flatMap(testWords);
  if (tests.length > 0) return tests.every((word) => word === 'lint') ? { kind: 'target', tools: [] } : OWN;
  const tools = targets.map(toolsOfName);
  return tools.every((some) => some.length > 0)
    ? { kind: 'named', tools: tools.flat() }
    : { kind: 'target', tools: ['docker'] };
}

function named(name: string): Omit<ScriptCommand, 'isQuiet' | 'name'> {
  // Builds the project, and runs its tests.
  if (name.endsWith('setup.py')) return OWN;
  const tools = toolsOfName(
    name
      .split('/')
      .slice(-2)
      .join('/')
      .replace(/^(?:\.?ci|\.github)\//u, ''),
  );
  return tools.length > 0 ? { kind: 'named', tools } : OWN;
}
