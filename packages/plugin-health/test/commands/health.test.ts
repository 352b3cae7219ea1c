import { isCiError } from '@sluice/core';
import { tempWorkspace } from '@sluice/core/testing';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { healthCommand } from '../../src/commands/health.ts';
import type { HealthDocument } from '../../src/figures/health-document.ts';
import { page, record, series } from '../github.ts';

type Files = Readonly<Record<string, string>>;

const GOOD = JSON.stringify(page(...series(19, 1)));

async function health(files: Files, ...argv: readonly string[]): Promise<string> {
  await using folder = await tempWorkspace(files);
  // Awaited, or the folder goes while it is read.
  return await inFolder(folder.dir, ...argv);
}

async function inFolder(dir: string, ...argv: readonly string[]): Promise<string> {
  let said = '';
  const code = await healthCommand({
    cwd: dir,
    calledFrom: dir,
    argv,
    env: {},
    out: (text) => void (said += text),
    err: () => undefined,
    signal: new AbortController().signal,
  });
  expect(code).toBe(0);
  return said;
}

async function refused(files: Files, ...argv: readonly string[]): Promise<string> {
  try {
    return `answered: ${await health(files, ...argv)}`;
  } catch (error) {
    if (!isCiError(error)) throw error;
    return error.problems.map(({ code, message }) => `${code} ${message}`).join('; ');
  }
}

describe('sluice health --runs', () => {
  it('says the status, what gave it, and each figure', async () => {
    const text = await health({ 'runs.json': GOOD }, '--runs', 'runs.json');
    expect(text).toMatch(
      /^CI health · runs\.json · every branch · 2026-11-21 11:50 UTC to 2026-11-28 11:50 UTC\n\nGOOD: 95\.0 %, 19 of 20 decided runs passed \(95 % interval 76\.4 to 99\.1 %; good from 85\.0 %\)\n/u,
    );
    expect(text).toMatch(/ {2}duration {12}average 5 min 00 s, p50 5 min 00 s, p95 5 min 00 s\n/u);
    expect(text).toMatch(/nothing to compare with in the week before/u);
  });

  it('gives one document with --json', async () => {
    const document = JSON.parse(
      await health({ 'a.json': GOOD }, '--runs', 'a.json', '--json'),
    ) as HealthDocument;
    expect(document).toMatchObject({
      window: { branch: null },
      status: 'good',
      figures: { decided: 20, rate: 0.95, averageMs: 300_000, p50Ms: 300_000, p95Ms: 300_000 },
    });
  });

  it('answers for one branch, and for a moment that is named', async () => {
    const argv = ['--runs', 'a.json', '--branch', 'topic', '--at', '2026-11-30', '--json'];
    expect(JSON.parse(await health({ 'a.json': GOOD }, ...argv))).toMatchObject({
      window: { to: '2026-11-30T23:59:59.999Z', branch: 'topic' },
      status: 'insufficient-data',
      figures: { decided: 0, rate: null },
    });
  });

  it.each([
    ['empty.json', ' \n', 'is empty'],
    ['cut.json', GOOD.slice(0, -9), 'is neither JSON'],
    ['error.json', '{"message":"Bad credentials","status":"401"}', 'holds no workflow run'],
    ['text.json', 'runs', 'is neither JSON'],
  ])('refuses %s', async (name, text, words) => {
    expect(await refused({ [name]: text }, '--runs', name)).toMatch(
      new RegExp(`^HEALTH_RUNS_UNREADABLE ${name} ${words}`, 'u'),
    );
  });

  it('refuses a file that is not there, and a folder', async () => {
    expect(await refused({}, '--runs', 'none.json')).toBe('HEALTH_RUNS_UNREADABLE none.json is not there.');
    expect(await refused({ 'd/a': '' }, '--runs', 'd')).toBe(
      'HEALTH_RUNS_UNREADABLE d cannot be read: EISDIR.',
    );
  });
});

/** Controls but the line break, and what turns a line round. */
const HIDDEN = /[^\P{Cc}\n]|\u202E/u;

describe('what a stranger named', () => {
  const HOSTILE =
    '\u001B[31m<img src=x onerror=alert(1)>\n::error::|pwn @octocat `x` [a](https://e.org)\u202E';
  const runs = [
    ...series(9, 0),
    record({ id: 50, workflow: HOSTILE, branch: HOSTILE, conclusion: 'failure' }),
  ];
  const files = { 'a.json': JSON.stringify(page(...runs)) };

  it('is plain text on the terminal', async () => {
    const text = await health(files, '--runs', 'a.json', '--branch', HOSTILE);
    expect(text).not.toMatch(HIDDEN);
    expect(text).not.toMatch(/^\s*::/mu);
    const all = await health(files, '--runs', 'a.json');
    expect(all).not.toMatch(HIDDEN);
    expect(all).not.toMatch(/^\s*::/mu);
  });

  it('is no markup, mention or link in README.md', async () => {
    await using folder = await tempWorkspace(files);
    await inFolder(folder.dir, '--runs', 'a.json', '--out', 'deep/out');
    expect((await readdir(folder.path('deep/out'))).toSorted()).toEqual([
      'README.md',
      'badge.json',
      'health.json',
      'history.jsonl',
      'index.html',
    ]);
    const markdown = await readFile(folder.path('deep/out/README.md'), 'utf8');
    expect(markdown).not.toMatch(/<img|@octocat|https:\/\/|\]\(|`/u);
    expect(markdown).not.toMatch(HIDDEN);
    // A pipe or a line break of its own would give a row another number of cells.
    const rows = markdown.split('\n').filter((line) => line.startsWith('| ') && line.includes('img'));
    expect(rows.map((row) => row.split('|').length)).toEqual([9]);
    const document = JSON.parse(await folder.read('deep/out/health.json')) as HealthDocument;
    expect(document.workflows.map(({ name }) => name)).toContain(HOSTILE);
  });

  it('writes over an earlier report, and says when it cannot', async () => {
    await using folder = await tempWorkspace({ ...files, 'file/..x': '', out: 'a file' });
    await inFolder(folder.dir, '--runs', 'a.json', '--out', 'o');
    await inFolder(folder.dir, '--runs', 'a.json', '--out', 'o');
    expect(await readdir(folder.path('o'))).toHaveLength(5);
    await expect(inFolder(folder.dir, '--runs', 'a.json', '--out', 'out')).rejects.toThrow(
      /HEALTH_OUT_UNWRITABLE: .*EEXIST/u,
    );
  });
});

describe('a large export', () => {
  it('is read whole, and its names do not flood the terminal', async () => {
    const many = Array.from({ length: 300 }, (_, id) =>
      record({ id, workflow: `W${id} ${'x'.repeat(500)}` }),
    );
    const text = await health({ 'a.json': JSON.stringify(page(...many)) }, '--runs', 'a.json');
    expect(text.split('\n').length).toBeLessThan(50);
    expect(text).toContain('and 280 more workflows; --json has all');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(160);
  });
});
