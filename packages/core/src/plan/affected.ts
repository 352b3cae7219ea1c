import picomatch from 'picomatch';
import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';

/** Whether a change can matter to a check, with the proof in words. */
export interface Affected {
  readonly isAffected: boolean;
  readonly reasonCode: 'all' | 'affected' | 'not-affected';
  readonly reason: string;
}

/** Files that can change what any check does or what the gate promises, whatever the checks' own inputs say. */
const EVERYTHING =
  /^ci\.(?:config\.(?:[cm]?js|m?ts|json)|(?:lock|waivers|baseline)\.json)$|(?:^|\/)\.github\/workflows\//u;

type Test = (path: string) => boolean;

/** Judges checks against the changed files. Each glob is compiled once. */
export function createAffected(changes: Changes): (check: Pick<Check, 'inputs'>) => Affected {
  const { files, scope, reason } = changes;
  const all = (why: string): Affected => ({ isAffected: true, reasonCode: 'all', reason: why });
  if (scope !== 'files') return () => all(reason);
  // An empty difference is never a proof that nothing is affected: it is what a wrong base looks like.
  if (files.length === 0)
    return () => all('no changed file was found, which proves nothing, so everything runs');
  const compile = createCompiler();
  const sweeping = files.find((file) => EVERYTHING.test(file));
  if (sweeping !== undefined) return () => all(`${sweeping} changed, which can affect every check`);
  const changed = `${files.length} changed ${files.length === 1 ? 'file' : 'files'}`;
  const since = changes.base === undefined ? '' : ` since ${short(changes.base)}`;
  return ({ inputs }) => {
    if (inputs === undefined)
      return {
        isAffected: true,
        reasonCode: 'affected',
        reason: 'it names no inputs, so any change can affect it',
      };
    const matches = inputTest(inputs, compile);
    const hits = files.filter(matches);
    const [first] = hits;
    if (first === undefined) {
      return {
        isAffected: false,
        reasonCode: 'not-affected',
        reason: `none of ${changed}${since} matches ${inputs.join(', ')}`,
      };
    }
    const more = hits.length > 1 ? ` and ${hits.length - 1} more` : '';
    return { isAffected: true, reasonCode: 'affected', reason: `${first}${more} changed${since}` };
  };
}

/** A file counts when some glob takes it in and no `!` glob leaves it out; with excludes alone, all others count. */
function inputTest(inputs: readonly string[], compile: (glob: string) => Test): Test {
  const excludes = inputs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1)));
  const includes = inputs.filter((glob) => !glob.startsWith('!')).map(compile);
  return (path) =>
    (includes.length === 0 || includes.some((test) => test(path))) && !excludes.some((test) => test(path));
}

function createCompiler(): (glob: string) => Test {
  const known = new Map<string, Test>();
  return (glob) => {
    const test = known.get(glob) ?? compileInput(glob.replace(/^\.\//u, ''));
    known.set(glob, test);
    return test;
  };
}

// A file and a whole folder are what most inputs name; compiled as globs, a thousand of them cost 60 ms of a plan's 100.
function compileInput(glob: string): Test {
  const literal = glob.endsWith('/**') ? glob.slice(0, -2) : glob;
  if (!/^[\w./@+-]+$/u.test(literal)) return picomatch(glob, { dot: true });
  return literal === glob ? (path) => path === literal : (path) => path.startsWith(literal);
}

function short(commit: string): string {
  return /^[0-9a-f]{40,64}$/u.test(commit) ? commit.slice(0, 7) : commit;
}
