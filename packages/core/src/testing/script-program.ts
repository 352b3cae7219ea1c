import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { untilTrue } from './until-true.ts';
import { PLAYER } from './player-source.ts';

/** One invocation of a scripted program, as it is to be played. */
export interface Invocation {
  /** Arguments that must be among those given, for this to be played. Not given: any call. */
  readonly when?: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  /** Default 0. */
  readonly exitCode?: number;
  /** Goes on only after `release` of this name, so that the test decides when, and no clock does. */
  readonly waitFor?: string;
  /** Does not end when it is asked to (SIGTERM, SIGINT, SIGHUP). */
  readonly ignoresSignals?: boolean;
  /**
   * Files it writes: to a path relative to its folder, or to the one given as an argument (`--out FILE`, `--out=FILE`),
   * which may be named by its place: 0 is the first, -1 the last.
   */
  readonly writes?: readonly ({ readonly text: string } & (
    | { readonly path: string }
    | { readonly argument: string | number }
  ))[];
}

/** What a program says. A call plays the first fitting invocation not played yet; the last fitting one repeats. */
export interface ProgramScript {
  readonly name: string;
  readonly cases: readonly Invocation[];
  /** Answers `--version` with its name and this, beside the cases. */
  readonly version?: string;
  /** Arguments that ask for the version. Default `['--version']`. */
  readonly versionArgs?: readonly string[];
}

/** A call as it was received. */
export interface ProgramCall {
  readonly args: readonly string[];
  readonly cwd: string;
}

/** An executable that plays a script. */
export interface ScriptedProgram {
  readonly name: string;
  /** Absolute path of the executable. */
  readonly path: string;
  /** The calls so far, in order; those that asked for the version are left out. */
  readonly calls: () => Promise<readonly ProgramCall[]>;
  /** Lets invocations go on that wait for this name, now and later. */
  readonly release: (name: string) => Promise<void>;
  /** Resolves when it has been called so often. */
  readonly started: (count?: number) => Promise<void>;
}

/**
 * Writes an executable into a folder that plays a list of invocations and records how it was called. It needs
 * nothing of PATH, so it also runs where PATH is empty. A call that no case fits ends with exit code 97.
 */
export async function scriptProgram(
  script: ProgramScript & { readonly dir: string },
): Promise<ScriptedProgram> {
  const { dir, name, version } = script;
  const home = join(dir, `.${name}`);
  const calls = join(home, 'calls');
  await mkdir(calls, { recursive: true });
  await writeFile(join(home, 'player.cjs'), PLAYER);
  await writeFile(join(home, 'script.json'), JSON.stringify({ name, cases: script.cases }));
  const path = join(dir, name);
  // A shell in between, for a path with spaces cannot stand after `#!`; `exec` leaves no second process behind.
  const play = `exec ${quoted(execPath)} ${quoted(join(home, 'player.cjs'))} "$@"\n`;
  await writeFile(path, `#!/bin/sh\n${version === undefined ? '' : versionAnswer(script, version)}${play}`);
  await chmod(path, 0o755);
  const received = async (): Promise<readonly ProgramCall[]> => {
    const names = (await readdir(calls)).filter((file) => file.endsWith('.json')).sort();
    const texts = await Promise.all(names.map((file) => readFile(join(calls, file), 'utf8')));
    return texts.map((text) => JSON.parse(text) as ProgramCall);
  };
  return {
    name,
    path,
    calls: received,
    release: (signal) => writeFile(join(home, `released-${signal}`), ''),
    started: (count = 1) =>
      untilTrue(async () => (await received()).length >= count, `${name} to be called ${count} times`),
  };
}

/** By the shell, which is there at once: tools are asked for their version before every check. */
function versionAnswer({ name, versionArgs = ['--version'] }: ProgramScript, version: string): string {
  const isAsked = versionArgs.map((arg, index) => `[ "\${${index + 1}}" = ${quoted(arg)} ]`);
  const test = [`[ "$#" = ${versionArgs.length} ]`, ...isAsked].join(' && ');
  return `if ${test}; then\n  echo ${quoted(`${name} ${version}`)}\n  exit 0\nfi\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
