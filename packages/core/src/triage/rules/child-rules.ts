import type { FailureRule } from '../failure-rule.ts';

/**
 * What a tool that also runs code of the project says, after all that this code printed, when the code was what failed.
 * The code cannot keep the tool from it, so it stands against whatever the code printed before.
 */
export const childRules: readonly FailureRule[] = [
  {
    id: 'npm-script',
    kind: 'persistent',
    category: 'compile',
    weight: 'veto',
    matches:
      /^npm (?:ERR!|error) (?:path (?!.{0,400}node_modules)|code ELIFECYCLE|Test failed|Lifecycle script )|^\s{0,4}ELIFECYCLE\b|^error Command failed(?: with| in)|\bERR_PNPM_RECURSIVE_RUN_FIRST_FAIL\b/u,
    source: 'npm/cli, @npmcli/promise-spawn; pnpm, yarn: a script of the project, not one of a package',
    examples: {
      is: ['npm error path /home/runner/work/app/app', 'error Command failed with exit code 1.'],
      not: ['npm error path /home/runner/work/app/app/node_modules/sharp', 'npm error code ECONNRESET'],
    },
  },
  {
    id: 'pip-build',
    kind: 'persistent',
    category: 'compile',
    weight: 'veto',
    matches:
      /^\s{0,2}(?:ERROR: Failed building wheel|ERROR: Failed to build|error: metadata-generation-failed|error: failed-wheel-build)|Getting requirements to build wheel did not run successfully|Preparing metadata .{0,60} did not run successfully/u,
    source: 'pypa/pip, exceptions.py: the build of a package',
    examples: {
      is: ['ERROR: Failed building wheel for a', 'error: metadata-generation-failed'],
      not: ['Building wheel for a (pyproject.toml): finished'],
    },
  },
  {
    id: 'cargo-test',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^error: (?:test failed, to rerun|\d{1,4} targets? failed:|doctest failed|failed to run custom build command|process didn't exit successfully)/u,
    source: 'rust-lang/cargo, ops/cargo_test.rs',
    examples: {
      is: ['error: test failed, to rerun pass `--lib`'],
      not: ['error: failed to download from `https://crates.example/a`'],
    },
  },
  {
    id: 'go-test-ran',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches: /FAIL\t\S{1,300}\t\d{1,6}\.\d{1,3}s$|^exit status \d{1,3}$/u,
    source: 'cmd/go, internal/test: a test that ran, not one that could not be set up',
    examples: { is: ['FAIL\texample.com/svc\t5.012s'], not: ['FAIL\texample.com/svc [setup failed]'] },
  },
  {
    id: 'maven-plugin',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^\[ERROR\] Failed to execute goal (?:org\.apache\.maven\.plugins:)?\S{1,200}:(?:test|integration-test|verify|exec|java|run|check)\b.{0,300}(?:on project|There are test failures)|There are test failures|\bMojoFailureException\b/u,
    unless: /Could not (?:transfer|resolve)|PluginResolutionException/u,
    source: 'Apache Maven, Surefire and exec plugins: what they ran failed',
    examples: {
      is: [
        '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.5:test (default-test) on project core: There are test failures.',
      ],
      not: [
        '[ERROR] Failed to execute goal on project core: Could not resolve dependencies for project a:b:jar:1',
      ],
    },
  },
  {
    id: 'gradle-ran',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^\s{0,8}> (?:There were failing tests|Process 'command .{1,300}' finished with non-zero exit value|Compilation failed|Test process encountered|No tests found)/u,
    source: 'gradle/gradle, AbstractTestTask and ExecResult',
    examples: {
      is: ['> There were failing tests. See the report at: file:///a/index.html'],
      not: ["> Could not GET 'https://m.example/a.jar'. Received status code 503"],
    },
  },
  {
    id: 'dotnet-test',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /^Failed!\s{1,4}- Failed:\s{1,8}[1-9]|^Test Run (?:Failed|Aborted)\.|^The active test run was aborted/u,
    source: 'microsoft/vstest, console logger',
    examples: {
      is: ['Failed!  - Failed:     1, Passed:    12, Skipped:     0'],
      not: ['Passed!  - Failed:     0, Passed:    12, Skipped:     0'],
    },
  },
  {
    id: 'other-builds',
    kind: 'persistent',
    category: 'compile',
    weight: 'veto',
    matches:
      /^error: (?:builder for '[^']{1,300}' failed|Cannot build ')|^\s{0,8}\/\/\S{1,300}\s{1,200}(?:FAILED|TIMEOUT) (?:TO BUILD|in \d)|^ERROR: .{1,400} failed: \(Exit \d{1,3}\)|\bsbt\.TestsFailedException\b|^\[error\] .{0,80}Compilation failed$|^\[error\] Failed tests:|^cabal: Failed to build /u,
    source: 'NixOS/nix, Bazel, sbt, Cabal, Stack: what they ran failed',
    examples: {
      is: [
        "error: builder for '/nix/store/a.drv' failed with exit code 2;",
        '//app:orders_test                                     FAILED in 1.2s',
        '[error] (Test / test) sbt.TestsFailedException: Tests unsuccessful',
      ],
      not: ["error: unable to download 'https://c.example/x.narinfo': HTTP error 503"],
    },
  },
];
