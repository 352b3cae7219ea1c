import type { FailureRule } from '../failure-rule.ts';

const NOT_THERE = /\b(?:40[134]|Forbidden|Unauthorized|Not Found)\b/u;

/** Package managers of systems and languages beside those that have rules of their own: each in its own form. */
export const mirrorRules: readonly FailureRule[] = [
  {
    id: 'apk-mirror',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['apk'],
    beats: ['resolution', 'not-found'],
    matches:
      /^\s{0,4}(?:WARNING|ERROR): .{1,400}: (?:temporary error \(try again later\)|network error|TLS: .{1,80}|operation timed out|could not connect to server|DNS(?: lookup error|: transient error)|network connection aborted|remote server returned error|IO ERROR)/u,
    unless: /not supported|certificate/u,
    source: 'alpinelinux/apk-tools, print.c; libfetch',
    examples: {
      is: ['WARNING: fetching https://a.example/v3.19/main: temporary error (try again later)'],
      not: ['ERROR: a-1.0: package mentioned in index not found'],
    },
  },
  {
    id: 'rpm-mirror',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['dnf', 'zypper'],
    beats: ['resolution'],
    matches:
      /\bCurl error \((?:5|6|7|16|18|28|35|52|55|56|92)\): |\bAll mirrors were (?:already )?tried\b|\bNo more mirrors to try\b|\bStatus code: (?:429|5\d\d) for https?:|^Error code: (?:Connection failed|Curl error (?:6|7|28|35|56|92))|^(?:Timeout exceeded when accessing|Error message: (?:Could not resolve host|Failed to connect|Operation (?:timed out|too slow)|Connection timed out))/u,
    unless: NOT_THERE,
    source: 'rpm-software-management/librepo, dnf; openSUSE/libzypp, media',
    examples: {
      is: [
        "Error: Failed to download metadata for repo 'baseos': Cannot download repomd.xml: All mirrors were tried",
        'Curl error (28): Timeout was reached for https://m.example/repomd.xml [Connection timed out]',
      ],
      not: ['Error: Unable to find a match: nginxx', '  Status code: 404 for https://m.example/repomd.xml'],
    },
  },
  {
    id: 'pacman-mirror',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['pacman'],
    beats: ['resolution'],
    matches:
      /^error: failed retrieving file '[^']{1,200}' from \S{1,200} : (?:Operation (?:too slow|timed out)|Connection timed out|Could not resolve host|Failed to connect|Recv failure|SSL connection timeout|OpenSSL|HTTP\/2 stream|Resolving timed out|Connection timeout|The requested URL returned error: 5\d\d)/u,
    source: 'archlinux/pacman, lib/libalpm/dload.c; libcurl',
    examples: {
      is: [
        "error: failed retrieving file 'a.pkg.tar.zst' from m.example : Operation too slow. Less than 1 bytes/sec transferred the last 10 seconds",
      ],
      not: [
        "error: failed retrieving file 'a.pkg.tar.zst' from m.example : The requested URL returned error: 404",
      ],
    },
  },
  {
    id: 'nix-download',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['nix'],
    matches:
      /^\s{0,8}error: unable to download '[^']{1,400}': (?:HTTP error (?:429|5\d\d)|(?:Couldn't|Could not) (?:resolve|connect)|Timeout was reached|Failure when receiving|SSL (?:connect|peer)|Stream error|HTTP2|Server returned nothing|Transferred a partial file)/u,
    source: 'NixOS/nix, libstore/filetransfer.cc; libcurl',
    examples: {
      is: ["error: unable to download 'https://c.example/x.narinfo': HTTP error 503"],
      not: ["error: unable to download 'https://c.example/x.tar.gz': HTTP error 404"],
    },
  },
  {
    id: 'powershell-web',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['windows'],
    matches:
      /^(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm) ?: .{0,200}(?:timed out|Unable to connect to the remote server|connection was (?:closed|forcibly closed)|could not be resolved|No such host is known|No connection could be made|\b50[0234]\b)|^.{0,120}The remote server returned an error: \((?:429|50[0234])\)|\bThe (?:operation|request) has timed out\.?"?$|^\s{1,12}\| .{0,200}(?:forcibly closed by the remote host|No such host is known|A connection attempt failed|request was canceled due to the configured HttpClient\.Timeout)/iu,
    source: 'learn.microsoft.com, System.Net.WebException; chocolatey/choco',
    examples: {
      is: [
        'Invoke-WebRequest: The operation has timed out.',
        'The remote server returned an error: (503) Server Unavailable.',
      ],
      not: ['Invoke-WebRequest: Response status code does not indicate success: 404 (Not Found).'],
    },
  },
  {
    id: 'bun-download',
    kind: 'transient',
    category: 'npm',
    weight: 'conclusive',
    where: 'line',
    by: ['npm'],
    beats: ['resolution'],
    matches:
      /^error: (?:(?:ConnectionRefused|ConnectionClosed|ConnectionReset|Timeout|UnableToResolveHost|FailedToOpenSocket) downloading |GET https?:\S{1,400} - (?:429|5\d\d)\b)/u,
    source: 'oven-sh/bun, install/NetworkTask',
    examples: {
      is: ['error: ConnectionRefused downloading package manifest a', 'error: GET https://r.example/a - 503'],
      not: ['error: GET https://r.example/a - 404'],
    },
  },
  {
    id: 'package-download',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['packages'],
    beats: ['resolution'],
    matches:
      /^\*\* \(Mix\) .{0,200}(?:failed_connect|:timeout|:closed|:nxdomain|:econnrefused)|^\s{0,8}(?:ConnectionTimeout|ResponseTimeout|ConnectionFailure|NoResponseDataReceived)\b|\bHttpExceptionRequest (?:Connection|Response)\w{1,20}|^(?:Got (?:socket|TLS) error trying to find package|Connection closed before full header was received|ClientException with SocketException)|\bCDN: trunk (?:URL couldn't be downloaded: .{1,400}(?:Timeout was reached|Couldn't (?:resolve|connect)|\b50[0234]\b)|Repo update failed)|\bdownloadError\("(?:The request timed out|The network connection was lost|A server with the specified|The Internet connection)|\bbadResponseStatusCode\(50[0234]\)|\bcurl error code (?:429|5\d\d)|\bdownload error: Caught (?:java|javax)\.[\w.]{1,60}(?:SocketTimeout|UnknownHost|SSLException|SSLHandshake|SocketException|ConnectException|IOException \(Server returned HTTP response code: 5)|\bError downloading \[https?:.{1,600}(?:timed out|GET returned (?:429|5\d\d)|Connection reset|Unknown host|Premature EOF|Remote host terminated)|\berror sending request for url \(https?:|^ERROR {1,4}HTTPError: (?:429|5\d\d) /u,
    unless: NOT_THERE,
    source:
      'hexpm/hex, haskell http-client, dart-lang/pub, CocoaPods, SwiftPM, opam, coursier, Bazel HttpConnectorMultiplexer, Deno',
    examples: {
      is: [
        '** (Mix) Request failed ({:failed_connect, [{:to_address, {~c"h.example", 443}}, {:inet, [:inet], :timeout}]})',
        'Got socket error trying to find package args at https://p.example.',
        '[error] https://m.example/a.jar: download error: Caught java.net.SocketTimeoutException (Read timed out) while downloading https://m.example/a.jar',
        'ERROR: Error downloading [https://g.example/a.tar.gz] to /a: Read timed out',
      ],
      not: ['** (Mix) Unknown package plug in lockfile', 'ConnectionTimeoutTest passed'],
    },
  },
  {
    id: 'upload-5xx',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'conclusive',
    where: 'line',
    by: ['pip'],
    matches: /^(?:ERROR {1,6}|WARNING {1,6})?HTTPError: (?:429|50[0234]) .{1,80} from https?:/u,
    source: 'pypa/twine, exceptions.py',
    examples: {
      is: ['ERROR    HTTPError: 503 Service Unavailable from https://u.example/legacy/'],
      not: ['ERROR    HTTPError: 403 Forbidden from https://u.example/legacy/'],
    },
  },
];
