import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { CLEAN, DOCKERFILE, EMPTY, OTHER_TOKEN, SOUND, TOKEN, URLLIB3 } from '../support/planted.ts';
import type { LayerInput } from '../support/saved-image.ts';
import { ALL, scanPlace } from '../support/scan-place.ts';

const SETTINGS = `# of the service\ntoken = "${TOKEN}"\n`;
const COPIED = {
  createdBy: 'COPY settings.py /srv/settings.py # buildkit',
  files: { '/srv/settings.py': SETTINGS },
};
const FORGOTTEN: readonly LayerInput[] = [
  { createdBy: 'COPY old.py /srv/old.py # buildkit', files: { '/srv/old.py': `t = "${OTHER_TOKEN}"\n` } },
  { createdBy: 'RUN /bin/sh -c rm /srv/old.py # buildkit', files: { '/srv/.wh.old.py': '' } },
];
const DAY_MS = 24 * 60 * 60 * 1000;

const shortly = ({ ruleId, severity, location, fixable }: Finding) => [
  ruleId,
  severity,
  `${location?.path ?? ''}${location?.line === undefined ? '' : `:${location.line}`}`,
  ...(fixable === true ? ['fixable'] : []),
];

describe('docker/scan with the real Trivy on a saved image', { timeout: 120_000 }, () => {
  it('finds a vulnerable package, and secrets in layers and in the environment, each once', async () => {
    await using place = await scanPlace({ files: { Dockerfile: DOCKERFILE } });
    await place.save({
      layers: [COPIED, URLLIB3, ...FORGOTTEN],
      config: { ...SOUND, Env: [`DEPLOY=${TOKEN}`] },
      empty: [...EMPTY, `ENV DEPLOY=${TOKEN}`],
    });
    const { conclusion, result } = await place.scan({ database: 'advisories', scanners: [...ALL.scanners] });
    expect(conclusion).toBe('failure');
    expect(result.findings.map(shortly)).toEqual([
      ['trivy/CVE-2026-90002', 'critical', 'Dockerfile'],
      ['trivy/github-pat', 'critical', 'Dockerfile'],
      ['trivy/github-pat', 'critical', 'Dockerfile'],
      ['trivy/github-pat', 'critical', 'Dockerfile'],
      ['trivy/CVE-2026-90001', 'high', 'Dockerfile', 'fixable'],
      ['trivy/CVE-2026-90003', 'low', 'Dockerfile', 'fixable'],
    ]);
    const secrets = result.findings.filter(({ kind }) => kind === 'secret').map(({ message }) => message);
    expect(secrets).toEqual([
      'GitHub Personal Access Token in a layer of the image: /srv/old.py:1, by COPY old.py /srv/old.py',
      'GitHub Personal Access Token in a layer of the image: /srv/settings.py:2, by COPY settings.py /srv/settings.py',
      'GitHub Personal Access Token: the image has it in its environment as DEPLOY',
    ]);
    expect(result.limits.map(({ rule, measured, limit }) => [rule, measured, limit])).toEqual([
      ['docker/max-vulnerabilities', 1, 0],
      ['docker/max-misconfigurations', 0, 0],
      ['docker/max-secrets', 3, 0],
    ]);
    expect(result.scope?.detail).toContain('1 without a release that mends it, not counted by the limit');
  });

  it('puts a secret to the file that was copied in, and masks it wherever it stands', async () => {
    await using place = await scanPlace({ files: { Dockerfile: DOCKERFILE, 'settings.py': SETTINGS } });
    await place.save({ layers: [COPIED, CLEAN], config: SOUND, empty: EMPTY });
    const output = await place.scan();
    expect(output.result.findings.map(shortly)).toEqual([['trivy/github-pat', 'critical', 'settings.py:2']]);
    expect(JSON.stringify([output.result, output.logs, output.artifacts])).not.toContain(TOKEN.slice(4));
  });

  it('puts it to no file in which that line says something else', async () => {
    const changed = SETTINGS.replace('token', 'other');
    await using place = await scanPlace({ files: { Dockerfile: DOCKERFILE, 'settings.py': changed } });
    await place.save({ layers: [COPIED, CLEAN], config: SOUND, empty: EMPTY });
    const { result } = await place.scan();
    expect(result.findings.map(shortly)).toEqual([['trivy/github-pat', 'critical', 'Dockerfile']]);
  });

  it('passes a sound image, and says of how many packages and by which database', async () => {
    await using place = await scanPlace({ files: { Dockerfile: DOCKERFILE } });
    await place.save({ layers: [CLEAN], config: SOUND, empty: EMPTY });
    const { conclusion, result, artifacts } = await place.scan({
      database: 'advisories',
      scanners: [...ALL.scanners],
    });
    expect(conclusion).toBe('success');
    const today = new Date().toISOString().slice(0, 10);
    expect(result.summary).toBe(`1 package, database of ${today}, from advisories · nothing found`);
    expect(result.metrics).toMatchObject({ read: 0, packages: 1, dbAgeMs: expect.any(Number) });
    expect(Object.keys(artifacts)).toEqual(['trivy.json']);
  });

  it('passes what no release mends, and counts it when told to', async () => {
    await using place = await scanPlace();
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    const scan = { database: 'advisories', maxVulnerabilities: 1 };
    expect((await place.scan(scan)).conclusion).toBe('success');
    const { conclusion, result } = await place.scan({ ...scan, ignoreUnfixed: false });
    expect(conclusion).toBe('failure');
    expect(result.limits[0]).toMatchObject({ rule: 'docker/max-vulnerabilities', measured: 2 });
  });

  it('shows what an ignore file leaves out, with its reason, and does not count it', async () => {
    const ignored = `vulnerabilities:\n  - id: CVE-2026-90001\n    statement: the header is never sent\n`;
    await using place = await scanPlace({ files: { '.trivyignore.yaml': ignored } });
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    const { conclusion, result } = await place.scan();
    expect(conclusion).toBe('success');
    expect(result.findings.find(({ ruleId }) => ruleId === 'trivy/CVE-2026-90001')?.suppression).toEqual({
      kind: 'in-source',
      reason: 'Trivy: ignored, the header is never sent, .trivyignore.yaml',
    });
  });

  it('is not told what to leave out by variables of the environment or a trivy.yaml', async () => {
    await using place = await scanPlace({
      files: { 'trivy.yaml': 'severity: [LOW]\n' },
      env: { TRIVY_SEVERITY: 'LOW', TRIVY_IGNORE_UNFIXED: 'true', TRIVY_SKIP_DIRS: '/usr' },
    });
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    const { result } = await place.scan();
    expect(result.findings).toHaveLength(3);
  });

  it('finds misconfigurations of the image, on the line of the Dockerfile that makes them', async () => {
    const dockerfile = 'FROM scratch\nCOPY settings.py /srv/settings.py\nENV API_KEY="plain-words-7"\n';
    await using place = await scanPlace({ files: { Dockerfile: dockerfile } });
    await place.save({
      layers: [CLEAN],
      config: { Env: ['API_KEY=plain-words-7'] },
      empty: ['ENV API_KEY=plain-words-7'],
    });
    const { result, artifacts } = await place.scan({ database: 'advisories', scanners: [...ALL.scanners] });
    expect(result.findings.map(shortly)).toEqual([
      ['trivy/DS-0031', 'critical', 'Dockerfile:3'],
      ['trivy/DS-0002', 'high', 'Dockerfile'],
      ['trivy/DS-0026', 'low', 'Dockerfile'],
    ]);
    expect(artifacts['trivy.json']).not.toContain('plain-words-7');
  });

  it('counts a system without security fixes as a misconfiguration of its own kind', async () => {
    const alpine = {
      createdBy: 'ADD alpine.tar / # buildkit',
      files: {
        '/etc/alpine-release': '3.10.9\n',
        '/lib/apk/db/installed': 'P:busybox\nV:1.30.1-r2\nA:x86_64\nL:GPL-2.0\no:busybox\n\n',
      },
    };
    await using place = await scanPlace();
    await place.save({ layers: [alpine], config: SOUND, empty: EMPTY });
    const { conclusion, result } = await place.scan();
    expect(conclusion).toBe('failure');
    expect(result.findings.map(({ ruleId, kind }) => [ruleId, kind])).toEqual([
      ['trivy/CVE-2026-90004', 'dependency'],
      ['trivy/end-of-life', 'eol'],
    ]);
    expect(result.limits[1]).toMatchObject({ rule: 'docker/max-misconfigurations', measured: 1 });
  });

  it('is errored where no package is recognised, and passes that by option', async () => {
    await using place = await scanPlace();
    await place.save({
      layers: [{ createdBy: 'COPY app /app', files: { '/app': 'program' } }],
      config: SOUND,
      empty: EMPTY,
    });
    const { conclusion, result } = await place.scan({ database: 'advisories', scanners: [...ALL.scanners] });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('trivy recognises no package in this image');
    expect(
      (await place.scan({ database: 'advisories', scanners: [...ALL.scanners], allowNoPackages: true }))
        .conclusion,
    ).toBe('success');
  });

  it('is errored with what it found, where the database is too old', async () => {
    await using place = await scanPlace({ dbAgeMs: 9 * DAY_MS });
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    const { conclusion, result } = await place.scan();
    expect(conclusion).toBe('errored');
    expect(result.reason).toMatch(/^the database of vulnerabilities is 9 days old, of \d{4}-\d\d-\d\d: /u);
    expect(result.findings).toHaveLength(3);
    const month = { database: 'advisories', maxDbAgeMs: 30 * DAY_MS, maxVulnerabilities: 5 };
    expect((await place.scan(month)).conclusion).toBe('success');
  });

  it('is errored where the archive or the local database is not there or broken, and says which', async () => {
    await using place = await scanPlace();
    expect((await place.scan()).result.reason).toBe('the archive of orders, image.tar, is not there');
    await writeFile(join(place.dir, 'image.tar'), 'not a tar');
    expect((await place.scan()).result.reason).toMatch(
      /^trivy exited with 1: unable to open image\.tar as a Docker image: /u,
    );
    await place.save({ layers: [CLEAN], config: SOUND });
    expect((await place.scan({ database: 'nowhere' })).result.reason).toBe(
      'the option scan.database names nowhere, and there is no db/metadata.json in it',
    );
    await writeFile(join(place.dir, 'advisories/db/trivy.db'), 'not a database');
    const { conclusion, result } = await place.scan();
    expect(conclusion).toBe('errored');
    expect(result.reason).toBe('trivy exited with 1: failed to open db: invalid database');
  });

  it('looks for secrets alone without any database', async () => {
    await using place = await scanPlace();
    await place.save({ layers: [COPIED, URLLIB3], config: SOUND, empty: EMPTY });
    const { result } = await place.scan({ scanners: ['secrets'] });
    expect(result.findings.map(({ kind }) => kind)).toEqual(['secret']);
    expect(result.scope?.detail[0]).toBe('vulnerabilities not looked for, by option');
  });
});

