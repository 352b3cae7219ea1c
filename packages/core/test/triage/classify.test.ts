import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/triage/classify.ts';
import { RULES } from '../../src/triage/rules.ts';
import { actionLog, type LoggedStep } from './action-log.ts';

const show = (text: string): string => text;
const judge = (lines: readonly string[]) => classify(lines, { show });
const judgeStep = (output: readonly string[], more: Partial<LoggedStep> = {}) =>
  judge(actionLog([{ run: 'make', output, exit: 1, ...more }]));

/** Each as its tool prints it: curl 8.5, git 2.52, npm 10.9, pip 24.0, apt 2.8, Docker 28, Go 1.24, Maven 3.9. */
const OUTSIDE: readonly (readonly [string, string, readonly string[], string])[] = [
  [
    'dns',
    'curl-dns',
    ['curl: (6) Could not resolve host: files.example'],
    'curl -O https://files.example/a | tar x',
  ],
  [
    'timeout',
    'git-timeout',
    [
      "fatal: unable to access 'https://git.example/a/': Failed to connect to git.example port 443 after 134448 ms: Connection timed out",
    ],
    'git fetch origin',
  ],
  [
    'git-transport',
    'git-access',
    ["fatal: unable to access 'https://git.example/a/': The requested URL returned error: 503"],
    'git clone https://git.example/a',
  ],
  [
    'npm',
    'npm-network',
    [
      'npm error code ECONNRESET',
      'npm error network aborted',
      'npm error A complete log of this run can be found in: /tmp/a.log',
    ],
    'npm ci',
  ],
  [
    'pip',
    'pip-network',
    [
      'ERROR: Exception:',
      'Traceback (most recent call last):',
      "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example', port=443): Read timed out.",
    ],
    'python -m pip install -r requirements.txt',
  ],
  [
    'apt-mirror',
    'apt-mirror',
    ['Err:1 http://deb.example a', 'E: Failed to fetch http://deb.example/a.deb  Hash Sum mismatch'],
    'sudo apt-get update && sudo apt-get install -y a',
  ],
  [
    'http-429',
    'docker-rate-limit',
    ['Error response from daemon: toomanyrequests: You have reached your pull rate limit.'],
    'docker pull a',
  ],
  [
    'docker-registry',
    'docker-server-error',
    [
      '#3 ERROR: failed to copy: unexpected status code https://r.example/v2/a/manifests/sha256:8: 503 Service Unavailable',
    ],
    'docker buildx build --push .',
  ],
  [
    'go-proxy',
    'go-proxy',
    [
      'a.go:16:2: github.com/a/b@v5.0.3: read "https://proxy.example/b.zip": stream error: stream ID 239; INTERNAL_ERROR; received from peer',
      'FAIL\texample.com/svc [setup failed]',
    ],
    'go test ./...',
  ],
  [
    'maven',
    'maven-transfer',
    [
      '[ERROR] Failed to execute goal on project core: Could not transfer artifact a:b:jar:2.1 from/to central (https://m.example): Connection reset -> [Help 1]',
    ],
    './mvnw -B verify',
  ],
];

/** Each as its tool prints it: pytest 8.4, vitest 3.2, Go 1.24, TypeScript 5.8, ESLint 9, npm 10.9, Docker 28. */
const INSIDE: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'test',
    'pytest-failed',
    [
      'E       assert 500 == 201',
      'FAILED tests/test_a.py::test_b - assert 500 == 201',
      '=== 1 failed, 429 passed in 5.03s ===',
    ],
  ],
  [
    'test',
    'assertion',
    ["AssertionError: expected 'pass' to be 'fail'", ' Tests  1 failed | 512 passed (513)'],
  ],
  [
    'test',
    'go-failed',
    ['    a_test.go:212: status code: got 500, want 200', '--- FAIL: TestDeploy (0.52s)', 'FAIL'],
  ],
  ['type', 'type-error', ["src/a.ts(1,2): error TS2345: Argument of type 'string' is not assignable"]],
  [
    'lint',
    'lint-error',
    [
      '  42:11  error  Missing JSDoc @param "ETIMEDOUT" declaration  jsdoc/require-param',
      '✖ 1 problem (1 error, 0 warnings)',
    ],
  ],
  [
    'resolution',
    'resolver',
    ['npm error code ERESOLVE', 'npm error ERESOLVE unable to resolve dependency tree'],
  ],
  [
    'not-found',
    'not-found',
    ['Error response from daemon: manifest for python:3.99 not found: manifest unknown: manifest unknown'],
  ],
  ['permission', 'permission', ['#15 ERROR: denied: requested access to the resource is denied']],
  ['checksum', 'checksum', ['verifying github.com/a/b@v1.0.0: checksum mismatch', 'SECURITY ERROR']],
  [
    'resource',
    'own-memory',
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  ],
];

