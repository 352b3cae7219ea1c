import { createHarness } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { writeBlocks } from '../../src/generate/blocks.ts';
import { mainWorkflow } from '../../src/generate/main-workflow.ts';
import { pluginWorkflow } from '../../src/generate/plugin-workflow.ts';
import { prReportWorkflow } from '../../src/generate/pr-report-workflow.ts';
import type { ProjectFacts } from '../../src/generate/project-facts.ts';
import { actionlintCheck } from '../../src/preflight/actionlint.ts';
import { zizmorCheck } from '../../src/preflight/zizmor.ts';
import { autoRerun } from '../../src/rerun/auto-rerun.ts';
import { FACTS, optionsOf } from './project.ts';

const EVERYTHING = {
  python: {
    runsOn: ['self-hosted', 'linux'],
    timeoutMinutes: 45,
    services: {
      postgres: { image: 'postgres:16', env: { POSTGRES_PASSWORD: 'test' }, ports: ['5432:5432'] },
    },
    env: { TZ: 'UTC', PORT: 5432 },
    secrets: ['PIP_INDEX_URL'],
    before: [{ name: 'headers', run: 'sudo apt-get install -y libpq-dev\n# and: that is all' }],
  },
  '*@legacy*': {},
};

const IN_FOLDER: ProjectFacts = {
  ...FACTS,
  folder: 'services/orders',
  python: [],
  permissions: { packages: 'read' },
  setup: [{ plugin: 'docker', name: 'prepare', run: 'docker buildx create --use', mayFail: true }],
  keeps: ['docker/sbom'],
};

describe('the workflows that are written', () => {
  it.each([
    ['single', FACTS, {}],
    ['groups', FACTS, {}],
    ['checks', FACTS, {}],
    ['groups', FACTS, EVERYTHING],
    ['groups', IN_FOLDER, {}],
    ['groups', FACTS, {}, { check: false, author: 'acme-ci[bot]', coverage: 'codecov' }],
    ['groups', FACTS, {}, { check: false, status: false, comment: false, coverage: 'artifact' }],
    ['groups', IN_FOLDER, {}, {}, { alert: { webhook: true, label: 'CI: broken' }, attest: true }],
  ] as const)(
    'are clean for actionlint and zizmor: layout %s (%#)',
    async (layout, facts, jobs, report?: object, more: object = {}) => {
      const options = optionsOf({ layout, jobs: jobs as typeof EVERYTHING, report, ...more });
      const files = {
        '.github/workflows/ci.yml': writeBlocks(mainWorkflow(facts, { options, name: 'CI' })),
        '.github/workflows/pr-report.yml': writeBlocks(prReportWorkflow(facts, { options, main: 'CI' })),
        '.github/workflows/auto-rerun.yml': writeBlocks(
          pluginWorkflow(facts, { workflow: autoRerun, main: 'CI' }),
        ),
      };
      await using harness = await createHarness({ files, git: true });
      const found = { toRoot: '', files: Object.keys(files) };
      for (const check of [actionlintCheck(found), zizmorCheck(found)]) {
        const { result } = await harness.runCheck(check);
        const said = result.findings.map(
          ({ ruleId, message, location }) => `${location?.path}:${location?.line} ${ruleId} ${message}`,
        );
        expect([check.id, result.conclusion, result.reason, said]).toEqual([
          check.id,
          'success',
          undefined,
          [],
        ]);
      }
    },
    120_000,
  );
});
