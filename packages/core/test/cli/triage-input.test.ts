import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, type Door } from './door.ts';

const TIME = '2026-02-03T04:05:06.7890123Z';

/** A job of one step, as the runner writes it. */
const job = (run: string, output: readonly string[], exit: number): readonly string[] => [
  "Current runner version: '2.334.0'",
  `##[group]Run ${run}`,
  `\u001B[36;1m${run}\u001B[0m`,
  'shell: /usr/bin/bash -e {0}',
  '##[endgroup]',
  ...output,
  `##[error]Process completed with exit code ${exit}.`,
];
const timed = (lines: readonly string[], before = ''): string =>
  lines.map((line) => `${before}${TIME} ${line}\n`).join('');
const NPM = job('npm ci', ['npm error code ECONNRESET', 'npm error network aborted'], 1);
const TESTS = job('pytest', ['FAILED tests/test_a.py::test_b - assert 1 == 2'], 1);

const utf16 = (text: string, isBig: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

const interleaved = NPM.map((line, index) =>
  [timed([line], 'deps\tinstall\t'), timed([TESTS[index] ?? ''], 'test\tunit\t')].join(''),
).join('');

const JUNIT = (message: string): string =>
  `<testsuite name="a" tests="2" failures="1"><testcase classname="a" name="one"/><testcase classname="a" name="two"><failure message="${message}">${message}</failure></testcase></testsuite>`;

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    'npm.log': timed(NPM),
    'cut.log': timed(NPM).slice(0, 300),
    'cut-tail.log': timed(NPM.slice(-3)),
    'interleaved.log': interleaved,
    'side-by-side.log': interleaved
      .replaceAll('FAILED tests', 'passed tests')
      .replaceAll('pytest', 'pip install a'),
    'imitated.log': timed(
      job(
        'npm test',
        [
          '##[endgroup]',
          '##[group]Run npm ci',
          '##[endgroup]',
          'npm error code ECONNRESET',
          '##[error]The hosted runner lost communication with the server.',
        ],
        1,
      ),
    ),
    'logs/b/2_test.txt': timed(TESTS),
    'logs/a/1_deps.log': timed(NPM),
    'logs/a/readme.md': 'npm error code ECONNRESET',
    'nothing/readme.md': '',
    'beside/deps.log': timed(NPM),
    'beside/results.xml': JUNIT('AssertionError: assert 1 == 2'),
    'beside/other.xml': '<project/>',
    'outside.xml': JUNIT(
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='h.example', port=443): Max retries exceeded",
    ),
    'broken.xml': '<testsuite',
  });
  await door.write({ 'le.log': utf16(timed(NPM), false), 'be.log': utf16(timed(NPM), true) });
  await door.write({
    'binary.log': Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256)),
  });
});
afterAll(() => door[Symbol.asyncDispose]());

interface Answer {
  readonly files: readonly { readonly file: string; readonly verdict: string; readonly category: string }[];
  readonly junit?: readonly Readonly<Record<string, unknown>>[];
}