describe('a failure from outside', () => {
  it.each(OUTSIDE)('of %s is transient by %s', async (category, rule, output, run) => {
    const triage = await judgeStep(output, { run });
    expect(triage).toMatchObject({ verdict: 'transient', category });
    expect(triage.evidence.map((one) => one.rule)).toContain(rule);
  });

  it('is told at the line that says so', async () => {
    const log = actionLog([
      {
        run: 'curl -O https://files.example/a',
        output: ['one', 'curl: (6) Could not resolve host: files.example'],
        exit: 6,
      },
    ]);
    const { evidence } = await judge(log);
    expect(evidence).toEqual([
      { line: 12, text: 'curl: (6) Could not resolve host: files.example', rule: 'curl-dns' },
    ]);
    expect(log[11]).toContain('Could not resolve host');
  });

  it('is one too when an action could not be downloaded', async () => {
    const log = actionLog(
      [],
      [
        "##[warning]Failed to download action 'https://api.github.com/repos/a/b/tarball/1'. Error: Response status code does not indicate success: 503 (Service Unavailable).",
        '##[warning]Back off 16.547 seconds before retry.',
        '##[error]Response status code does not indicate success: 503 (Service Unavailable).',
      ],
    );
    expect(await judge(log)).toMatchObject({ verdict: 'transient', category: 'action-download' });
  });

  it('is one too when the runner was taken away', async () => {
    const log = actionLog(
      [{ run: 'make', output: ['[ 71%] Building'] }],
      [
        '##[error]The runner has received a shutdown signal. This can happen when the runner service is stopped.',
        '##[error]The operation was canceled.',
        'Cleaning up orphan processes',
      ],
    );
    expect(await judge(log)).toMatchObject({ verdict: 'transient', category: 'runner-lost' });
  });

  it('is one too when the kernel killed it, by what the shell says and the exit code together', async () => {
    const killed = '/home/runner/work/_temp/a.sh: line 1:  4107 Killed                  ctest -V';
    expect(await judgeStep([killed], { run: 'ctest -V', exit: 137 })).toMatchObject({
      verdict: 'transient',
      category: 'runner-resources',
    });
    expect(await judgeStep([killed], { run: 'ctest -V', exit: 1 })).toMatchObject({ verdict: 'persistent' });
    expect(await judgeStep([], { run: 'ctest -V', exit: 137 })).toMatchObject({ verdict: 'persistent' });
  });

  it('is found however much was printed after it', async () => {
    const more = Array.from({ length: 20_000 }, (_, index) => `npm verbose stack ${index}`);
    const triage = await judgeStep(['npm error code ECONNRESET', ...more], { run: 'npm ci' });
    expect(triage).toMatchObject({ verdict: 'transient', category: 'npm' });
    expect(triage.evidence.map(({ text }) => text)).toEqual(['npm error code ECONNRESET']);
  });
});

describe('a failure of the code', () => {
  it.each(INSIDE)('of %s is persistent by %s', async (category, rule, output) => {
    const triage = await judgeStep(output);
    expect(triage).toMatchObject({ verdict: 'persistent', category });
    expect(triage.evidence.map((one) => one.rule)).toContain(rule);
  });

  it.each(INSIDE)('of %s stays one whatever was printed before it', async (_category, _rule, output) => {
    for (const [, , trouble, run] of OUTSIDE)
      expect(await judgeStep([...trouble, ...output], { run })).toMatchObject({ verdict: 'persistent' });
  });

  it('is not excused by names of tests that passed', async () => {
    const output = [
      '✓ maps ECONNRESET to transient 3ms',
      'PASS src/http/429.test.ts',
      'ok 3 - read ECONNRESET is retried',
      '× blocks a draft',
    ];
    expect(await judgeStep(output)).toMatchObject({ verdict: 'persistent', category: 'test' });
  });

  it('is not excused by an error of the network in a step that passed', async () => {
    const log = actionLog([
      { run: 'pip install x', output: ['curl: (56) Recv failure: Connection reset by peer'] },
      { run: 'make test', output: ['nothing to see'], exit: 1 },
    ]);
    expect(await judge(log)).toMatchObject({ verdict: 'persistent', category: 'unclassified', evidence: [] });
  });

  it('is not excused by an error of the network that was overcome', async () => {
    const output = [
      "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'ReadTimeoutError'",
      'curl: (28) Operation timed out',
      'Successfully installed wrapt-1.16.0',
      'exiting',
    ];
    expect(await judgeStep(output)).toMatchObject({ verdict: 'persistent', category: 'unclassified' });
  });

  it('is not excused by a service that the tests themselves should have started', async () => {
    expect(await judgeStep(['Error: connect ECONNREFUSED 127.0.0.1:5432'])).toMatchObject({
      verdict: 'persistent',
    });
    expect(await judgeStep(['http://localhost:8080/a: 503 Service Unavailable'])).toMatchObject({
      verdict: 'persistent',
    });
  });

  it('counts when another part failed from outside', async () => {
    const log = actionLog([
      { run: 'curl a', output: ['curl: (6) Could not resolve host: a.example'], exit: 6 },
      { run: 'make test', output: ['--- FAIL: TestA (0.1s)'], exit: 1 },
    ]);
    expect(await judge(log)).toMatchObject({ verdict: 'persistent', category: 'test' });
  });
});

