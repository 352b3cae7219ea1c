import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { SkipProof } from '../model/plan.ts';
import { createInputMatcher } from './match-inputs.ts';

/** Whether a change can matter to a check, with the proof in words, and as data where it cannot. */
export interface Affected {
  readonly isAffected: boolean;
  readonly reasonCode: 'all' | 'affected' | 'not-affected';
  readonly reason: string;
  readonly proof?: SkipProof;
}

/** What the config is made of: when any of it changed, every check may be another one. Paths from the config's folder. */
export interface ConfigSources {
  /** The config and the files that it imports. */
  readonly files: readonly string[];
  /** Folders of packages in the repository that the config imports: plugins, and what they depend on. */
  readonly folders: readonly string[];
  /** It imports what cannot be read off its text, so that any module may be part of it. */
  readonly isOpen: boolean;
}

/**
 * Files that can change what any check does or what the gate promises, whatever the checks' own inputs say: the config
 * and what is committed beside it, lockfiles of every language, installed packages, workflows.
 */
const EVERYTHING = new RegExp(
  [
    String.raw`^ci\.(?:config\.(?:[cm]?js|m?ts|json)|(?:lock|waivers|baseline)\.json)$`,
    String.raw`(?:^|/)\.github/workflows/`,
    String.raw`(?:^|/)node_modules/`,
    String.raw`(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lockb|go\.sum)$`,
    String.raw`(?:^|/)(?:[^/]+\.lock|pylock(?:\.[^/]+)?\.toml|conda-lock\.ya?ml)$`,
  ].join('|'),
  'u',
);
const MODULE = /\.(?:[cm]?[jt]sx?|json)$/u;

const NOTHING: ConfigSources = { files: [], folders: [], isOpen: false };

/** Judges checks against the changed files. */
export function createAffected(
  changes: Changes,
  sources: ConfigSources = NOTHING,
): (check: Pick<Check, 'inputs'>) => Affected {
  const { files, scope, reason } = changes;
  const all = (why: string): Affected => ({ isAffected: true, reasonCode: 'all', reason: why });
  if (scope !== 'files') return () => all(reason);
  // An empty difference is never a proof that nothing is affected: it is what a wrong base looks like.
  if (files.length === 0)
    return () => all('no changed file was found, which proves nothing, so everything runs');
  const sweeping = files.find(createSweeping(sources));
  if (sweeping !== undefined) return () => all(`${sweeping} changed, which can affect every check`);
  return judgeBy(changes);
}

function judgeBy({ files, base }: Changes): (check: Pick<Check, 'inputs'>) => Affected {
  const match = createInputMatcher(files);
  const changed = `${files.length} changed ${files.length === 1 ? 'file' : 'files'}`;
  const since = base === undefined ? '' : ` since ${short(base)}`;
  const affected = (why: string): Affected => ({ isAffected: true, reasonCode: 'affected', reason: why });
  return ({ inputs }) => {
    if (inputs === undefined) return affected('it names no inputs, so any change can affect it');
    const hits = match(inputs);
    const [first] = hits;
    if (first !== undefined) {
      const more = hits.length > 1 ? ` and ${hits.length - 1} more` : '';
      return affected(`${first}${more} changed${since}`);
    }
    return {
      isAffected: false,
      reasonCode: 'not-affected',
      reason: `none of ${changed}${since} matches ${fewOf(inputs)}`,
      proof: { ...(base === undefined ? {} : { base }), files: files.length, inputs },
    };
  };
}

const SHOWN_GLOBS = 4;

/** The proof has them all; a line of the plan has room for a few. */
function fewOf(inputs: readonly string[]): string {
  if (inputs.length <= SHOWN_GLOBS) return inputs.join(', ');
  return `${inputs.slice(0, SHOWN_GLOBS - 1).join(', ')} and ${inputs.length - SHOWN_GLOBS + 1} more globs`;
}

function createSweeping({ files, folders, isOpen }: ConfigSources): (path: string) => boolean {
  const sources = new Set(files);
  return (path) =>
    EVERYTHING.test(path) ||
    sources.has(path) ||
    folders.some((folder) => path.startsWith(folder)) ||
    (isOpen && MODULE.test(path));
}

function short(commit: string): string {
  return /^[0-9a-f]{40,64}$/u.test(commit) ? commit.slice(0, 7) : commit;
}
