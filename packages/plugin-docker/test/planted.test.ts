import { mergeFindings, defineConfig } from '@sluice/core';
import { security } from '@sluice/plugin-security';
import { afterAll, describe, expect, it } from 'vitest';
import { docker } from '../src/index.ts';
import { openEngine } from './engine/open-engine.ts';
import { openProject } from './engine/project.ts';
import { OTHER_TOKEN, TOKEN, URLLIB3 } from './support/planted.ts';
import { trivyPath } from './support/trivy-path.ts';
import { writeTrivyDb } from './support/trivy-db.ts';

const engine = await openEngine();
if ('reason' in engine)
  console.log(`Nothing was planted in an image, for there is no real engine: ${engine.reason}.`);
const real = 'reason' in engine ? undefined : engine;

const [[metadata, text]] = Object.entries(URLLIB3.files) as [[string, string]];

const FILES = {
  Dockerfile: `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
COPY packages /usr/lib/python3/site-packages
COPY settings /srv/settings
COPY forgotten.txt /srv/
RUN rm /srv/forgotten.txt
USER 10001
HEALTHCHECK CMD ["/bin/true"]
`,
  [`packages/${metadata.split('/').slice(-2).join('/')}`]: text,
  'settings/deploy.py': `# of the service\ntoken = "${TOKEN}"\n`,
  'forgotten.txt': `token = "${OTHER_TOKEN}"\n`,
  '.gitignore': 'forgotten.txt\n',
};

afterAll(() => real?.[Symbol.asyncDispose]());

describe.skipIf(real === undefined)('what is planted in an image', { timeout: 240_000 }, () => {
  it('is found by Trivy and by gitleaks, and is there once among all findings', async () => {
    await using project = await openProject(real!, FILES);
    await writeTrivyDb(project.workspace.path('advisories'));
    const config = defineConfig({
      plugins: [
        docker({
          image: 'orders',
          lint: false,
          smoke: false,
          build: { network: 'none' },
          scan: { database: 'advisories' },
        }),
        security({ bandit: false, pipAudit: false }),
      ],
      tools: { trivy: trivyPath() },
      policy: { required: ['security/secrets'] },
    });
    const { report } = await project.runPipeline(config, { all: true });
    const all = mergeFindings(report.results.flatMap(({ findings }) => findings));
    expect(
      all.map(({ ruleId, severity, location, mergedFrom = [] }) => [
        ruleId,
        severity,
        `${location?.path}:${location?.line ?? ''}`,
        mergedFrom.map(({ tool }) => tool).join(' '),
      ]),
    ).toEqual([
      ['trivy/CVE-2026-90002', 'critical', 'Dockerfile:', ''],
      ['trivy/github-pat', 'critical', 'forgotten.txt:1', ''],
      ['gitleaks/github-pat', 'critical', 'settings/deploy.py:2', 'gitleaks trivy'],
      ['trivy/CVE-2026-90001', 'high', 'Dockerfile:', ''],
      ['trivy/CVE-2026-90003', 'low', 'Dockerfile:', ''],
    ]);
    expect(report.results.find(({ id }) => id === 'docker/scan')).toMatchObject({
      level: 'optional',
      conclusion: 'failure',
    });
    expect(JSON.stringify(report)).not.toContain(TOKEN.slice(4));
  });
});