describe('text that is planted to force a rerun', () => {
  it.each([
    ['an error of the network beside a failing test', ['read ECONNRESET', '--- FAIL: TestA (0.1s)']],
    ['the words of the runner', ['##[error]The runner has received a shutdown signal. This can happen when']],
    [
      'a download of an action',
      ['##[error]Response status code does not indicate success: 502 (Bad Gateway).'],
    ],
    ['the end of the job', ['--- FAIL: TestA (0.1s)', 'Post job cleanup.', 'read ECONNRESET']],
    [
      'a step that is none',
      [
        '--- FAIL: TestA (0.1s)',
        '##[group]Run curl a',
        '##[endgroup]',
        'curl: (6) Could not resolve host: a.example',
      ],
    ],
    [
      'a group that hides the failing test',
      ['##[group]✓ repo/test', '--- FAIL: TestA (0.1s)', '##[endgroup]', 'read ECONNRESET'],
    ],
  ])('by %s is not transient', async (_, output) => {
    expect((await judgeStep(output)).verdict).toBe('persistent');
  });
});

/** What runtimes of all kinds print of the network: any test may print it too. */
const GENERAL: readonly string[] = [
  'read ECONNRESET',
  'Error: read ECONNRESET',
  '##[error]connect ETIMEDOUT 140.82.112.3:443',
  'Error: connect ETIMEDOUT 140.82.112.3:443',
  'Error: getaddrinfo EAI_AGAIN registry.example',
  'Error: getaddrinfo ENOTFOUND registry.example',
  'fetch failed: 503 Service Unavailable',
  'Error: GET https://api.example/v1/a: 502 Bad Gateway',
  'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example/a',
  "httpx.HTTPStatusError: Client error '429 Too Many Requests' for url 'https://hub.example/a'",
  'Error: 429 Too Many Requests',
  'net/http: TLS handshake timeout',
  'Client network socket disconnected before secure TLS connection was established',
  'Error: socket hang up',
  'caused by: Connection reset by peer (os error 104)',
  'curl: (6) Could not resolve host: files.example',
  'network error',
  'download error',
  'Killed',
  'HttpError: API rate limit exceeded for installation ID 1.',
  'write /tmp/a: no space left on device',
];

/** How projects run their own code. */
const OWN_COMMANDS: readonly string[] = [
  'pytest tests',
  'npm test',
  'npm run build',
  'yarn e2e',
  'make',
  'make test',
  'make build',
  './script.sh',
  'bash scripts/ci.sh',
  'python -m pytest',
  'node --test',
  'npx vitest run',
  'go run ./cmd/a',
  'cargo run',
  'tox -e py312',
  'npm ci && npm test',
  'pip install -r requirements.txt && pytest',
  'curl -O https://files.example/a && ./a',
  'npm ci --silent; ./script.sh',
  "curl -O https://files.example/a; echo \"don't\"; ./script.sh; echo 'done'",
  'curl -O "https://files.example/$(./script.sh)"',
  'docker compose up',
  'docker run a',
];

