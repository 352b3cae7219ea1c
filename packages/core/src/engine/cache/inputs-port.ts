import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputsFingerprint } from '../../cache/fingerprint-inputs.ts';
import type { StateDir } from '../../state/state-dir.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The work tree as it was at one moment. */
export interface Inputs {
  /** Names the files that these globs take in. */
  readonly fingerprint: (inputs: readonly string[]) => InputsFingerprint;
  /** When it was looked at, by the clock that gives files their times. */
  readonly atMs: number;
}

/** Looks at the work tree as it is now. Loaded only where some check allows a cache. */
export async function readInputs(cwd: string, env: Env, place: InputsPlace): Promise<Inputs> {
  const atMs = fileClock(place.dir);
  const [{ treeFiles }, { createFingerprinter }, { createInputMatcher }] = await Promise.all([
    import('../../changes/tree-files.ts'),
    import('../../cache/fingerprint-inputs.ts'),
    import('../../plan/match-inputs.ts'),
  ]);
  const listing = await treeFiles(cwd, env);
  const given = { cwd, matcher: createInputMatcher, leftOut: [place.state.dir] };
  return { fingerprint: createFingerprinter(listing === undefined ? given : { ...given, listing }), atMs };
}

/** The run's own folder and the state folder. */
export interface InputsPlace {
  readonly dir: string;
  readonly state: StateDir;
}

/** The system's coarse clock, of the file system itself: what an edit from now on is later than. */
function fileClock(dir: string): number {
  const file = join(dir, '.clock');
  writeFileSync(file, '');
  const { mtimeMs } = statSync(file);
  rmSync(file, { force: true });
  return mtimeMs;
}
