import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneLine } from '@sluice/core';
import type { HealthDocument } from '../figures/health-document.ts';
import { healthProblem } from '../runs/health-problem.ts';
import { healthMarkdown } from './health-markdown.ts';

/** Writes `health.md` and `health.json`, each whole or not at all. Throws a CiError of code HEALTH_OUT_UNWRITABLE. */
export async function writeHealth(dir: string, health: HealthDocument): Promise<void> {
  const files = {
    'health.json': `${JSON.stringify(health, null, 2)}\n`,
    'health.md': healthMarkdown(health),
  };
  try {
    await mkdir(dir, { recursive: true });
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

async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
