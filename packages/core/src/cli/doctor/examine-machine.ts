import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { childEnv } from '../../exec/child-env.ts';
import { createExec } from '../../exec/exec.ts';
import { createRedactor } from '../../exec/redact.ts';
import { toolVersion } from '../../exec/tool-version.ts';
import { locateStateDir } from '../../state/state-dir.ts';
import { ioDetail } from '../../state/state-unwritable.ts';
import type { MachineFacts, ProgramFacts, StateFacts } from './diagnosis.ts';
import { findOnPath, findPythons } from './machine.ts';

export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** What each is good for, and how to get it. */
const PROGRAMS: readonly (readonly [name: string, advice: string])[] = [
  ['git', 'without it everything counts as changed: install git'],
  ['uv', 'optional: fetches Pythons that are missing and installs faster; docs.astral.sh/uv'],
  ['docker', 'optional: only checks of images need it; docs.docker.com/engine/install'],
];

type Ask = (path: string) => Promise<string | undefined>;

/** Looks at the machine. Programs are only asked for their version; nothing is installed or made. */
export async function examineMachine(place: Place, nodeVersion: string): Promise<MachineFacts> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-doctor-'));
  const exec = createExec({
    cwd: place.cwd,
    env: childEnv(place.env, []),
    path: [],
    logPath: join(folder, 'doctor.log'),
    signal: place.signal,
    redactor: createRedactor(place.env),
    graceMs: 1000,
    onCommand: () => {},
  });
  // One that cannot be asked is one that does not run; the others are still told.
  const ask: Ask = async (path) =>
    (await toolVersion(path, ['--version'], { exec }).catch(() => undefined))?.version;
  try {
    const [programs, pythons] = await Promise.all([
      Promise.all(PROGRAMS.map(([name, advice]) => examineProgram(name, { advice, ask, env: place.env }))),
      Promise.all(
        findPythons(place.env).map(async ({ minor, path, from }) => ({
          version: (await ask(path)) ?? minor,
          path,
          from,
        })),
      ),
    ]);
    return { node: nodeVersion, programs, pythons, state: examineState(place) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Question {
  readonly advice: string;
  readonly ask: Ask;
  readonly env: Place['env'];
}

async function examineProgram(name: string, { advice, ask, env }: Question): Promise<ProgramFacts> {
  const path = findOnPath(env, name);
  if (path === undefined) return { name, advice };
  const version = await ask(path);
  return version === undefined
    ? { name, path, advice: `it does not run: ${path} --version` }
    : { name, path, version };
}

/** Told without making it: the folder, or the nearest one above that is there, takes writes. */
function examineState({ cwd, env }: Place): StateFacts {
  const { dir } = locateStateDir({ cwd, env });
  let nearest = dir;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    if (!statSync(nearest).isDirectory())
      return { dir, isWritable: false, detail: `a part of the path is a file: ${nearest}` };
    return { dir, isWritable: true };
  } catch (error) {
    return { dir, isWritable: false, detail: `${ioDetail(error)}: ${nearest}` };
  }
}
