import type { FailureRule } from '../failure-rule.ts';

/** Tests that failed: what they found is in the code, unless every one of them names a cause outside. */
export const testRules: readonly FailureRule[] = [
  {
    id: 'assertion',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^(?:E\s{1,8})?(?:\w{1,60}\.){0,8}Assertion(?:Failed)?Error\b|^E\s{1,8}assert |\bexpect\((?:received|locator|page)\)|^\s{0,12}(?:Expected|Received):? |\bassertion (?:`?left|failed)|\bpanicked at\b|org\.opentest4j\.AssertionFailedError|^\s{1,12}Error Trace:|\bassert(?:ion)? .{0,120} failed\b|^\s{0,12}\w[\w./-]{0,120}_test\.go:\d{1,6}: /u,
    source: 'pytest, jest, node:assert, Rust, JUnit, testify',
    examples: {
      is: [
        "AssertionError: expected 'pass' to be 'fail'",
        'E       assert 500 == 200',
        '    contract_test.go:212: status code: got 500, want 200',
      ],
      not: ['12 assertions passed'],
    },
  },
  {
    id: 'pytest-failed',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    mayFollow: true,
    matches: /^(?:FAILED|ERROR) \S{1,300}(?:::| - )/u,
    source: 'pytest, short test summary',
    examples: {
      is: ['FAILED tests/test_timer.py::test_wrap - TypeError: wrap() missing 1 argument'],
      not: ['tests/test_timer.py::test_wrap PASSED'],
    },
  },
  {
    id: 'go-failed',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    mayFollow: true,
    matches: /^\s{0,16}--- FAIL: /u,
    source: 'go.dev/cmd/go, testing',
    examples: { is: ['--- FAIL: TestDeployContract (0.52s)'], not: ['--- PASS: TestDeployContract (0.52s)'] },
  },
  {
    id: 'python-error',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^(?:E\s{1,8})?(?:Type|Value|Key|Index|Attribute|Name|ZeroDivision|NotImplemented|Recursion|Unicode\w{2,8})Error: |^(?:E\s{1,8})?(?:ImportError|ModuleNotFoundError): /u,
    // The runner's own crash when the pod of the job is gone.
    unless: /\(reading 'jobPod'\)/u,
    source: 'docs.python.org, Built-in Exceptions',
    examples: {
      is: [
        "E       TypeError: wrap() missing 1 required positional argument: 'args'",
        "ModuleNotFoundError: No module named 'requests'",
      ],
      not: ['except TypeError: pass'],
    },
  },
  {
    id: 'test-name-failed',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    mayFollow: true,
    matches:
      /^\s{0,16}(?:[×✕✗✘] \S|✖ (?!\d{1,6} problem)\S|● .{1,200} › |not ok \d|FAIL {1,4}\S{1,200}\.(?:[cm]?[jt]sx?|spec|test)\b|\d{1,4}\) \S.{0,200}\[\w{2,20}\] › |test \S{1,200} \.\.\. FAILED$|\[ERROR\]\s{1,4}(?:Tests|Failures|\w{1,100}Test)\b|\[  FAILED  \])|<<< (?:FAILURE|ERROR)!|^\s{0,8}\d{1,6} - .{1,200} \((?:Failed|Timeout|SEGFAULT|Subprocess aborted)\)|^\s{0,8}\d{1,6}\/\d{1,6} Test {1,4}#\d{1,6}: .{1,200}\*\*\*/u,
    // uv marks its own errors so.
    unless: /^\s{0,4}× (?:Failed to (?:fetch|download|resolve|read)|No solution|Request failed)/u,
    source: 'vitest, jest, TAP, playwright, Rust, Maven Surefire, GoogleTest, CTest',
    examples: {
      is: [
        '  × blocks a draft without linked issue',
        'not ok 12 - sums',
        'test net::resets ... FAILED',
        '  ● orders › refunds',
      ],
      not: ['✓ blocks a draft', 'ok 12 - sums', 'test net::resets ... ok'],
    },
  },
  {
    id: 'test-count-failed',
    kind: 'persistent',
    category: 'test',
    weight: 'summary',
    mayFollow: true,
    matches:
      /^(?:={1,120} )?(?:.{0,60}[ (])?[1-9]\d{0,8} (?:failed|failing|failures?)\b|^FAIL(?:ED)?(?:\s|$)|\b(?:Failures|Errors|failures): ?[1-9]|^test result: FAILED|\b[Tt]est (?:run|suite) failed\b|\b[1-9]\d{0,6} tests failed out of\b|\S{1,100} \d{1,4}\/\d{1,4} failed!/u,
    source: 'the summaries of pytest, vitest, mocha, go, Rust, CTest, JUnit',
    examples: {
      is: [
        '========================= 1 failed, 51 passed in 5.02s =====',
        'FAIL	example.com/svc 5.0s',
        ' Test Files  1 failed | 52 passed (53)',
      ],
      not: ['0 failed, 51 passed', 'PASS'],
    },
  },
];
