import type { Verdict } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { occasionOf } from '../../src/alert/occasion.ts';
import type { GithubEnvironment } from '../../src/environment/github-environment.ts';
import { environmentOn } from './environment.ts';

const block: Verdict = {
  level: 'block',
  objections: [
    { source: 'gate', level: 'block', rule: 'required-check', message: 'repo/unit failed' },
    { source: 'gate', level: 'block', rule: 'lock', message: 'repo/unit failed' },
    { source: 'gate', level: 'warn', rule: 'x', message: 'slow' },
  ],
};
const pass: Verdict = { level: 'pass', objections: [] };
const failed = [{ conclusion: 'failure' }] as const;

const branchOf = (
  environment: GithubEnvironment,
  verdict = block,
  results: readonly { conclusion: 'failure' | 'cancelled' | 'success' }[] = failed,
) => occasionOf(environment, { verdict, results }, ['main', 'develop']);

describe('a run', () => {
  it('on a watched branch says why it is broken, each reason once', () => {
    expect(branchOf(environmentOn('develop'))).toMatchObject({
      branch: 'develop',
      isRed: true,
      reasons: ['repo/unit failed'],
    });
  });

  it('that is not blocked says that the branch is well', () => {
    expect(branchOf(environmentOn('main'), pass)).toMatchObject({
      branch: 'main',
      isRed: false,
      reasons: [],
    });
    expect(branchOf(environmentOn('main'), { ...pass, level: 'warn' })).toMatchObject({ isRed: false });
  });

  it('on the default branch counts whatever it is called', () => {
    expect(branchOf({ ...environmentOn('trunk'), defaultBranch: 'trunk' })?.branch).toBe('trunk');
  });

  it.each<[string, Partial<GithubEnvironment>]>([
    ['of another branch', { ref: 'refs/heads/topic' }],
    ['of a tag', { ref: 'refs/tags/main' }],
    ['of a pull request', { event: 'pull_request', ref: 'refs/pull/7/merge' }],
    ['of a merge queue', { event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7' }],
    ['after another workflow', { event: 'workflow_run' }],
  ])('%s says nothing of a branch', (_, given) => {
    expect(branchOf({ ...environmentOn('main'), ...given })).toBeUndefined();
  });

  it('of a part, a block that is advice, and a cancelled one say nothing', () => {
    expect(branchOf(environmentOn('main'), { ...block, partial: true })).toBeUndefined();
    expect(branchOf(environmentOn('main'), { ...block, enforcedFrom: '2026-12-01' })).toBeUndefined();
    expect(
      branchOf(environmentOn('main'), block, [{ conclusion: 'cancelled' }, { conclusion: 'success' }]),
    ).toBeUndefined();
    expect(
      branchOf(environmentOn('main'), block, [{ conclusion: 'cancelled' }, { conclusion: 'failure' }]),
    ).toMatchObject({ isRed: true });
  });
});
