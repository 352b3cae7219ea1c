import { lstatSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { carried } from '../../config/carried.ts';
import { CONFIG_PLACES } from '../../config/places.ts';
import { problemOf } from '../../errors/ci-error.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { VERSION } from '../../version.ts';
import { stringFlag } from '../args.ts';
import { findMachine } from '../doctor/machine.ts';
import { drawInit } from '../init/draw-init.ts';
import { planInit, type InitPlan } from '../init/plan-init.ts';
import { readTree } from '../init/read-tree.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice init`: writes a config for what it finds, and says what it guessed and why. Runs nothing, needs no config. */
export async function init(invocation: Invocation): Promise<number> {
  const { cwd, flags, terminal, env } = invocation;
  const plugin = stringFlag(flags, 'plugin');
  if (plugin !== undefined)
    return (await import('../init/plugin/init-plugin.ts')).initPlugin(plugin, invocation);
  const isDryRun = flags['dry-run'] === true;
  const present = CONFIG_PLACES.filter((name) => isThere(join(cwd, name)));
  if (present.length > 0 && flags['force'] !== true) {
    return printProblems(terminal, [
      problemOf('INIT_CONFIG_EXISTS', { file: present.join(', ') }, { file: join(cwd, present[0] ?? '') }),
    ]);
  }
  const plan = await planInit({
    tree: readTree(cwd),
    machine: findMachine(env),
    version: VERSION,
    isCarried: carried('@sluice/core') !== undefined,
  });
  if (plan.problems.length > 0) {
    terminal.out(drawInit(plan, isDryRun));
    return printProblems(terminal, plan.problems);
  }
  try {
    if (!isDryRun) await writeFiles(cwd, plan);
  } catch (error) {
    return printProblems(terminal, error);
  }
  const leftOver = present.filter((name) => name !== 'ci.config.ts');
  const notWritten = leftOver.map((name) => ({
    what: name,
    seen: 'still there; ci.config.ts is read instead of it',
    gives: `remove ${name}`,
  }));
  terminal.out(drawInit({ ...plan, notWritten: [...plan.notWritten, ...notWritten] }, isDryRun));
  return 0;
}

/** The config comes last: should one of the others fail, there is none that could not be loaded. */
async function writeFiles(cwd: string, { files }: InitPlan): Promise<void> {
  for (const { path, text } of files) await writeAtomic(target(join(cwd, path)), text, 'FILE_UNWRITABLE');
}

/** A link is written through, not replaced. */
function target(file: string): string {
  try {
    return lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
  } catch {
    return join(file, '..', basename(file));
  }
}

/** Also true for a link that leads nowhere: it is somebody's config. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
