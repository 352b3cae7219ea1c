import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckContext } from '@sluice/core';
import type { Project } from '../project/project.ts';
import { textsOf, valueAt } from '../project/table.ts';
import { ruffTable } from './ruff-configuration.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/** Ruff adds these to what the configuration excludes. */
export function excludeArguments(project: Project): readonly string[] {
  return project.excluded.length === 0 ? [] : ['--extend-exclude', project.excluded.join(',')];
}

/** What Ruff leaves out by itself: Sluice's state by its `.gitignore`, environments of the usual names. */
const LEFT_OUT = new Set(['.sluice', '.venv', 'venv']);

/**
 * `ruff format` knows no `--extend-exclude` before 0.14, and a setting on the command line replaces the configured
 * one. So the two lists are joined, and only where Ruff would look into one of the folders.
 */
export function formatExcludeArguments(project: Project): readonly string[] {
  const table = ruffTable(project);
  const isGitignoreRead = valueAt(table, 'respect-gitignore') !== false;
  if (isGitignoreRead && project.excluded.every((folder) => LEFT_OUT.has(folder))) return [];
  const folders = [...textsOf(valueAt(table, 'extend-exclude')), ...project.excluded];
  return ['--config', `extend-exclude = ${JSON.stringify(folders)}`];
}

/** Counts the files that Ruff looks at, by its own listing; it lists `pyproject.toml` too, which is no code. */
export async function countFiles(
  ctx: CheckContext,
  args: readonly string[],
): Promise<{ readonly seen: number } | { readonly reason: string }> {
  const listed = await ctx.exec('ruff', ['check', '--no-fix', '--show-files', ...args], {
    maxBufferBytes: 64 * 1024 * 1024,
  });
  const reason = whyNotRun('ruff --show-files', listed);
  if (reason !== undefined) return { reason };
  if (listed.exitCode !== 0) return { reason: ownWords('ruff --show-files', listed) };
  const files = listed.stdout.split(/\r?\n/).filter((line) => line.trim() !== '');
  // Of clean code Ruff says nothing else, so its list is the evidence that it looked: each line must be a file.
  const stranger = files.find((file) => !existsSync(resolve(ctx.cwd, file)));
  if (stranger !== undefined)
    return { reason: `ruff --show-files listed ${JSON.stringify(stranger)}, which is no file` };
  return { seen: files.filter((file) => !file.endsWith('.toml')).length };
}
