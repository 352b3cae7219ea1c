import { createHarness } from '@sluice/core/testing';
import { expect, it } from 'vitest';
import { writeBlocks } from '../../plugin-github/src/generate/blocks.ts';
import { pluginWorkflow } from '../../plugin-github/src/generate/plugin-workflow.ts';
import { actionlintCheck } from '../../plugin-github/src/preflight/actionlint.ts';
import { zizmorCheck } from '../../plugin-github/src/preflight/zizmor.ts';
import { FACTS } from '../../plugin-github/test/generate/project.ts';
import { health } from '../src/index.ts';

it('health.yml is clean for actionlint and zizmor, and may do no more than it has to', async () => {
  const [workflow] = health().definition.workflows ?? [];
  if (workflow === undefined) throw new Error('there is no workflow');
  const text = writeBlocks(pluginWorkflow(FACTS, { workflow, main: 'CI' }));
  expect(text).toContain('cron: "17 */6 * * *"');
  expect(text).toContain('npx --no-install sluice health --collect --publish');
  expect(text.match(/^ {6}\w+: (?:read|write)$/gmu)?.map((line) => line.trim())).toEqual([
    'actions: read',
    'contents: write',
    'issues: write',
  ]);
  const files = { '.github/workflows/health.yml': text };
  await using harness = await createHarness({ files, git: true });
  const found = { toRoot: '', files: Object.keys(files) };
  for (const check of [actionlintCheck(found), zizmorCheck(found)]) {
    const { result } = await harness.runCheck(check);
    const said = result.findings.map(({ ruleId, message }) => `${ruleId} ${message}`);
    expect([check.id, result.conclusion, result.reason, said]).toEqual([check.id, 'success', undefined, []]);
  }
}, 120_000);

it('a pull request of the report needs one permission more', () => {
  const { definition } = health();
  const needs = (input: Parameters<typeof health>[0]) =>
    definition.permissionsFor?.(definition.options?.parse(health(input).rawOptions));
  expect([needs({}), needs({ commit: {} })]).toEqual([{}, {}]);
  expect(needs({ commit: { pullRequest: true } })).toEqual({
    workflow: { health: { 'pull-requests': 'write' } },
  });
});
