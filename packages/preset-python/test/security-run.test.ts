import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceProject, type ReferenceProject } from './reference-project.ts';

const example = join(import.meta.dirname, '../../../examples/python-service');
const SCANNERS = ['security/bandit', 'security/pip-audit', 'security/secrets'];

interface Document {
  readonly results: readonly {
    readonly id: string;
    readonly conclusion: string;
    readonly summary?: string;
  }[];
  readonly verdict: { readonly level: string; readonly objections: readonly { readonly rule: string }[] };
}

describe('the scanners on the example, as its own config has it', () => {
  let project: ReferenceProject;
  beforeAll(async () => {
    project = await referenceProject(await readFile(join(example, 'ci.config.ts'), 'utf8'));
  });
  afterAll(async () => project[Symbol.asyncDispose]());

  const run = async (): Promise<{ readonly code: number | null; readonly document: Document }> => {
    const { code, stdout, stderr } = await project.sluice([
      'run',
      ...SCANNERS,
      '--json',
      '--cwd',
      project.dir,
    ]);
    if (stdout === '') throw new Error(stderr);
    return { code, document: JSON.parse(stdout) as Document };
  };

  it('pass offline, with the advisories beside it, and say how much they looked at', async () => {
    const { code, document } = await run();
    const done = document.results.filter(({ id }) => SCANNERS.includes(id));
    expect(done.map(({ id, conclusion, summary }) => [id, conclusion, summary?.split(' · ')[0]])).toEqual([
      ['security/bandit', 'success', '11 files parsed'],
      ['security/pip-audit', 'success', expect.stringMatching(/^3 of 3 dependencies, advisories up to 20/u)],
      ['security/secrets', 'success', expect.stringMatching(/^\d+ files, 1 commit, none live$/u)],
    ]);
    expect(code).toBe(0);
  }, 240_000);

  it('name what a vulnerable version would bring', async () => {
    await project.edit('requirements.txt', (text) => `${text}urllib3==1.24.1\n`);
    const { document } = await run();
    const audit = document.results.find(({ id }) => id === 'security/pip-audit');
    expect(audit?.summary).toContain('4 of 4 dependencies');
    expect(audit?.summary).toMatch(/1 high, 1 medium/u);
  }, 120_000);
});
