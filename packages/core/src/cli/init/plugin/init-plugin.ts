import { lstatSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problemOf } from '../../../errors/ci-error.ts';
import { writeAtomic } from '../../../state/write-atomic.ts';
import { VERSION } from '../../../version.ts';
import { printProblems } from '../../print-problems.ts';
import type { Invocation } from '../../verb.ts';
import { drawInit } from '../draw-init.ts';
import { pluginFiles } from './plugin-files.ts';
import { pluginName } from './plugin-name.ts';

/** `sluice init --plugin NAME`: writes a plugin whose tests pass, into a folder of its own. Overwrites nothing. */
export async function initPlugin(given: string, { cwd, flags, terminal }: Invocation): Promise<number> {
  const name = pluginName(given);
  if ('refused' in name) {
    const detail = `${JSON.stringify(given)} cannot be the name of a plugin: ${name.refused}.`;
    return printProblems(terminal, [problemOf('USAGE', { detail, fix: 'See `sluice init --help`.' })]);
  }
  const folder = join(cwd, name.folder);
  if (isInUse(folder))
    return printProblems(terminal, [
      problemOf('INIT_FOLDER_IN_USE', { folder: name.folder }, { file: folder }),
    ]);
  const isDryRun = flags['dry-run'] === true;
  const files = pluginFiles(name, VERSION);
  try {
    if (!isDryRun) for (const { path, text } of files) await write(join(folder, path), text);
  } catch (error) {
    return printProblems(terminal, error);
  }
  const shown = files.map((file) => ({ ...file, path: `${name.folder}/${file.path}` }));
  const next = [
    `cd ${name.folder}`,
    'npm install && npm test',
    `put your check into src, then npm pack, and in a project ${name.exportName}() into the plugins of its config`,
  ];
  terminal.out(
    drawInit(
      { found: [], files: shown, notWritten: [], replaced: [], jobs: [], next, problems: [] },
      isDryRun,
    ),
  );
  return 0;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeAtomic(file, text, 'FILE_UNWRITABLE');
}

/** Anything but an empty folder: what is there is somebody's, and a link may lead anywhere. */
function isInUse(folder: string): boolean {
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  return entry !== undefined && (!entry.isDirectory() || readdirSync(folder).length > 0);
}
