import type { FailureRule } from '../failure-rule.ts';
import { NETWORK_WORDS } from './network-words.ts';

const NOT_THERE = /\b(?:40[134]|Forbidden|Unauthorized|Not Found)\b/u;

/** The form of a tool's own error, and in it any name of a fault of the network. */
export const formRules: readonly FailureRule[] = [
  {
    id: 'docker-network',
    kind: 'transient',
    category: 'docker-registry',
    weight: 'conclusive',
    where: 'line',
    by: ['docker'],
    isLocalToo: true,
    matches:
      /^\s{0,4}(?:docker: )?Error response from daemon: |^\s{0,4}#\d{1,4} ERROR: |^\s{0,4}(?:ERROR: )?failed to (?:solve|build|push|pull|copy|resolve)\b|^\s{0,4}ERROR: failed to receive status: |^buildx (?:bake )?failed with: ERROR: |^(?:Error: |time="[^"]{1,40}" level=fatal msg=").{0,40}(?:initializing source|copying|reading|trying to reuse|writing|pinging|unable to copy)|^error pulling image configuration: |^.{0,40}\bFATAL\b.{0,200}\b(?:DB error|database download error)\b/u,
    and: NETWORK_WORDS,
    unless:
      /\b(?:40[134]|Forbidden|Unauthorized|denied)\b|did not complete successfully|docker\.sock|127\.0\.0\.1:\d{1,5}: connect|localhost:\d/u,
    source: 'moby/moby, moby/buildkit, containers/image: what fetches from a registry',
    examples: {
      is: [
        'Error response from daemon: Get "https://r.example/v2/": dial tcp: lookup r.example on 127.0.0.53:53: server misbehaving',
        '#2 ERROR: failed to authorize: failed to fetch anonymous token: Get "https://auth.example/token": EOF',
      ],
      not: [
        'Error response from daemon: pull access denied for a',
        'ERROR: failed to solve: process "/bin/sh -c curl a timed out" did not complete successfully: exit code: 1',
      ],
    },
  },
  {
    id: 'git-lfs',
    kind: 'transient',
    category: 'git-transport',
    weight: 'conclusive',
    where: 'line',
    by: ['git'],
    matches: /^(?:batch response|LFS|Error downloading object|\[.{1,200}\]|Smudge error): /u,
    and: NETWORK_WORDS,
    unless: NOT_THERE,
    source: 'git-lfs/git-lfs, tq/transfer_queue.go',
    examples: {
      is: [
        'batch response: Post "https://g.example/a.git/info/lfs/objects/batch": read tcp 10.1.0.4:1->1.2.3.4:443: read: connection reset by peer',
      ],
      not: ['batch response: This repository exceeded its LFS budget.'],
    },
  },
  {
    id: 'yarn-berry',
    kind: 'transient',
    category: 'npm',
    weight: 'conclusive',
    where: 'line',
    by: ['npm'],
    matches: /^➤ YN00\d\d: .{0,200}(?:RequestError|HTTPError|TimeoutError|Response Code|Error: )/u,
    and: NETWORK_WORDS,
    unless: NOT_THERE,
    source: 'yarnpkg/berry, yarnpkg-core/sources/httpUtils.ts; got',
    examples: {
      is: [
        '➤ YN0001: │ RequestError: read ECONNRESET',
        '➤ YN0035: │   Response Code: 503 (Service Unavailable)',
      ],
      not: [
        '➤ YN0028: │ The lockfile would have been modified by this install',
        '➤ YN0035: │   Response Code: 404 (Not Found)',
      ],
    },
  },
  {
    id: 'python-pool',
    kind: 'transient',
    category: 'pip',
    weight: 'conclusive',
    where: 'line',
    by: ['pip'],
    beats: ['resolution'],
    matches:
      /^\s{0,4}(?:ERROR:? {1,4})?(?:\('Connection aborted\.', |(?:requests\.exceptions\.|urllib3\.exceptions\.|pip\._vendor\.[\w.]{1,60}\.)?(?:\w{2,40}Error)?:? ?(?:\(MaxRetryError\("?)?HTTPSConnectionPool\(host='|All attempts to connect to |(?:pip\._vendor\.)?(?:urllib3|requests)\.exceptions\.(?:ProtocolError|ChunkedEncodingError|ConnectionError|SSLError|ReadTimeout|ConnectTimeout))/u,
    and: /Max retries exceeded|timed out|Connection broken|Connection aborted|reset by peer|IncompleteRead|SSLEOFError|EOF occurred|All attempts to connect|Temporary failure/u,
    source: 'urllib3, requests: pip, pipenv and poetry print it last',
    examples: {
      is: [
        "HTTPSConnectionPool(host='files.example', port=443): Max retries exceeded with url: /a.whl",
        'All attempts to connect to pypi.example failed.',
      ],
      not: ["    raise ReadTimeoutError(self._pool, None, 'Read timed out.')"],
    },
  },
  {
    id: 'gradle-wrapper',
    kind: 'transient',
    category: 'gradle',
    weight: 'conclusive',
    where: 'line',
    by: ['gradle', 'maven'],
    matches:
      /^Exception in thread "main" (?:java\.(?:net|io)|javax\.net\.ssl)\.|^(?:wget|curl): Failed to fetch https?:|^Error: Failed to (?:fetch|validate) (?:Maven|Gradle) /u,
    and: /SocketTimeoutException|Connection reset|Connection timed out|UnknownHostException|SocketException|SSLHandshakeException|SSLException|Server returned HTTP response code: (?:429|5\d\d)|Premature EOF|timeout of \d{1,9}|failed: timeout|Failed to fetch/u,
    source: 'gradle/gradle, wrapper/Download; apache/maven-wrapper',
    examples: {
      is: [
        'Exception in thread "main" java.net.SocketTimeoutException: Read timed out',
        'Exception in thread "main" java.io.IOException: Server returned HTTP response code: 503 for URL: https://s.example/gradle-8.7-bin.zip',
      ],
      not: ['Exception in thread "main" java.io.FileNotFoundException: https://s.example/gradle-99-bin.zip'],
    },
  },
  {
    id: 'nuget-download',
    kind: 'transient',
    category: 'nuget',
    weight: 'conclusive',
    where: 'line',
    by: ['dotnet'],
    matches:
      /\bNuGet\.targets\(\d{1,5},\d{1,5}\): error : |^\s{0,4}error ?: {1,3}(?:Failed to (?:download|retrieve)|The HTTP request|The download of|Unable to load the service index)|\berror NU1[38]0\d: /u,
    and: NETWORK_WORDS,
    unless: NOT_THERE,
    source: 'NuGet/NuGet.Client, HttpSource',
    examples: {
      is: [
        "/usr/share/dotnet/sdk/8.0.300/NuGet.targets(169,5): error :   The HTTP request to 'GET https://n.example/a.nupkg' has timed out after 100000ms.",
      ],
      not: ['/usr/share/dotnet/sdk/8.0.300/NuGet.targets(169,5): error : Root element is missing.'],
    },
  },
  {
    id: 'mamba-download',
    kind: 'transient',
    category: 'conda',
    weight: 'conclusive',
    where: 'line',
    by: ['conda'],
    matches:
      /\bDownload error \((?:5|6|7|16|18|28|35|52|55|56|92)\)|\blibmamba (?:Could not|Transfer|Multi-download)|^(?:requests\.exceptions|urllib3\.exceptions)\.\w{1,40}: .{0,200}(?:timed out|Max retries)/u,
    source: 'mamba-org/mamba, libmamba/download; libcurl error codes',
    examples: {
      is: [
        'critical libmamba Download error (28) Timeout was reached [https://c.example/noarch/repodata.json.zst]',
      ],
      not: [
        'critical libmamba Invalid package',
        'error    libmamba Download error (22) HTTP response code said error',
      ],
    },
  },
];
