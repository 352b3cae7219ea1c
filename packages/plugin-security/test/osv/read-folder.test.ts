import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { openAdvisories } from '../../src/osv/open-advisories.ts';
import { readFolder } from '../../src/osv/read-folder.ts';

const YAML = `id: PYSEC-2019-217
details: A sandbox escape.
modified: 2024-02-01T10:20:30.5+02:00
published: 2019-04-07
withdrawn: null
aliases:
- CVE-2019-10906
affected:
- package:
    name: Jinja_2
    ecosystem: PyPI
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: 0
    - fixed: 2.10.1
  - type: GIT
    events:
    - introduced: 0
  versions:
  - 2.10
  - 2.1
- package:
    name: jinja2
    ecosystem: Debian
`;

const open = (cwd: string) =>
  openAdvisories({ cwd, advisories: 'osv', env: {}, signal: new AbortController().signal });

describe('a folder of advisories', () => {
  it('is read with versions as they are written, names normalised and dates as pip-audit reads them', async () => {
    await using workspace = await tempWorkspace({
      'osv/jinja2/a.yaml': YAML,
      'osv/NOTICE.md': 'attribution',
    });
    const { records, unreadable } = await readFolder(workspace.path('osv'));
    expect(unreadable).toEqual([]);
    expect(records).toEqual([
      {
        id: 'PYSEC-2019-217',
        aliases: ['CVE-2019-10906'],
        summary: 'A sandbox escape.',
        published: '2019-04-07T00:00:00Z',
        modified: '2024-02-01T08:20:30Z',
        isWithdrawn: false,
        affected: [
          {
            name: 'jinja-2',
            ranges: [[{ introduced: '0' }, { fixed: '2.10.1' }]],
            versions: ['2.10', '2.1'],
          },
        ],
        vectors: [],
        cwe: [],
      },
    ]);
  });

  it('reads vectors of the record and of its packages, the word of the database and its weaknesses', async () => {
    const value = {
      id: 'GHSA-a',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/a' }],
      affected: [{ package: { name: 'a', ecosystem: 'PyPI' }, severity: [{ score: 'CVSS:4.0/b' }] }],
      database_specific: { severity: 'moderate', cwe_ids: ['CWE-79', '<script>'] },
      withdrawn: '2020-01-01T00:00:00Z',
    };
    await using workspace = await tempWorkspace({ 'osv/a.json': JSON.stringify(value) });
    const { records } = await readFolder(workspace.path('osv'));
    expect(records).toMatchObject([
      {
        severity: 'MODERATE',
        vectors: ['CVSS:3.1/a', 'CVSS:4.0/b'],
        cwe: ['CWE-79'],
        isWithdrawn: true,
      },
    ]);
  });

  it.each([
    ['is not there', {}, 'there is no folder of advisories at osv'],
    ['is empty', { 'osv/README.md': '' }, "osv holds no advisory in OSV's form"],
    [
      'holds a file that is no advisory',
      { 'osv/a.yaml': YAML, 'osv/sub/b.json': '{"id":', 'osv/c.json': '[]' },
      '2 files of osv are no advisory: c.json, sub/b.json',
    ],
  ])('is refused where it %s', async (_case, files: Record<string, string>, reason) => {
    await using workspace = await tempWorkspace(files);
    expect(await open(workspace.dir)).toEqual({ reason });
  });

  it('says how old it is', async () => {
    await using workspace = await tempWorkspace({ 'osv/a.yaml': YAML });
    const opened = await open(workspace.dir);
    if ('reason' in opened) throw new Error(opened.reason);
    await opened.server.close();
    expect(opened.from).toBe('advisories up to 2024-02-01: 1 in osv');
  });
});
