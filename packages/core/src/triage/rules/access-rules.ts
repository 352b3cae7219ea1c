import type { FailureRule } from '../failure-rule.ts';

/** Permissions, configuration, and what a program takes for itself. */
export const accessRules: readonly FailureRule[] = [
  {
    id: 'permission',
    kind: 'persistent',
    category: 'permission',
    weight: 'veto',
    mayFollow: true,
    matches:
      /\bE403\b|\bdenied: |\bPermission to \S{1,200} denied\b|\bPermission denied\b|\bResource not accessible by integration\b|\breturned error: 40[13]\b|\b40[13] (?:Client Error: )?(?:Forbidden|Unauthorized)\b|\bBad credentials\b|\bAuthentication failed\b|\bcould not read Username\b|\bunauthorized: |\bE401\b|\bENEEDAUTH\b|\bAccessDenied\b|\bnot authorized to perform\b|\bInvalid (?:username or|API|access) (?:password|key|token)\b|\bToken .{0,40}(?:expired|invalid)\b|\bEACCES\b|\bInvalidAuthenticationToken\b|\bstatus(?: code)?:? 40[13]\b|\bprotected branch\b|\bdoes not have .{0,60}(?:permission|access)\b/u,
    source: 'npm, registries, GitHub API, git, errno(3)',
    examples: {
      is: [
        'denied: requested access to the resource is denied',
        'HttpError: Resource not accessible by integration',
      ],
      not: ['200 OK'],
    },
  },
  {
    id: 'workflow',
    kind: 'persistent',
    category: 'configuration',
    weight: 'veto',
    matches:
      /\bUnable to (?:resolve|find) action\b|\bunable to find version\b|\bInput required and not supplied\b|\bis not allowed to be used in\b|\buses a deprecated version of\b|\bMissing script: |\bUnrecognized named-value\b|\bInvalid workflow file\b|\bCan't find 'action\.yml'|\bUnexpected input\(s\)|\bunrecognized arguments?\b|\bunknown (?:option|flag|command)\b|\b[Uu]nknown (?:option|flag)|\binvalid choice: |\bMissing (?:required )?(?:environment variable|secret|input)\b|\b(?:environment variable|secret) .{1,80} (?:is )?(?:not set|missing|required)\b|\bunbound variable\b|\bError: Unable to process file command\b|\bTemplate is not valid\b/u,
    source: 'GitHub runner, npm, argparse, bash',
    examples: {
      is: ['Input required and not supplied: token', 'npm error Missing script: "typecheck"'],
      not: ['all inputs supplied'],
    },
  },
  {
    id: 'local-service',
    kind: 'persistent',
    category: 'configuration',
    weight: 'veto',
    matches:
      /\b(?:ECONNREFUSED|[Cc]onnection refused)\b.{0,80}(?:127\.0\.0\.1|localhost|::1)|(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?.{0,120}\b(?:ECONNREFUSED|[Cc]onnection refused|ERR_CONNECTION_REFUSED)\b/u,
    source: 'errno(3), ECONNREFUSED: nothing listens on this machine',
    examples: {
      is: [
        'connect ECONNREFUSED 127.0.0.1:5432',
        'psql: could not connect to server at "localhost", port 5432 failed: Connection refused',
      ],
      not: ['connect ECONNREFUSED 140.82.112.3:443'],
    },
  },
  {
    id: 'own-memory',
    kind: 'persistent',
    category: 'resource',
    weight: 'veto',
    matches:
      /\bheap out of memory\b|\bjava\.lang\.OutOfMemoryError\b|\bMemoryError\b|\bOut of memory: Killed process \d{1,9} \(java\b|\bdeadline exceeded: .{0,60}test\b|\bpanic: test timed out after\b|\bMaximum call stack size exceeded\b/u,
    source: 'V8, JVM, CPython: the limit is the program’s own and met each time',
    examples: {
      is: [
        'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
      ],
      not: ['Killed'],
    },
  },
  {
    id: 'gate',
    kind: 'persistent',
    category: 'test',
    weight: 'veto',
    matches:
      /\bcoverage .{0,60}(?:below|less than|does not meet|not met|under)\b|\bFAIL Required test coverage\b|\bquality gate\b.{0,40}\b(?:failed|error)\b|\bexceeds? (?:the )?(?:maximum|limit|budget|threshold)\b|\bvulnerabilit(?:y|ies) found\b/iu,
    unless: /\b(?:found )?0 vulnerabilities\b|rate limit|retr(?:y|ies)/iu,
    source: 'pytest-cov, SonarQube, size limits',
    examples: {
      is: ['FAIL Required test coverage of 80% not reached. Total coverage: 71%'],
      not: ['found 0 vulnerabilities'],
    },
  },
  {
    id: 'cancelled',
    kind: 'persistent',
    category: 'cancelled',
    weight: 'summary',
    mayFollow: true,
    matches:
      /^The operation was canceled\.?$|\bhas exceeded the maximum execution time\b|^A task was canceled\.?$/u,
    source: 'GitHub runner: fail-fast, a newer push, or a limit of time',
    examples: { is: ['The operation was canceled.'], not: ['The runner has received a shutdown signal.'] },
  },
];
