import type { FailureRule } from '../failure-rule.ts';

/** Downloads of packages that a registry, an index or a mirror did not give. */
export const registryRules: readonly FailureRule[] = [
  {
    id: 'npm-network',
    kind: 'transient',
    category: 'npm',
    weight: 'conclusive',
    where: 'line',
    by: ['npm'],
    matches:
      /^npm (?:ERR!|error) (?:code (?:ECONNRESET|ECONNREFUSED|ENOTFOUND|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_STREAM_PREMATURE_CLOSE|E429|E5\d\d|FETCH_ERROR)\b|network (?:aborted|timeout)|(?:429|5\d\d) |(?:FetchError: )?Invalid response body while trying to fetch https?:)/u,
    source: 'npm/cli, lib/utils/error-message.js',
    examples: {
      is: ['npm error code ECONNRESET', 'npm ERR! code E503', 'npm error network aborted'],
      not: [
        'npm error code ERESOLVE',
        'npm http fetch GET 503 https://r.example/a attempt 1 failed with 503',
      ],
    },
  },
  {
    id: 'yarn-network',
    kind: 'transient',
    category: 'npm',
    weight: 'conclusive',
    where: 'line',
    by: ['npm'],
    matches:
      /^error (?:An unexpected error occurred: "https?:\/\/[^"]{1,400}: (?:getaddrinfo|ESOCKETTIMEDOUT|ETIMEDOUT|ECONN|Request failed \\?"5|tunneling|connect |read )|https?:\S{1,400}: Extracting tar content of .{1,200} failed, the file appears to be corrupt)/u,
    source: 'yarnpkg/yarn v1, src/cli/index.js',
    examples: {
      is: ['error An unexpected error occurred: "https://r.example/a: ESOCKETTIMEDOUT".'],
      not: ['error An unexpected error occurred: "https://r.example/a: Request failed \\"404 Not Found\\"".'],
    },
  },
  {
    id: 'pnpm-network',
    kind: 'transient',
    category: 'npm',
    weight: 'conclusive',
    where: 'line',
    by: ['npm'],
    matches:
      /(?:\bERR_PNPM_(?:META_FETCH_FAIL|FETCH_(?:429|5\d\d)|TARBALL_(?:FETCH|EXTRACT))|^\s{0,4}(?:ERR_SOCKET_TIMEOUT|ECONNRESET|ETIMEDOUT|EAI_AGAIN))\b(?!.{0,300}\b40[134]\b)/u,
    source: 'pnpm.io/errors',
    examples: {
      is: ['ERR_PNPM_FETCH_503  GET https://r.example/a: Service Unavailable - 503'],
      not: ['ERR_PNPM_FETCH_404  GET https://r.example/a'],
    },
  },
  {
    id: 'pip-network',
    kind: 'transient',
    category: 'pip',
    weight: 'conclusive',
    where: 'line',
    by: ['pip'],
    beats: ['resolution'],
    matches:
      /^(?:ERROR: .{0,200})?(?:pip\._vendor\.\S{1,80}|requests\.exceptions\.\w{1,40}|urllib3\.exceptions\.\w{1,40}|ERROR: Could not install packages due to an OSError): .{0,200}(?:Read timed out|Max retries exceeded|ConnectionResetError|Connection broken|NewConnectionError|IncompleteRead)|\(Retry\(total=0,|^ERROR: HTTP error (?:429|5\d\d) while getting /u,
    source: 'pypa/pip, network/session.py; urllib3.util.Retry: total=0 is the last attempt',
    examples: {
      is: [
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example', port=443): Read timed out.",
        "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'ReadTimeoutError'",
      ],
      not: ["WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'ReadTimeoutError'"],
    },
  },
  {
    id: 'apt-mirror',
    kind: 'transient',
    category: 'apt-mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['apt'],
    beats: ['resolution'],
    matches:
      /^\s{0,4}E: (?:Failed to fetch \S{1,400}\s{1,4}.{0,200}(?:Hash Sum mismatch|Mirror sync in progress|Unable to connect|Could not connect|Connection (?:failed|timed out)|5\d\d |Undetermined Error|File has unexpected size|Temporary failure)|The repository .{1,200} is no longer signed|Release file for .{1,200} is not valid yet)|^\s{0,8}Hash Sum mismatch|^\s{0,4}E: Unable to fetch some archives|File has unexpected size \(\d{1,12} != \d{1,12}\)\. Mirror sync in progress/u,
    unless: /\b40[34]\b/u,
    source: 'apt-get(8); apt-pkg/acquire-item.cc',
    examples: {
      is: [
        'E: Failed to fetch http://a.example/p.deb  Unable to connect to a.example:80:',
        'E: Failed to fetch http://a.example/P.gz  Hash Sum mismatch',
      ],
      not: [
        "E: Package 'darcs' has no installation candidate",
        'E: Failed to fetch http://a.example/p.deb  404  Not Found',
      ],
    },
  },
  {
    id: 'go-proxy',
    kind: 'transient',
    category: 'go-proxy',
    weight: 'conclusive',
    where: 'line',
    by: ['go'],
    beats: ['test', 'compile', 'type', 'lint'],
    matches:
      /stream error: stream ID \d{1,9}; (?:INTERNAL_ERROR|CANCEL|REFUSED_STREAM)|(?:\/@v\/|@v\d|\?go-get=1).{0,500}(?:i\/o timeout|TLS handshake timeout|connection reset by peer|unexpected EOF|: EOF$|: (?:429|50[0234]) |server misbehaving|Client\.Timeout exceeded|context deadline exceeded)|^go: .{1,300}: verifying (?:go\.mod|module): .{1,300}: reading https?:.{1,300}: 50[0234] /u,
    source: 'go.dev/ref/mod, module proxy; golang.org/x/net/http2',
    examples: {
      is: [
        'a.go:1:2: github.com/a/b@v5.0.3: read "https://proxy.example/b.zip": stream error: stream ID 239; INTERNAL_ERROR; received from peer',
        'go: github.com/a/b@v1.2.3: Get "https://proxy.example/b.mod": dial tcp 1.2.3.4:443: i/o timeout',
      ],
      not: ['go: github.com/a/b@v1.2.3: reading https://proxy.example/b.mod: 404 Not Found'],
    },
  },
  {
    id: 'cargo-download',
    kind: 'transient',
    category: 'crates',
    weight: 'conclusive',
    where: 'line',
    by: ['cargo'],
    matches:
      /warning: spurious network error \(1 tr(?:y|ies) remaining\)|\[(?:6|7|16|18|28|35|52|56|92)\] (?:Couldn't|Could not|Timeout|Failure|SSL|Transferred|Server returned nothing|HTTP2)|^\s{0,4}network failure seems to have happened|failed to download from `https?:\/\/[^`]{1,400}`|\bfailed to get successful HTTP response from .{1,300}, got (?:429|5\d\d)\b/u,
    unless: /\b40[34]\b/u,
    source: 'rust-lang/cargo, util/network/retry.rs; libcurl error codes',
    examples: {
      is: [
        "warning: spurious network error (1 tries remaining): [7] Couldn't connect to server",
        'error: failed to download from `https://crates.example/api/v1/crates/a/0.1.9/download`',
      ],
      not: ['error: failed to download from `https://crates.example/a`: got 404'],
    },
  },
  {
    id: 'maven-transfer',
    kind: 'transient',
    category: 'maven',
    weight: 'conclusive',
    where: 'line',
    by: ['maven'],
    beats: ['resolution'],
    matches:
      /(?:Could not transfer artifact|Transfer failed for) .{1,800}(?:Connection reset|Connection timed out|Read timed out|connect timed out|Temporary failure in name resolution|Unknown host|(?:status code:?|code) ?(?:429|5\d\d)|\(5\d\d\)|Remote host terminated|SSL peer shut down|Premature (?:end|EOF)|Remote host closed connection|GOAWAY|Connection refused|\b5\d\d [A-Z])/u,
    source: 'Maven Resolver, ArtifactTransferException',
    examples: {
      is: [
        'Failed to execute goal on project core: Could not transfer artifact a:b:jar:2.1 from/to central (https://m.example): Connection reset',
      ],
      not: ['Could not find artifact a:b:jar:2.1 in central (https://m.example)'],
    },
  },
  {
    id: 'gradle-get',
    kind: 'transient',
    category: 'gradle',
    weight: 'conclusive',
    where: 'line',
    by: ['gradle'],
    beats: ['resolution'],
    matches:
      /Could not (?:GET|HEAD) 'https?:\/\/[^']{1,400}'\.(?: Received status code (?:429|5\d\d)\b| .{0,40}(?:timed out|reset))|^\s{0,20}> (?:Read timed out|Connection reset|Connect(?:ion)? timed out|Remote host terminated the handshake|Premature end of Content-Length|[\w.-]{1,100}: (?:Temporary failure in name resolution|Name or service not known|nodename nor servname)|No such host is known|Connect to \S{1,200} \[.{1,200}\] failed: (?:[Cc]onnect(?:ion)? timed out|Read timed out|Connection reset))/u,
    source: 'gradle/gradle, HttpErrorStatusCodeException',
    examples: {
      is: [
        "> Could not GET 'https://m.example/a.jar'. Received status code 503 from server: Service Unavailable",
        '   > Read timed out',
      ],
      not: [
        "> Could not GET 'https://m.example/a.jar'. Received status code 404 from server: Not Found",
        '> Could not find com.google.inject:guice:4.2.1.',
      ],
    },
  },
  {
    id: 'nuget-index',
    kind: 'transient',
    category: 'nuget',
    weight: 'conclusive',
    where: 'line',
    by: ['dotnet'],
    matches: /\berror NU1301: (?!.{0,300}\b(?:401|403|404|Unauthorized|Forbidden)\b)/u,
    source: 'learn.microsoft.com, NuGet Error NU1301',
    examples: {
      is: [
        'a.csproj : error NU1301: Unable to load the service index for source https://n.example/v3/index.json.',
      ],
      not: [
        'error NU1301: Response status code does not indicate success: 401 (Unauthorized).',
        'error NU1101: Unable to find package A',
      ],
    },
  },
  {
    id: 'conda-http',
    kind: 'transient',
    category: 'conda',
    weight: 'conclusive',
    where: 'line',
    by: ['conda'],
    matches: /\bCondaHTTPError: HTTP (?:000|429|5\d\d)\b|\bCondaSSLError\b|\bChunkedEncodingError\b/u,
    source: 'conda/conda, exceptions.py',
    examples: {
      is: ['CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://c.example>'],
      not: ['CondaHTTPError: HTTP 404 NOT FOUND for url <https://c.example>'],
    },
  },
  {
    id: 'keyserver',
    kind: 'transient',
    category: 'keyserver',
    weight: 'conclusive',
    where: 'line',
    by: ['gpg', 'apt'],
    matches:
      /\bgpg: keyserver receive failed: (?:Connection timed out|Server indicated a failure|Network is unreachable|End of file|Try again later|Connection reset)/u,
    source: 'GnuPG, dirmngr',
    examples: {
      is: ['gpg: keyserver receive failed: Connection timed out'],
      not: ['gpg: keyserver receive failed: No dirmngr', 'gpg: keyserver receive failed: No data'],
    },
  },
];
