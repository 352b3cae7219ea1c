import { describe, expect, it } from 'vitest';
import { cvssScore } from '../../src/osv/cvss.ts';

describe('the base score of a CVSS vector', () => {
  // Computed by the `cvss` package of PyPI, an implementation that shares nothing with this one.
  it.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:A/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:L/SC:L/SI:L/SA:H', 2.1],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:A/VC:N/VI:L/VA:L/SC:H/SI:N/SA:L', 2],
    ['CVSS:4.0/AV:N/AC:H/AT:P/PR:H/UI:A/VC:H/VI:L/VA:N/SC:H/SI:N/SA:L', 6.9],
    ['CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:A/VC:L/VI:H/VA:L/SC:N/SI:L/SA:N', 5.2],
    ['CVSS:4.0/AV:L/AC:H/AT:N/PR:H/UI:A/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N', 4.1],
    ['CVSS:4.0/AV:A/AC:L/AT:P/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:H', 4.3],
    ['CVSS:4.0/AV:L/AC:H/AT:N/PR:H/UI:N/VC:H/VI:H/VA:H/SC:H/SI:L/SA:N', 8.5],
    ['CVSS:3.1/AV:A/AC:H/PR:L/UI:N/S:C/C:H/I:H/A:H', 8],
    ['CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:H/A:N', 5.1],
    ['CVSS:3.1/AV:P/AC:H/PR:N/UI:R/S:C/C:L/I:N/A:N', 2],
    ['CVSS:3.0/AV:L/AC:H/PR:H/UI:N/S:C/C:H/I:H/A:N', 7.2],
    ['CVSS:3.0/AV:P/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:N', 5.2],
    ['AV:A/AC:M/Au:M/C:P/I:P/A:N', 3.4],
    ['(AV:A/AC:H/Au:M/C:C/I:C/A:C)', 6.2],
    ['AV:N/AC:M/Au:N/C:N/I:P/A:N', 4.3],
  ])('of %s is %d', (vector, score) => {
    expect(cvssScore(vector)?.score).toBe(score);
  });

  it('is 0 where nothing is harmed', () => {
    expect(cvssScore('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N')?.score).toBe(0);
    expect(cvssScore('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N')?.score).toBe(0);
    expect(cvssScore('AV:N/AC:L/Au:N/C:N/I:N/A:N')?.score).toBe(0);
  });

  it.each([
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H',
    'CVSS:9.9/AV:N',
    'constructor',
    '',
  ])('is none of %j', (vector) => {
    expect(cvssScore(vector)).toBeUndefined();
  });
});
