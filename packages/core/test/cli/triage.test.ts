import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, type Door } from './door.ts';

const TIME = '2026-02-03T04:05:06.7890123Z';
const LOG = [
  "Current runner version: '2.334.0'",
  '##[group]Run curl --fail https://files.example/a',
  '\u001B[36;1mcurl --fail https://files.example/a\u001B[0m',
  'shell: /usr/bin/bash -e {0}',
  '##[endgroup]',
  'curl: (6) Could not resolve host: files.example',
  '##[error]Process completed with exit code 6.',
]
  .map((line) => `${TIME} ${line}\n`)
  .join('');

let door: Door;
beforeAll(async () => {
  // No config: the verb needs none.
  door = await openDoor({
    'dns.log': LOG,
    'test.log': 'AssertionError: 1 is not 2\n',
    'empty.log': '',
    'secret.log':
      "fatal: unable to access 'https://u:hunter2@git.example/a': Recv failure: hush-hush-value ::error::x\n",
  });
});
afterAll(() => door[Symbol.asyncDispose]());

describe('sluice triage', () => {
  it('says why, how sure it is, which lines say so, and what to do', async () => {
    const { code, stdout, stderr } = await door.sluice(['triage', 'dns.log', 'test.log', 'empty.log']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'dns.log: transient (dns, 95 % sure)',
        '  why  a host name could not be resolved: not your code',
        '  line 6  curl: (6) Could not resolve host: files.example  [curl-dns]',
        '  do  rerun once; when it fails the same way again, it is not this',
        '',
        'test.log: persistent (test, 95 % sure)',
        '  why  a test failed',
        '  line 1  AssertionError: 1 is not 2  [assertion]',
        '  do  fix it; a rerun meets the same',
        '',
        'empty.log: unknown',
        '  do  nothing: the log names no failure. Give the whole log of what failed',
        '',
      ].join('\n'),
    );
  });

  it('prints one document with --json', async () => {
    const { code, stdout } = await door.sluice(['triage', 'dns.log', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      files: [
        {
          file: 'dns.log',
          verdict: 'transient',
          category: 'dns',
          confidence: 0.95,
          evidence: [{ line: 6, text: 'curl: (6) Could not resolve host: files.example', rule: 'curl-dns' }],
        },
      ],
    });
  });

  it('reads standard input', async () => {
    const { code, stdout } = await door.pipe(['triage', '-', '--json'], LOG);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ file: '-', verdict: 'transient' }] });
  });

  it('masks secrets in what it shows, and prints nothing that a host obeys', async () => {
    const { stdout } = await door.sluice(['triage', 'secret.log'], { MY_TOKEN: 'hush-hush-value' });
    expect(stdout).toContain('Recv failure: ***');
    expect(stdout).not.toMatch(/hunter2|hush-hush/u);
  });

  it('says of all files that cannot be read why, with LOG_UNREADABLE, and judges none', async () => {
    const { code, stdout, stderr } = await door.sluice(['triage', 'nowhere.log', 'dns.log', 'gone.log']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /2 problems[^]*LOG_UNREADABLE: The log nowhere\.log[^]*LOG_UNREADABLE: The log gone\.log/u,
    );
  });

  it('needs a file', async () => {
    const { code, stderr } = await door.sluice(['triage']);
    expect(code).toBe(2);
    expect(stderr).toContain('needs more: sluice triage FILE…');
  });
});