const judge = async (...words: readonly string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await door.sluice(['triage', ...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
};

describe('sluice triage of bad input', () => {
  it.each([
    ['le.log', 'transient', 'npm'],
    ['be.log', 'transient', 'npm'],
    ['binary.log', 'unknown', 'unclassified'],
    ['cut.log', 'unknown', 'unclassified'],
    ['cut-tail.log', 'transient', 'npm'],
    ['interleaved.log', 'persistent', 'test'],
    ['side-by-side.log', 'persistent', 'unclassified'],
    ['imitated.log', 'persistent', 'unclassified'],
  ])('says of %s: %s, %s', async (file, verdict, category) => {
    expect((await judge(file)).files).toMatchObject([{ file, verdict, category }]);
  });
});

describe('sluice triage of a folder', () => {
  it('judges the logs in it and below, by name, and nothing else', async () => {
    expect((await judge('logs')).files.map(({ file, verdict }) => [file, verdict])).toEqual([
      ['logs/a/1_deps.log', 'transient'],
      ['logs/b/2_test.txt', 'persistent'],
    ]);
    expect((await judge('logs/a/1_deps.log', 'logs')).files).toHaveLength(2);
  });

  it('refuses one without a log', async () => {
    const { code, stderr } = await door.sluice(['triage', 'nothing']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'LOG_UNREADABLE: The log nothing cannot be read: no .log, .txt or .out is in this folder',
    );
  });
});

describe('sluice triage with JUnit results', () => {
  it('is not transient beside a test that failed for a cause in the code', async () => {
    const { files, junit } = await judge('beside');
    expect(files).toMatchObject([{ verdict: 'persistent', category: 'test' }]);
    expect(junit).toEqual([
      { file: 'beside/results.xml', tests: 2, failed: 1, outside: 0, others: ['a::two'] },
    ]);
  });

  it('says whether only tests with causes outside failed, which makes nothing transient', async () => {
    const { stdout } = await door.sluice(['triage', 'npm.log', '--junit', 'outside.xml']);
    expect(stdout).toContain('npm.log: transient');
    expect(stdout).toContain('outside.xml: 1 of 2 tests failed, and only such as name a cause outside');
    expect((await judge('interleaved.log', '--junit', 'outside.xml')).files[0]?.verdict).toBe('persistent');
  });

  it('refuses named results that are none', async () => {
    const { code, stderr } = await door.sluice([
      'triage',
      'npm.log',
      '--junit',
      'broken.xml',
      '--junit',
      'gone.xml',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/LOG_UNREADABLE: The log broken\.xml[^]*LOG_UNREADABLE: The log gone\.xml/u);
  });
});

describe('sluice triage --explain', () => {
  it('shows each hit, its weight, whether it counts, in which step, and why it came to this', async () => {
    const { stdout } = await door.sluice(['triage', 'npm.log', 'imitated.log', '--explain']);
    expect(stdout).toContain('  command npm ci, ended on line 8: Process completed with exit code 1.');
    expect(stdout).toMatch(
      /because npm-network on line 7 speaks for a cause outside, and nothing stands against it/u,
    );
    expect(stdout).toMatch(
      /line 6 {2}transient, conclusive {2}\[npm-network\] {2}npm error code ECONNRESET/u,
    );
    expect(stdout).toContain('because nothing that counts speaks for a cause outside');
    expect(stdout).toMatch(
      /does not count: code of the project may have printed it {2}npm error code ECONNRESET/u,
    );
  });

  it('names what vetoes, in the document too', async () => {
    const { files } = await judge('interleaved.log', '--explain');
    expect(files).toMatchObject([
      {
        parts: [
          { title: 'npm ci', verdict: 'transient' },
          { title: 'pytest', verdict: 'persistent' },
        ],
      },
    ]);
  });
});

describe('sluice triage with a config', () => {
  const rule = (more: string): string =>
    `export default { checks: [], triage: { rules: [{ id: 'odd', verdict: 'transient', category: 'npm', pattern: 'odd thing', source: 'x', mustMatch: ['odd thing'], mustNotMatch: ['even'], ${more} }] } };\n`;

  it('uses its rules, and says of a config that does not load that they are not used', async () => {
    await using there = await openDoor({
      'ci.config.mjs': rule(''),
      'a.log': timed(job('curl -O https://a.example', ['odd thing'], 1)),
    });
    const answer = async () => there.sluice(['triage', 'a.log', '--json']);
    expect(JSON.parse((await answer()).stdout)).toMatchObject({ files: [{ verdict: 'transient' }] });
    await there.write({ 'ci.config.mjs': rule(`mustMatch: ['even']`) });
    const refused = await answer();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('TRIAGE_RULE_INVALID');
    await there.write({ 'ci.config.mjs': 'export default {' });
    const without = await answer();
    expect(JSON.parse(without.stdout)).toMatchObject({ files: [{ verdict: 'persistent' }] });
    expect(without.stderr).toContain('the config cannot be loaded, so its rules of triage are not used');
  });
});
