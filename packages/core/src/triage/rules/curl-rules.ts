import type { FailureRule } from '../failure-rule.ts';

/** What curl and wget say last, and git of the curl in it. */
export const curlRules: readonly FailureRule[] = [
  {
    id: 'git-dns',
    kind: 'transient',
    category: 'dns',
    weight: 'conclusive',
    where: 'line',
    by: ['git', 'npm', 'pip', 'cargo', 'go', 'terraform', 'composer', 'ruby'],
    matches:
      /\bunable to access 'https?:\/\/[^']{1,400}': Could not resolve (?:host|proxy)\b|^ssh: Could not resolve hostname \S{1,200}: (?:Temporary failure|Name or service|Try again)/u,
    source: 'git/git, remote-curl.c; libcurl error 6; OpenSSH',
    examples: {
      is: ["fatal: unable to access 'https://g.example/a/': Could not resolve host: g.example"],
      not: ["fatal: unable to access 'https://g.example/a/': The requested URL returned error: 403"],
    },
  },
  {
    id: 'git-timeout',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['git', 'npm', 'pip', 'cargo', 'go', 'terraform', 'composer', 'ruby'],
    matches:
      /\bunable to access 'https?:\/\/[^']{1,400}': (?:Failed to connect to|Couldn't connect to server|Connection timed out|Operation t(?:imed out|oo slow)|Proxy CONNECT aborted|Resolving timed out)/u,
    source: 'git/git, remote-curl.c; libcurl errors 7 and 28',
    examples: {
      is: [
        "fatal: unable to access 'https://g.example/a/': Failed to connect to g.example port 443 after 134448 ms: Connection timed out",
      ],
      not: ["fatal: unable to access 'https://g.example/a/': The requested URL returned error: 404"],
    },
  },
  {
    id: 'curl-dns',
    kind: 'transient',
    category: 'dns',
    weight: 'conclusive',
    where: 'line',
    by: ['curl', 'brew', 'conda', 'packages'],
    namesExit: true,
    matches: /\bcurl: \((5|6)\) /u,
    source: 'curl(1), EXIT CODES',
    examples: {
      is: ['curl: (6) Could not resolve host: files.example'],
      not: ['curl: (3) URL rejected', 'test: prints curl (6)'],
    },
  },
  {
    id: 'curl-network',
    kind: 'transient',
    category: 'connection-reset',
    weight: 'conclusive',
    where: 'line',
    by: ['curl', 'brew', 'conda', 'packages'],
    namesExit: true,
    matches: /\bcurl: \((7|16|18|35|52|55|56|92|95)\) /u,
    source: 'curl(1), EXIT CODES',
    examples: {
      is: ['curl: (56) OpenSSL SSL_read: Connection reset by peer, errno 104', 'curl: (18) transfer closed'],
      not: ['curl: (22) The requested URL returned error: 404', 'curl: (3) URL rejected'],
    },
  },
  {
    id: 'curl-timeout',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['curl', 'brew', 'conda', 'packages'],
    namesExit: true,
    matches: /\bcurl: \((28)\) /u,
    source: 'curl(1), EXIT CODES, 28',
    examples: {
      is: ['curl: (28) Operation timed out after 300 milliseconds'],
      not: ['curl: (22) The requested URL returned error: 403'],
    },
  },
  {
    id: 'curl-server-error',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'conclusive',
    where: 'line',
    by: ['curl', 'brew', 'packages'],
    namesExit: true,
    matches: /\bcurl: \((22)\) The requested URL returned error: (?:5\d\d|429)\b/u,
    source: 'curl(1), --fail',
    examples: {
      is: ['curl: (22) The requested URL returned error: 503'],
      not: ['curl: (22) The requested URL returned error: 404'],
    },
  },
  {
    id: 'wget',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'conclusive',
    where: 'line',
    by: ['wget'],
    matches:
      /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?ERROR (?:429|5\d\d): |^wget: (?:unable to resolve host address|server returned error: HTTP\/\d(?:\.\d)? (?:429|5\d\d)\b|download timed out|bad address)|\.\.\. failed: (?:Connection (?:timed out|reset)|Temporary failure|Network is unreachable)|^(?:Read error|Unable to establish SSL connection|failed: (?:Connection (?:timed out|reset|refused)|Temporary failure|Network is unreachable))/u,
    source: 'wget(1), src/http.c; BusyBox wget',
    examples: {
      is: [
        '2026-01-02 03:04:05 ERROR 503: Service Unavailable.',
        "wget: unable to resolve host address 'a.example'",
      ],
      not: ['2026-01-02 03:04:05 ERROR 404: Not Found.'],
    },
  },
];
