import { describe, expect, it } from 'vitest';
import { joinSeverity } from '../../src/osv/join-severity.ts';
import type { OsvRecord } from '../../src/osv/osv-record.ts';

const record = (id: string, more: Partial<OsvRecord> = {}): OsvRecord => ({
  id,
  aliases: [],
  isWithdrawn: false,
  affected: [],
  vectors: [],
  cwe: [],
  ...more,
});

const V31 = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N'; // 8.1
const V4_LOW = 'CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:A/VC:N/VI:L/VA:L/SC:H/SI:N/SA:L'; // 2.0
const V2 = 'AV:N/AC:L/Au:N/C:C/I:C/A:C'; // 10

describe('the severity of a vulnerability', () => {
  it("is GitHub's word before any score, and says MODERATE as medium", () => {
    const ghsa = record('GHSA-a', {
      aliases: ['CVE-1'],
      severity: 'MODERATE',
      vectors: [V31],
      cwe: ['CWE-79'],
    });
    const pysec = record('PYSEC-1', { aliases: ['CVE-1'], vectors: [V31] });
    expect(joinSeverity(['PYSEC-1'], [pysec, ghsa])).toEqual({
      severity: 'medium',
      from: 'GHSA-a says MODERATE',
      cwe: ['CWE-79'],
    });
  });

  it('is the newest CVSS where GitHub says nothing, and not the highest', () => {
    const records = [record('PYSEC-1', { vectors: [V31, V4_LOW, V2] })];
    expect(joinSeverity(['PYSEC-1'], records)).toMatchObject({
      severity: 'low',
      from: 'CVSS 4.0 2.0 of PYSEC-1',
    });
    const older = [record('PYSEC-1', { vectors: [V2, V31] })];
    expect(joinSeverity(['PYSEC-1'], older)).toMatchObject({
      severity: 'high',
      from: 'CVSS 3.1 8.1 of PYSEC-1',
    });
  });

  it('has no critical by CVSS 2', () => {
    expect(joinSeverity(['CVE-1'], [record('CVE-1', { vectors: [V2] })]).severity).toBe('high');
  });

  it('is found over the aliases of aliases, and not over a record of something else', () => {
    const chain = [
      record('PYSEC-1', { aliases: ['CVE-1'] }),
      record('GHSA-a', { aliases: ['CVE-1'], severity: 'CRITICAL' }),
      record('GHSA-other', { aliases: ['CVE-2'], severity: 'LOW' }),
    ];
    expect(joinSeverity(['PYSEC-1'], chain).severity).toBe('critical');
    expect(joinSeverity(['PYSEC-1'], chain.toReversed())).toEqual(joinSeverity(['PYSEC-1'], chain));
  });

  it('is unknown, with the reason, where no record says any', () => {
    expect(joinSeverity(['PYSEC-1'], [record('PYSEC-1')])).toMatchObject({
      severity: 'unknown',
      from: 'PYSEC-1 says none',
    });
    expect(joinSeverity(['PYSEC-1'], [])).toMatchObject({
      severity: 'unknown',
      from: 'no record of it is at hand',
    });
    expect(
      joinSeverity(['X'], [record('X', { severity: 'CONSTRUCTOR', vectors: ['nonsense'] })]).severity,
    ).toBe('unknown');
  });
});