describe('docker/scan with a Trivy that goes wrong', () => {
  const clean = JSON.stringify({ SchemaVersion: 2, Results: [{ Target: 'Python', Class: 'lang-pkgs' }] });
  it.each([
    ['says nothing', { exitCode: 1 }, 'trivy exited with 1: it said nothing'],
    [
      'knows no such flag',
      { exitCode: 1, stderr: 'x\tFATAL\tFatal error\tunknown flag: --a\n' },
      'trivy exited with 1: unknown flag: --a',
    ],
    ['ends with a code of its own', { exitCode: 7 }, 'trivy exited with 7: it said nothing'],
    ['writes no report', { exitCode: 0 }, 'trivy wrote no report'],
    ['writes garbage', { exitCode: 0, report: '{"a":' }, "trivy's report is JSON that was cut short"],
    ['scanned nothing', { exitCode: 0, report: '{"SchemaVersion":2}' }, 'trivy: no targets were scanned'],
    [
      'found, and lists nothing',
      { exitCode: 42, report: clean },
      'trivy exited with 42, and its report holds 0',
    ],
  ])(
    'is errored when it %s',
    async (
      _,
      { exitCode, stderr = '', report }: { exitCode: number; stderr?: string; report?: string },
      reason,
    ) => {
      await using place = await scanPlace();
      await place.save({ layers: [CLEAN], config: SOUND });
      const write = report === undefined ? [] : [`cat > "$out" <<'END'`, report, 'END'];
      const script = [
        '#!/bin/sh',
        '[ "$1" = --version ] && echo "Version: 0.76.0" && exit 0',
        'out=""',
        'while [ $# -gt 0 ]; do [ "$1" = --output ] && out="$2"; shift; done',
        ...write,
        ...(stderr === '' ? [] : [`printf '%s' '${stderr}' >&2`]),
        `exit ${exitCode}`,
      ];
      const path = join(place.dir, 'trivy');
      await writeFile(path, `${script.join('\n')}\n`, { mode: 0o755 });
      const { conclusion, result } = await place.scan(undefined, { tools: { trivy: path } });
      expect(conclusion).toBe('errored');
      expect(result.reason).toContain(reason);
    },
  );
});
