import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CiError, type PluginCommand, type PluginCommandContext } from '@sluice/core';
import { readProject } from '../generate/read-project.ts';
import { wantedFiles, type WantedFile } from '../generate/wanted-files.ts';

const HELP = `Writes the workflows of GitHub Actions from the config.

Usage: sluice generate github [--check]

      --check    Write nothing; exit 1 when a file differs from what would be written.
      --cwd DIR  The folder of the config, or one below it. Default: here.
  -h, --help     This help.
`;

/** `sluice generate github`: the workflows, from the config. */
export const generateCommand: PluginCommand = {
  name: 'generate',
  description: 'Writes the workflows of GitHub Actions from the config, or with --check says what differs.',
  run: generate,
};

async function generate({ argv, cwd, signal, out, err }: PluginCommandContext): Promise<number> {
  const { isCheck, isHelp } = readArguments(argv);
  if (isHelp) {
    out(HELP);
    return 0;
  }
  const project = await readProject(cwd, signal);
  const files = await wantedFiles(project);
  for (const { path, newer } of files)
    for (const { action, ours, found } of newer)
      out(`  ${path}  ${action} ${found} is kept, newer than ours (${ours})\n`);
  const differing = files.filter(({ present, wanted }) => present !== wanted);
  if (!isCheck) {
    for (const { path, wanted } of differing) {
      await mkdir(dirname(join(project.root, path)), { recursive: true });
      await writeFile(join(project.root, path), wanted);
    }
    for (const file of files) out(`  ${differing.includes(file) ? 'wrote  ' : 'as it is'}  ${file.path}\n`);
    return 0;
  }
  for (const file of differing) err(`${file.path} ${difference(file)}: run \`sluice generate github\`\n`);
  if (differing.length === 0) out(`  ${files.length} up to date\n`);
  return differing.length > 0 ? 1 : 0;
}

function difference({ present, wanted }: WantedFile): string {
  if (present === undefined) return 'is not there';
  const lines = wanted.split('\n');
  const at = present.split('\n').findIndex((line, index) => line !== lines[index]);
  return `differs from line ${at === -1 ? lines.length : at + 1} on`;
}

function readArguments(argv: readonly string[]): { readonly isCheck: boolean; readonly isHelp: boolean } {
  const words = [...argv];
  const at = words.indexOf('--cwd');
  if (at !== -1) words.splice(at, 2);
  const [host, ...flags] = words;
  const isHelp = words.includes('--help') || words.includes('-h');
  const unknown = flags.find((flag) => flag !== '--check');
  if (!isHelp && (host !== 'github' || unknown !== undefined))
    throw new CiError([
      {
        code: 'USAGE',
        message:
          host === 'github'
            ? `sluice generate github does not take ${JSON.stringify(unknown)}.`
            : 'sluice generate needs to know for whom.',
        hint: 'Write `sluice generate github`, or with --check.',
      },
    ]);
  return { isCheck: flags.includes('--check'), isHelp };
}
