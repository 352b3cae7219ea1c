/** A token in GitHub's form whose checksum is right, in pieces: no scanner of this repository is to find it. */
export const TOKEN = ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJ', 'UVFk6LO0pINUx'].join('');

/** A password as Bandit's B105 finds it, in pieces. */
export const PASSWORD = ['correct', 'horse', '9', 'battery'].join('-');

/** A module with so many calls that Bandit takes for HIGH (B602). */
export function shellCalls(count: number): string {
  const calls = Array.from(
    { length: count },
    (_, index) => `def call_${index}(word_${index}):\n    subprocess.call(word_${index}, shell=True)\n`,
  );
  return `import subprocess\n\n\n${calls.join('\n\n')}`;
}

interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly name: string;
  readonly fixed: string;
  readonly severity?: string;
}

/** An advisory in OSV's form. */
function advisory({ id, aliases, name, fixed, severity }: Advisory): string {
  return JSON.stringify({
    id,
    aliases,
    summary: `${name} before ${fixed} does what it should not.`,
    published: '2024-05-06T07:08:09Z',
    modified: '2024-06-01T00:00:00.123456Z',
    affected: [
      {
        package: { name, ecosystem: 'PyPI' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
    ...(severity === undefined ? {} : { database_specific: { severity } }),
  });
}

/**
 * Advisories about packages that do not exist, under numbers that are not given out: urllox has three vulnerabilities
 * (two high, one of them twice, by PYSEC and GHSA, and one of no known severity), jinjo one that is moderate.
 */
export const ADVISORIES: Readonly<Record<string, string>> = {
  'osv/PYSEC-2024-1.json': advisory({
    id: 'PYSEC-2024-9001',
    aliases: ['CVE-2024-90001', 'GHSA-aaaa-bbbb-cccc'],
    name: 'urllox',
    fixed: '2.0.7',
  }),
  'osv/GHSA-1.json': advisory({
    id: 'GHSA-aaaa-bbbb-cccc',
    aliases: ['CVE-2024-90001'],
    name: 'Urllox',
    fixed: '2.0.7',
    severity: 'HIGH',
  }),
  'osv/GHSA-2.json': advisory({
    id: 'GHSA-dddd-eeee-ffff',
    aliases: ['CVE-2024-90002'],
    name: 'urllox',
    fixed: '2.0.7',
    severity: 'HIGH',
  }),
  'osv/PYSEC-2024-3.json': advisory({ id: 'PYSEC-2024-9003', aliases: [], name: 'urllox', fixed: '1.30' }),
  'osv/GHSA-4.json': advisory({
    id: 'GHSA-gggg-hhhh-jjjj',
    aliases: ['CVE-2024-90004'],
    name: 'jinjo',
    fixed: '2.10.1',
    severity: 'MODERATE',
  }),
};
