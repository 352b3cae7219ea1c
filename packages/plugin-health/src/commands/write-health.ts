import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneLine } from '@sluice/core';
import type { Board } from '../board/board.ts';
import { healthProblem } from '../runs/health-problem.ts';
import { reportFiles } from './report-files.ts';

/**
 * Writes the report into a folder, each file whole or not at all; `history.jsonl` grows by a day. Throws a CiError of
 * code HEALTH_OUT_UNWRITABLE.
 */
export async function writeHealth(dir: string, board: Board): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    const files = reportFiles(board, await textOf(join(dir, 'history.jsonl')));
    for (const [name, text] of Object.entries(files)) await writeWhole(join(dir, name), text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw healthProblem(
      'HEALTH_OUT_UNWRITABLE',
      `${oneLine(dir)} cannot be written: ${code}.`,
      'Name a folder that you may write by --out.',
    );
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
