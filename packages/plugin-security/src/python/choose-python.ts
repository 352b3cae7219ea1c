import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { interpreters, minorOf, type Env, type Interpreter } from './interpreters.ts';

/** The interpreter a scanner is installed under, and the sentence that says why. */
export interface ChosenPython {
  /** Undefined where nothing suits: then it is core's default. */
  readonly path?: string;
  /** For people: `Python 3.12, the newest here that the project supports`. */
  readonly from: string;
}

/** The oldest Python that Bandit 1.9 and pip-audit 2.10 run under. */
const OLDEST = 10;

/**
 * Chooses the Python whose syntax Bandit reads: the option's, the one of `.venv`, the one that `.python-version` names,
 * else the newest here within `requires-python`. Too old a Python skips newer syntax without an error in the exit
 * code; a newer one reads all that came before.
 */
export async function choosePython(
  cwd: string,
  {
    env,
    option,
    above = cwd,
  }: { readonly env: Env; readonly option?: string | undefined; readonly above?: string },
): Promise<ChosenPython> {
  if (option !== undefined && minorOf(option) === -1)
    return { path: option.includes('/') ? resolve(cwd, option) : option, from: `${option}, as configured` };
  const here = (await interpreters(env)).filter(({ minor }) => minorOf(minor) >= OLDEST);
  if (option !== undefined) {
    const fit = here.find(({ minor }) => minorOf(minor) === minorOf(option));
    // Not found: the name itself, so that installing says what is missing, or uv fetches it.
    return { path: fit?.path ?? `python${option}`, from: `Python ${option}, as configured` };
  }
  return (await ofEnvironment(cwd)) ?? (await ofEnvironment(above)) ?? (await ofProject(cwd, here));
}

/** The project's environment, as its own file tells the version. */
async function ofEnvironment(cwd: string): Promise<ChosenPython | undefined> {
  for (const folder of ['.venv', 'venv']) {
    const text = await readText(join(cwd, folder, 'pyvenv.cfg'));
    const version = /^version(?:_info)?\s*=\s*(3\.\d+)/mu.exec(text)?.[1];
    const path = join(cwd, folder, 'bin/python');
    if (version === undefined || minorOf(version) < OLDEST || !(await isThere(path))) continue;
    return { path, from: `Python ${version} of ${folder}` };
  }
  return undefined;
}

async function ofProject(cwd: string, here: readonly Interpreter[]): Promise<ChosenPython> {
  const pinned = /^(?:cpython-)?(3\.\d+)/mu.exec(await readText(join(cwd, '.python-version')))?.[1];
  const exact = here.find(({ minor }) => minor === pinned);
  if (exact !== undefined) return { path: exact.path, from: `Python ${exact.minor} of .python-version` };
  const range = await requiredPython(cwd);
  const fit = here.find(({ minor }) => allows(range, minorOf(minor)));
  if (fit !== undefined) {
    const why = range === '' ? 'the newest here' : `the newest here within ${range}`;
    return { path: fit.path, from: `Python ${fit.minor}, ${why}` };
  }
  const [newest] = here;
  if (newest !== undefined) return { path: newest.path, from: `Python ${newest.minor}, the newest here` };
  return { from: 'the Python on PATH' };
}

/** `requires-python`, wherever the project writes it. Read as text: only this one line is of interest. */
async function requiredPython(cwd: string): Promise<string> {
  const [pyproject, setup] = await Promise.all(
    ['pyproject.toml', 'setup.cfg'].map((name) => readText(join(cwd, name))),
  );
  const places = [
    /^requires-python\s*=\s*["']([^"']+)["']/mu.exec(pyproject ?? ''),
    /^python\s*=\s*["']([^"']+)["']/mu.exec(pyproject ?? ''),
    /^python_requires\s*=\s*(\S.*)$/mu.exec(setup ?? ''),
  ];
  return places.find((match) => match !== null)?.[1]?.trim() ?? '';
}

/** Whether a range allows some release of 3.<minor>. A clause that is not understood allows all. */
function allows(range: string, minor: number): boolean {
  return range.split(',').every((clause) => {
    const match = /^\s*(>=|<=|<|>|==|~=|\^|~)\s*3\.(\d+)(\.[1-9]\d*)?/u.exec(clause);
    if (match === null) return true;
    const [, operator = '', text = '', patch] = match;
    const bound = Number(text);
    switch (operator) {
      case '<':
        return minor < bound || (minor === bound && patch !== undefined);
      case '<=':
        return minor <= bound;
      case '==':
      case '~':
        return minor === bound;
      default:
        return minor >= bound;
    }
  });
}

async function readText(path: string): Promise<string> {
  return readFile(isAbsolute(path) ? path : resolve(path), 'utf8').catch(() => '');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