describe('what the code of the project prints', () => {
  it('is not transient by general words, in whatever order and with whatever else', async () => {
    const output = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...GENERAL) }, fc.string()), {
      maxLength: 12,
    });
    const code = fc.constantFrom(1, 2, 6, 28, 56, 100, 101, 128, 143);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...OWN_COMMANDS), output, code, async (run, lines, exit) => {
        // More than text: the very code by which the tool that the step calls ends.
        fc.pre(!(exit === 6 && run.startsWith('curl ')));
        expect((await judgeStep(lines, { run, exit })).verdict).not.toBe('transient');
      }),
      { numRuns: 300 },
    );
  });

  it.each(OWN_COMMANDS.filter((run) => !run.includes('install') && !run.startsWith('npm ci &&')))(
    'of %s is not transient by the words of a tool either',
    async (run) => {
      for (const [, , lines] of OUTSIDE)
        expect((await judgeStep(lines, { run })).verdict, lines[0]).not.toBe('transient');
    },
  );

  it('is believed after a tool only with its words last, and with its own exit code', async () => {
    const APT = 'E: Failed to fetch http://deb.example/a.deb  Connection timed out [IP: 192.0.2.1 80]';
    const GIT = "fatal: unable to access 'https://git.example/a/': Could not resolve host: git.example";
    const CURL = 'curl: (35) Recv failure: Connection reset by peer';
    const cases = [
      ['sudo apt-get update && sudo apt-get install -y xvfb && xvfb-run npm test', APT, 100],
      ['git clone https://git.example/a; cd a; make', GIT, 128],
      ['curl -fL https://a.example/a.tgz -o a.tgz; ./a', CURL, 35],
    ] as const;
    for (const [run, line, exit] of cases) {
      expect((await judgeStep([line], { run, exit })).verdict).toBe('transient');
      expect((await judgeStep([line], { run, exit: 1 })).verdict).toBe('persistent');
      const later = Array.from({ length: 12 }, (_, index) => `line ${index}`);
      expect((await judgeStep([line, ...later], { run, exit })).verdict).toBe('persistent');
    }
  });

  it('counts for nothing once the tool before it has said that it is done', async () => {
    const failed = ['npm error code ECONNRESET', 'npm error network aborted'];
    const run = 'npm ci && npm test';
    expect((await judgeStep(failed, { run })).verdict).toBe('transient');
    expect((await judgeStep(['added 12 packages in 2s', ...failed], { run })).verdict).toBe('persistent');
    expect((await judgeStep(['> app@1.0.0 test', '> ./t.sh', '', ...failed], { run })).verdict).toBe(
      'persistent',
    );
  });

  it('is not believed in a stage of a build that runs it', async () => {
    const build = (command: string) =>
      judgeStep(
        [
          '#9 [build 4/8] RUN a',
          '#9 22.01 npm error code ECONNRESET',
          `#9 ERROR: process "/bin/sh -c ${command}" did not complete successfully: exit code: 1`,
          `ERROR: failed to solve: process "/bin/sh -c ${command}" did not complete successfully: exit code: 1`,
        ],
        { run: 'docker build .' },
      );
    expect((await build('npm ci')).verdict).toBe('transient');
    expect((await build('npm test')).verdict).toBe('persistent');
    expect((await build('./a.sh')).verdict).toBe('persistent');
  });

  it('is overruled by what the tool that ran it says last', async () => {
    const said: readonly (readonly [string, readonly string[]])[] = [
      [
        'npm ci',
        [
          'npm error code ECONNRESET',
          'npm error code 1',
          'npm error path /home/a/app',
          'npm error command failed',
        ],
      ],
      [
        'cargo test',
        [
          'error: failed to download from `https://crates.example/a`',
          'error: test failed, to rerun pass `--lib`',
        ],
      ],
      [
        'go test ./...',
        [
          'go: a.example/b@v1.0.0: Get "https://proxy.example/a/@v/b.mod": i/o timeout',
          'FAIL\ta.example/b\t0.012s',
          'FAIL',
        ],
      ],
      [
        'mvn test',
        [
          '[ERROR] Failed to execute goal on project a: Could not transfer artifact a:b:jar:1 from/to c (https://m.example): Connection reset',
          '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.5:test (default-test) on project a: There are test failures.',
        ],
      ],
      [
        './gradlew test',
        [
          "> Could not GET 'https://m.example/a.jar'. Received status code 503 from server",
          '> There were failing tests. See the report at: file:///a',
        ],
      ],
    ];
    for (const [run, lines] of said) {
      expect((await judgeStep(lines.slice(0, 1), { run })).verdict, run).toBe('transient');
      expect((await judgeStep(lines, { run })).verdict, run).toBe('persistent');
    }
  });
});

