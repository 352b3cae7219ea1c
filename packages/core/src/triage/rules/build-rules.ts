import type { FailureRule } from '../failure-rule.ts';

/** Compilers, type checkers, linters and formatters that refused the code. */
export const buildRules: readonly FailureRule[] = [
  {
    id: 'compiler-error',
    kind: 'persistent',
    category: 'compile',
    weight: 'veto',
    matches:
      /\berror\[E\d{4}\]|\b[Cc]ould not compile\b|\bCOMPILATION ERROR\b|\bCompilation (?:failure|failed)\b|^\S{1,300}\.(?:c|cc|cpp|cxx|h|hpp|cu|m|mm|rs|go|java|kt|swift|cs|scala):\d{1,6}(?::\d{1,6})?: (?:fatal )?error\b|^\S{1,300}\.(?:cs|vb|fs)\(\d{1,6},\d{1,6}\): error |\bundefined reference to\b|\bcollect2: error\b|\bld: symbol\(s\) not found\b|^error: aborting due to|\berror C\d{4}:|^e: (?:file:\/\/)?\S{1,300}\.kts?\b|\bninja: build stopped: subcommand failed|\bBackend subprocess exited when trying to invoke\b|\bSyntaxError: |\bModule not found: Error\b|\berror during build:|\b(?:RollupError|Build failed with \d{1,4} errors?)\b|^make(?:\[\d{1,2}\])?: \*\*\* No rule to make target/u,
    source: 'GCC, Clang, rustc, javac, Maven, Roslyn, MSVC, ninja, webpack',
    examples: {
      is: [
        'src/a.c:12:3: error: expected ;',
        'error[E0308]: mismatched types',
        '[ERROR] COMPILATION ERROR :',
        'error: Could not compile `std`.',
      ],
      not: ['0 errors'],
    },
  },
  {
    id: 'go-compile',
    kind: 'persistent',
    category: 'compile',
    weight: 'veto',
    mayFollow: true,
    matches:
      /^\S{1,200}\.go:\d{1,6}:\d{1,6}: (?:undefined|cannot use|declared and not used|syntax error|missing return|too many arguments|not enough arguments|could not import)|\[build failed\]/u,
    source: 'cmd/compile, go vet',
    examples: {
      is: ['a/b.go:12:3: undefined: Foo', 'FAIL	example.com/a [build failed]'],
      not: ['a.go:1:2: as it was'],
    },
  },
  {
    id: 'type-error',
    kind: 'persistent',
    category: 'type',
    weight: 'veto',
    matches:
      /\berror TS\d{4,5}\b|^\S{1,300}\.pyi?:\d{1,6}(?::\d{1,6})?: (?:error|note): |^Found [1-9]\d{0,6} errors? in \d{1,6} files?|^\s{0,4}\S{1,300}\.pyi?:\d{1,6}:\d{1,6} - error: |^Failed:\s{1,8}\S{1,100}#(?:typecheck|lint|build|test)\b/u,
    source: 'TypeScript, mypy, pyright, turbo',
    examples: {
      is: ['src/a.ts(1,2): error TS2345: Argument', 'a/b.py:520: error: Missing return statement  [return]'],
      not: ['Success: no issues found in 12 source files'],
    },
  },
  {
    id: 'lint-error',
    kind: 'persistent',
    category: 'lint',
    weight: 'veto',
    matches:
      /^\s{0,4}\d{1,6}:\d{1,6}\s{1,8}error\s{1,8}\S|^✖ [1-9]\d{0,6} problems? |^\S{1,300}:\d{1,6}:\d{1,6}: [A-Z]{1,4}\d{2,5}\b|^would reformat |\bfiles? would be reformatted\b|\bOh no! |^Found [1-9]\d{0,6} errors?\.|\bCode style issues found\b|\bfiles were modified by this hook\b|^\S{1,300}:\d{1,6}:\d{1,6}: .{1,300} \((?:errcheck|govet|staticcheck|unused|revive|gosec|gofmt|goimports|ineffassign|gocritic|lll)\)|^ERROR: .{1,300} Imports are incorrectly sorted|\bclippy::\w{1,60}|^Diff in \S{1,300}|\bin \S{1,200} line \d{1,6}:$|^\S{1,60}\.{5,100}Failed$|\bviolations? found\b/u,
    source: 'ESLint, Black, Ruff, Prettier, pre-commit, golangci-lint, isort, rustfmt, ShellCheck',
    examples: {
      is: [
        '  42:11  error  value is never used  no-unused-vars',
        '1 file would be reformatted, 512 files would be left unchanged.',
        'black....................Failed',
      ],
      not: ['All checks passed!', 'black....................Passed'],
    },
  },
  {
    id: 'go-typecheck-summary',
    kind: 'persistent',
    category: 'lint',
    weight: 'summary',
    mayFollow: true,
    matches: /^\* typecheck: \d|^[1-9]\d{0,4} issues?:$|^issues found$/u,
    source: 'golangci-lint: the count under what it found',
    examples: { is: ['1 issues:', '* typecheck: 1'], not: ['0 issues.'] },
  },
];
