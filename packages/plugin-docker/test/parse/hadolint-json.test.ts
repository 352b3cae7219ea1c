import { describe, expect, it } from 'vitest';
import { readHadolint } from '../../src/parse/hadolint-json.ts';
import { fixture } from '../fixture.ts';

const at = (lines: readonly string[] = []) => ({ path: 'Dockerfile', lines });

describe('the report of hadolint', () => {
  it('is findings with severity, line, the line’s own text and a page about the rule', () => {
    const lines = fixture('hadolint', 'findings', 'Dockerfile').split('\n');
    const read = readHadolint(fixture('hadolint', 'findings', 'hadolint-2.15.1.json'), at(lines));
    expect(
      'findings' in read &&
        read.findings.map(({ ruleId, severity, location }) => [ruleId, severity, location?.line]),
    ).toEqual([
      ['hadolint/DL3006', 'medium', 1],
      ['hadolint/DL3015', 'low', 2],
      ['hadolint/DL3008', 'medium', 2],
      ['hadolint/DL3014', 'medium', 2],
      ['hadolint/DL3003', 'medium', 3],
      ['hadolint/SC2086', 'low', 3],
      ['hadolint/DL4000', 'high', 4],
    ]);
    expect('findings' in read && read.findings[5]).toMatchObject({
      region: 'RUN cd /x && echo $y',
      raw: 'info',
      helpUrl: 'https://www.shellcheck.net/wiki/SC2086',
    });
  });

  it('is one finding on one line for a syntax error', () => {
    const read = readHadolint(fixture('hadolint', 'syntax-error', 'hadolint-2.15.1.json'), at());
    expect('findings' in read && read.findings).toEqual([
      expect.objectContaining({
        ruleId: 'hadolint/DL1000',
        severity: 'high',
        message: expect.not.stringContaining('\n'),
      }),
    ]);
  });

  it.each([
    ['', 'hadolint wrote no report'],
    ['[{', "hadolint's report is not JSON"],
    ['{}', "hadolint's report is no list"],
    ['[1]', "hadolint's report has an entry that is no finding"],
    [
      '[{"code":"../x","line":1,"level":"error","message":"m"}]',
      "hadolint's report has an entry that is no finding",
    ],
  ])('that is %j is an error', (text, reason) => {
    expect(readHadolint(text, at())).toEqual({ reason });
  });
});
