/**
 * What makes a line worth reading: every line that a rule or the reading of a part knows has one of these in it, in letters
 * of any case; `0` stands for any digit. Held by a test, for each example of each rule.
 */
export const LITERALS: readonly string[] = (
  '##[|post job cleanup|error|fail|fatal|exception|warning|killed|sigkill|_diag|left on device|enospc|enoent|toomanyrequests' +
  '|rate limit|unexpected|eof|unable|hung up|kex_exchange|ssh: |retry|err!|err_|total=0|no longer signed|hash sum|timeout|timedout|timed out' +
  "|misbehaving|: 000 |spurious|could not|couldn't|] ssl|] transferred|returned nothing|] http0|keyserver|unreachable" +
  '|caused by|handshake|curl: (|curl error|wget: |getaddrinfo|eai_again|temporary failure|lookup|no such host|refused|name or service|nodename' +
  '|unknownhost|econn|epipe|errno|reset|hang up|network|invalid|secure tls|shut down|too many requests|http 000|server returned|(http' +
  '|status|gateway|unavailable|response|assert|expect|received|panicked|_test.go:|×|✕|✗|✘|✖|●|not ok|] ›|segfault|*** [|*** no rule|***not run' +
  '|compil|undefined|ld: symbol|.kt:|.kts:|ninja:|exited when|not found|.go:0|note: |found |0: |reformat|oh no!|code style|modified by' +
  '|incorrectly|clippy::|diff in | line |violation|typecheck|issue|eusage|eresolve|etarget|ebadengine|impossible|searched in' +
  '|lockfile|lock file|not in sync|no solution|conflict|go.mod|go.sum|packagesnotfound|unsatisfiable|no matching|no installation' +
  "|cannot find|unknown|did not match|denied|no such|checksum|mismatch|do not match|integrity|no files were|can't open|does not exist" +
  '|accessible by|unauthorized|forbidden|bad credentials|not authorized|token |eacces|protected branch|does not have|is required|environment variable|secret ' +
  "|not allowed|deprecated version|missing|unrecognized|not set|unbound|not valid|can't find|out of memory|outofmemory" +
  '|deadline exceeded|heap out|maximum call|coverage|quality gate|exceed|vulnerabilit|canceled|elifecycle|did not run|wheel' +
  '|finished|aborted|exit status|did not complete|non-zero|successful|added |fetched |build success|head is now' +
  '|from http|from git@|setting up |succeeded|session starts|receiving objects: 000%|done in|(attempt #|all packages|removed |changed ' +
  '|up to date|up-to-date|yn0000|lost communication|exit code|not supplied|shutdown signal|installed 0|audited |resolved 0|requirement already|installing the current|executing transaction|to activate' +
  '|bundle complete|restored |broken|aborted|again later|mirrors were|more mirrors|httpexception|connectiontimeout|responsetimeout|connection closed|something went wrong|autoload files|digest: sha|status: 50|error:|abort'
).split('|');
