import { readFile } from 'node:fs/promises';
import { isCiError } from '@sluice/core';
import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { healthCommand } from '../../src/commands/health.ts';
import type { HealthDocument } from '../../src/figures/health-document.ts';
import { page, record, series } from '../github.ts';

type Folder = Awaited<ReturnType<typeof tempWorkspace>>;

async function health({ dir }: Folder, ...argv: readonly string[]): Promise<string> {
  let said = '';
  const out = (text: string): void => void (said += text);
  try {
    await healthCommand({
      cwd: dir,
      calledFrom: dir,
      argv,
      env: {},
      out,
      err: () => undefined,
      signal: new AbortController().signal,
    });
  } catch (error) {
    if (!isCiError(error)) throw error;
    return error.problems.map(({ code, message }) => `${code} ${message}`).join('; ');
  }
  return said;
}

const JOBS = {
  jobs: [{ id: 9, run_id: 1, run_attempt: 1, name: 'test', status: 'completed', conclusion: 'success' }],
};
const LINES = [...series(16, 4), JOBS].map((one) => `${JSON.stringify(one)}\n`).join('');
const AT = ['--at', '2026-11-28T12:00:00Z'];

describe('sluice health --import', () => {
  it.each([
    ['JSONL', LINES],
    ['a page', JSON.stringify(page(...series(16, 4)))],
    ['pages over several lines', JSON.stringify([page(...series(16, 4))], null, 2)],
  ])('puts %s into the database, where later calls find it', async (_, text) => {
    await using folder = await tempWorkspace({ 'runs.jsonl': text });
    await health(folder, '--import', 'runs.jsonl');
    const document = JSON.parse(await health(folder, ...AT, '--json')) as HealthDocument;
    expect(document).toMatchObject({
      status: 'alert',
      figures: { decided: 20, success: 16, data: { source: 'health.db' } },
    });
    expect(await readFile(folder.path('.sluice/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('gives out by --export what it and --runs read to the same figures', async () => {
    await using folder = await tempWorkspace({ 'runs.jsonl': LINES });
    await health(folder, '--import', 'runs.jsonl', '--export', 'a.jsonl');
    const figures = async (...argv: readonly string[]): Promise<unknown> => {
      const { figures: all } = JSON.parse(await health(folder, ...argv, ...AT, '--json')) as HealthDocument;
      return { ...all, data: null };
    };
    expect(await figures('--runs', 'a.jsonl')).toEqual(await figures());
    await using other = await tempWorkspace({ 'a.jsonl': await readFile(folder.path('a.jsonl'), 'utf8') });
    await health(other, '--import', 'a.jsonl', '--export', 'b.jsonl');
    expect(await readFile(other.path('b.jsonl'), 'utf8')).toBe(
      await readFile(folder.path('a.jsonl'), 'utf8'),
    );
  });

  it.each([
    [
      'a line that is cut short',
      `${LINES}{"id": 4`,
      'HEALTH_RUNS_UNREADABLE runs.jsonl has a line that is no JSON',
    ],
    ['an error of the API', '{"message": "Not Found"}\n', 'holds no workflow run'],
    ['nothing', '', 'holds no workflow run'],
  ])('refuses %s', async (_, text, said) => {
    await using folder = await tempWorkspace({ 'runs.jsonl': text });
    expect(await health(folder, '--import', 'runs.jsonl')).toContain(said);
  });

  it('refuses a file that it cannot write, and one that is not there', async () => {
    await using folder = await tempWorkspace({ 'runs.jsonl': LINES, 'taken/file': '' });
    expect(await health(folder, '--import', 'runs.jsonl', '--export', 'taken')).toContain(
      'HEALTH_OUT_UNWRITABLE',
    );
    expect(await health(folder, '--import', 'none.jsonl')).toContain('none.jsonl is not there');
  });

  it('counts a record that cannot be placed, and takes the others', async () => {
    await using folder = await tempWorkspace({
      'runs.jsonl': `${JSON.stringify({ id: 1 })}\n${JSON.stringify(record({ id: 2 }))}\n`,
    });
    const document = JSON.parse(
      await health(folder, '--import', 'runs.jsonl', ...AT, '--json'),
    ) as HealthDocument;
    expect(document.figures).toMatchObject({ decided: 1 });
  });
});