describe('a log of Sluice', () => {
  const sluice = (output: readonly string[]) =>
    judge(actionLog([{ run: 'npx sluice run', output, exit: 1 }]));

  it('is judged by the checks that failed', async () => {
    const triage = await sluice([
      '##[group]✓ repo/unit  0.4s',
      'AssertionError: printed by a test about assertions',
      '##[endgroup]',
      '##[group]✗ repo/fetch  3.1s',
      'curl: (6) Could not resolve host: files.example',
      '##[endgroup]',
      'BLOCK   1 reason',
      '1 repo/fetch  1 failed',
    ]);
    expect(triage).toMatchObject({ verdict: 'transient', category: 'dns' });
  });

  it('is transient only when every one of them is', async () => {
    const triage = await sluice([
      '##[group]✗ repo/fetch  3.1s',
      'curl: (6) Could not resolve host: files.example',
      '##[endgroup]',
      '##[group]✗ repo/unit  0.4s',
      'AssertionError: 1 is not 2',
      '##[endgroup]',
    ]);
    expect(triage).toMatchObject({ verdict: 'persistent', category: 'test' });
  });
});

describe('a log that says little', () => {
  it('is unknown when it is empty', async () => {
    expect(await judge([])).toEqual({
      verdict: 'unknown',
      category: 'unclassified',
      confidence: 0,
      evidence: [],
    });
  });

  it('is unknown when it is green, whatever it printed on the way', async () => {
    const log = actionLog([{ run: 'make', output: ['read ECONNRESET', 'fine'] }]);
    expect((await judge(log)).verdict).toBe('unknown');
  });

  it('is unknown when it stops in the middle', async () => {
    const log = actionLog(
      [{ run: 'make', output: ['curl: (6) Could not resolve host: a.example', 'going on'] }],
      [],
    );
    expect((await judge(log)).verdict).toBe('unknown');
  });

  it('is persistent when something exits without a word', async () => {
    expect(await judgeStep([])).toMatchObject({
      verdict: 'persistent',
      category: 'unclassified',
      confidence: 0.5,
    });
  });

  it('is judged without the marks of a runner too', async () => {
    expect(await judge(['fetching', 'curl: (6) Could not resolve host: a.example'])).toMatchObject({
      verdict: 'transient',
    });
    expect(await judge(['AssertionError: 1 is not 2'])).toMatchObject({
      verdict: 'persistent',
      category: 'test',
    });
    expect((await judge(['\u0000\u0001\uFFFD', 'hello'])).verdict).toBe('unknown');
  });

  it('is read in the columns of gh', async () => {
    const log = actionLog([
      { run: 'make', output: ['curl: (6) Could not resolve host: a.example'], exit: 6 },
    ]);
    const withColumns = log.map((line) => `test\tBuild\t${line}`);
    expect(await judge(withColumns)).toEqual(await judge(log));
  });
});

describe('laws', () => {
  const known = fc.constantFrom(...[...OUTSIDE, ...INSIDE].flatMap(([, , lines]) => lines));
  const any = fc.array(fc.oneof(fc.string({ maxLength: 60 }), known), { maxLength: 12 });

  it('nothing is transient without a line that a conclusive rule knows', async () => {
    const conclusive = new Set(RULES.flatMap((rule) => (rule.kind === 'transient' ? [rule.id] : [])));
    await fc.assert(
      fc.asyncProperty(any, async (output) => {
        const { verdict, evidence } = await judgeStep(output);
        if (verdict !== 'transient') return;
        expect(evidence.length).toBeGreaterThan(0);
        expect(evidence.every(({ rule }) => conclusive.has(rule))).toBe(true);
      }),
    );
  });

  it('a failed assertion makes nothing transient', async () => {
    await fc.assert(
      fc.asyncProperty(any, any, async (before, after) => {
        const { verdict } = await judgeStep([...before, 'E       assert 1 == 2', ...after], { exit: 1 });
        return (
          verdict === 'persistent' || !before.concat(after).every((line) => !line.includes('stream error'))
        );
      }),
    );
  });

  it('evidence points at a line of the log, and is that line', async () => {
    await fc.assert(
      fc.asyncProperty(any, async (output) => {
        const log = actionLog([{ run: 'make', output, exit: 1 }])
          .join('\n')
          .split('\n');
        for (const { line, text } of (await judge(log)).evidence) expect(log[line - 1]).toContain(text);
      }),
    );
  });
});
