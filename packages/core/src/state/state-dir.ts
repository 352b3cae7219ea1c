import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { ciError, isCiError } from '../errors/ci-error.ts';
import { makeFolder } from './make-folder.ts';
import { errnoOf, stateUnwritable } from './state-unwritable.ts';
import { writeAtomic } from './write-atomic.ts';

/** Where local state lives: `.sluice/` beside the config, or where `SLUICE_STATE_DIR` moves it. */
export interface StateDir {
  /** The config's folder, absolute. */
  readonly cwd: string;
  readonly dir: string;
  readonly runsDir: string;
  readonly toolsDir: string;
  readonly cacheDir: string;
  readonly historyFile: string;
  /** The folder of one plugin, made when it is asked for. Throws STATE_UNWRITABLE when it cannot be. */
  readonly pluginDir: (name: string) => string;
}

export interface StatePlace {
  /** The config's folder, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Core's own names in the state folder. A plugin of that name gets a folder that no plugin can be named after. */
const RESERVED = new Set(['cache', 'runs', 'tools', 'history']);

/** The places of the state folder, without touching the disk: enough to read what earlier runs recorded. */
export function locateStateDir({ cwd, env }: StatePlace): StateDir {
  const moved = env.SLUICE_STATE_DIR;
  const dir = resolve(cwd, moved === undefined || moved === '' ? '.sluice' : moved);
  return {
    cwd,
    dir,
    runsDir: join(dir, 'runs'),
    toolsDir: join(dir, 'tools'),
    cacheDir: join(dir, 'cache'),
    historyFile: join(dir, 'history.jsonl'),
    pluginDir: (name) => makePluginDir(dir, name),
  };
}

/** Makes the state folder ready to be written, or throws STATE_UNWRITABLE with the reason. */
export async function openStateDir(place: StatePlace): Promise<StateDir> {
  const state = locateStateDir(place);
  refuseProjectFolder(state);
  try {
    await makeFolder(state.runsDir);
    await Promise.all([makeFolder(state.toolsDir), makeFolder(state.cacheDir), keepOutOfGit(state.dir)]);
  } catch (error) {
    if (isCiError(error)) throw error;
    throw stateUnwritable(state.dir, error);
  }
  return state;
}

/** `SLUICE_STATE_DIR=.` would put a `.gitignore` of `*` into the project and hide all of it from git. */
function refuseProjectFolder(state: StateDir): void {
  const fromState = relative(state.dir, state.cwd);
  const holdsProject = fromState === '' || (!fromState.startsWith('..') && !isAbsolute(fromState));
  if (!holdsProject) return;
  throw ciError('STATE_UNWRITABLE', {
    dir: state.dir,
    detail: 'SLUICE_STATE_DIR names the project itself, or a folder it is in',
  });
}

/** Writes the `.gitignore` unless somebody wrote a better one; an empty one is left of a killed process. */
async function keepOutOfGit(dir: string): Promise<void> {
  const file = join(dir, '.gitignore');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  });
  if (text.trim() === '') await writeAtomic(file, '*\n');
}

function makePluginDir(dir: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/u.test(name)) {
    throw ciError('STATE_UNWRITABLE', { dir, detail: `"${name}" is no name of a plugin` });
  }
  const path = join(dir, RESERVED.has(name) ? `_${name}` : name);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw stateUnwritable(path, error);
  }
  return path;
}
