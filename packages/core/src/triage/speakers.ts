import type { FailingPart } from './failing-part.ts';
import { toolsOfName } from './name-words.ts';
import { readScript, type ScriptCommand } from './read-script.ts';
import type { Tool } from './tool.ts';

/** Whose words a part of a log can hold. */
export interface Speakers {
  /** Tools whose own errors count; `all` where no code of the project runs, or nothing is known of what ran. */
  readonly tools: ReadonlySet<Tool> | 'all';
  /** Nothing of the project runs: an error line in anybody's words counts. */
  readonly isOutside: boolean;
  /**
   * The project's own code runs after these tools, and could print what it likes: they count until they have said as
   * often as they are called that they are done, and those that may say nothing never do.
   */
  readonly called?: ReadonlyMap<Tool, number>;
  /** A target of make that is not known: only what BuildKit prints in several lines counts. */
  readonly isTarget?: true;
  /** Only when it ended with this code. */
  readonly exitCode?: number;
}

const NOBODY: Speakers = { tools: new Set(), isOutside: false };
const UNKNOWN: Speakers = { tools: 'all', isOutside: false };
const OUTSIDE: Speakers = { tools: 'all', isOutside: true };

const SAYS_DONE: ReadonlySet<Tool> = new Set([
  'npm',
  'pip',
  'uv',
  'conda',
  'ruby',
  'dotnet',
  'terraform',
  'composer',
  'docker',
]);

/** Actions that run what the project gives them. What others print is their own. */
const RUNS =
  /^\.{0,2}\/|^docker:|^(?!actions\/github-script@)[^@]{0,300}(?:test|cypress|jest|e2e|xvfb|emulator|retry|[/-]run\b|runner|exec|shell|ssh-?action|playwright|script|command|cmd|devcontainer|container|make|script|dagger|bazel|nox|tox|cibuildwheel|maturin|semantic|benchmark|lighthouse|pre-commit)/iu;
/** The runner's own name for the hook by which it starts a container. */
const HOOK = /^'\/[^']{1,300}\.js'$/u;

/** Says it of a part by what its head names: that stands in the workflow, and nothing that runs can change it. */
export function speakersOf({ kind, title, commands, end }: Omit<FailingPart, 'hits' | 'lastLine'>): Speakers {
  // A command without a head: the log was cut before it.
  if (kind === 'setup' && end?.line.text.startsWith('Process completed') === true) return UNKNOWN;
  if (kind === 'setup' || kind === 'post') return OUTSIDE;
  if (kind === 'action') return RUNS.test(title) ? NOBODY : OUTSIDE;
  if (kind === 'plain' && commands.length === 0) return UNKNOWN;
  if (kind === 'check' && commands.length === 0)
    return { tools: new Set(toolsOfName(title)), isOutside: false };
  if (HOOK.test(title)) return OUTSIDE;
  return speakersOfScript(readScript(commands.length > 0 ? commands : [title]));
}

/** The same of the commands of a script. */
export function speakersOfScript(script: readonly ScriptCommand[]): Speakers {
  const own = script.findIndex(({ kind }) => kind === 'run');
  const before = own === -1 ? script : script.slice(0, own);
  if (before.length === 0) return NOBODY;
  const tools = new Set(before.flatMap((one) => one.tools));
  if (before.some(({ kind }) => kind === 'target'))
    return script.length === 1 ? { tools, isOutside: false, isTarget: true } : NOBODY;
  if (before.some(({ kind }) => kind === 'container'))
    return script.length === 1 ? { tools, isOutside: false, exitCode: 125 } : NOBODY;
  if (own === -1) return { tools, isOutside: before.every(({ kind }) => kind === 'fetch') };
  // Of these each call says that it is done; the others may end without a word.
  const called = new Map<Tool, number>();
  for (const { kind, tools: some, isQuiet } of before)
    if (kind === 'fetch')
      for (const tool of some.filter((one) => SAYS_DONE.has(one)))
        called.set(tool, isQuiet ? 0 : (called.get(tool) ?? 0) + 1);
  return { tools, isOutside: false, called };
}
