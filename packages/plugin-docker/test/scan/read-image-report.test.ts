import { describe, expect, it } from 'vitest';
import { publicReport } from '../../src/scan/public-report.ts';
import { readImageReport } from '../../src/scan/read-image-report.ts';

const source = {
  cwd: import.meta.dirname,
  context: '.',
  dockerfile: { path: 'Dockerfile', text: 'FROM scratch\n' },
};
const secret = (path: string) => ({
  Target: path,
  Class: 'secret',
  Secrets: [
    {
      RuleID: 'github-pat',
      Severity: 'CRITICAL',
      Title: 'GitHub Personal Access Token',
      StartLine: 1,
      Match: 't = "*****"',
      Code: { Lines: [{ Content: 'beside = "what-no-rule-knows"' }] },
      Layer: { CreatedBy: `COPY ${path} /x # buildkit` },
    },
  ],
});
const report = (...Results: object[]): string =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: 'image.tar',
    Metadata: { ImageConfig: { a: 1 } },
    Results,
  });

describe('Trivy’s report on an image', () => {
  it('keeps names of files in an image on one line, harmless and short', async () => {
    const hostile = `/srv/a\n::error::b\u001B[31m${'c'.repeat(1000)}`;
    const { findings } = await readImageReport(report(secret(hostile)), source);
    expect(findings).toHaveLength(1);
    const { message = '', region = '' } = findings[0] ?? {};
    expect(message).toMatch(/^GitHub Personal Access Token in a layer of the image: \/srv\/a ::error::b/u);
    for (const text of [message, region]) expect(text).not.toMatch(/[\p{Cc}]/u);
    expect(message.length).toBeLessThan(600);
  });

  it('keeps secrets in two files apart, although one instruction copied both', async () => {
    const { findings } = await readImageReport(report(secret('/srv/a'), secret('/srv/b')), source);
    expect(findings.map(({ location, region }) => [location, region])).toEqual([
      [{ path: 'Dockerfile' }, 'trivy/github-pat /srv/a'],
      [{ path: 'Dockerfile' }, 'trivy/github-pat /srv/b'],
    ]);
  });

  it('puts a misconfiguration of a file in the image to no file of the project', async () => {
    const result = {
      Target: 'app/pod.yaml',
      Class: 'config',
      Type: 'kubernetes',
      Misconfigurations: [
        {
          ID: 'KSV-0001',
          Status: 'FAIL',
          Severity: 'MEDIUM',
          Message: 'Too much',
          CauseMetadata: { StartLine: 7 },
        },
      ],
    };
    const { findings } = await readImageReport(report(result), source);
    expect(findings).toMatchObject([
      { message: 'Too much (/app/pod.yaml in the image)', location: { path: 'Dockerfile' } },
    ]);
    expect(findings[0]?.location?.line).toBeUndefined();
  });

  it('says nothing of a place where there is no Dockerfile', async () => {
    const { findings } = await readImageReport(report(secret('/srv/a')), {
      cwd: import.meta.dirname,
      context: '.',
    });
    expect(findings[0]?.location).toBeUndefined();
  });

  it.each(['', '[', '{"a":1}', 'null', '[1]'])('that is %j is no evidence', async (text) => {
    expect((await readImageReport(text, source)).status).toBe('failed');
  });

  it('is kept without the lines of files, the environment and the history', () => {
    const kept = publicReport(report(secret('/srv/a')));
    expect(kept).toContain('github-pat');
    expect(kept).not.toMatch(/what-no-rule-knows|\*{5}|ImageConfig/u);
    expect(publicReport('{')).toBeUndefined();
    expect(publicReport('7')).toBeUndefined();
  });
});
