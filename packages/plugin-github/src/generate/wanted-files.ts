import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CiError } from '@sluice/core';
import { hasWholeMarks, isOurs, writeBlocks, type Block } from './blocks.ts';
import { keepNewerPins, type NewerPin } from './keep-newer-pins.ts';
import { mainWorkflow } from './main-workflow.ts';
import { pluginWorkflow } from './plugin-workflow.ts';
import { prReportWorkflow } from './pr-report-workflow.ts';
import type { Project } from './read-project.ts';

/** A workflow file as it is and as it should be. */
export interface WantedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly present?: string;
  readonly wanted: string;
  readonly newer: readonly NewerPin[];
}

/**
 * The workflow files that the config asks for. A file that somebody else wrote is never touched: where the main one is
 * taken, all have names of their own (`sluice.yml`, `sluice-rerun.yml`), and the events that follow it name that one.
 */
export async function wantedFiles({ root, facts, options }: Project): Promise<readonly WantedFile[]> {
  const read = (path: string): Promise<string | undefined> =>
    readFile(join(root, path), 'utf8')
      // A checkout on Windows may have other line ends, which is no drift.
      .then((text) => text.replaceAll('\r\n', '\n'))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw unusable(path, `it cannot be read (${error.code ?? 'unknown error'})`);
      });
  const isFree = async (path: string): Promise<boolean> => {
    const text = await read(path);
    return text === undefined || isOurs(text);
  };
  const isOwn = await isFree(pathOf(options.file));
  const name = isOwn ? 'CI' : 'Sluice';
  const make = async (path: string, blocks: readonly Block[]): Promise<WantedFile> => {
    const present = await read(path);
    if (present !== undefined && !isOurs(present)) throw unusable(path, 'somebody else wrote it');
    if (present !== undefined && !hasWholeMarks(present))
      throw unusable(path, 'its marks are not whole, so it cannot be told which lines are yours');
    const { text: wanted, newer } = keepNewerPins(writeBlocks(blocks, present), present ?? '');
    return { path, ...(present === undefined ? {} : { present }), wanted, newer };
  };
  const files = [
    await make(pathOf(isOwn ? options.file : 'sluice.yml'), mainWorkflow(facts, { options, name })),
  ];
  const add = async (own: string, blocks: readonly Block[]): Promise<void> => {
    const other = `sluice-${own.replace(/^(?:auto|sluice)-/u, '')}`;
    const path = isOwn && (await isFree(pathOf(`${own}.yml`))) ? own : other;
    files.push(await make(pathOf(`${path}.yml`), blocks));
  };
  if (options.report.comment) await add('pr-report', prReportWorkflow(facts, { options, main: name }));
  for (const workflow of facts.workflows)
    await add(workflow.name, pluginWorkflow(facts, { workflow, main: name }));
  return files;
}

function pathOf(file: string): string {
  return `.github/workflows/${file}`;
}

function unusable(file: string, detail: string): CiError {
  return new CiError([
    {
      code: 'USAGE',
      message: `${file} is not written: ${detail}.`,
      hint: 'Move it away, or give the workflow another name with the option file.',
    },
  ]);
}
