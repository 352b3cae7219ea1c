import type { Tool } from './tool.ts';

/** What a tool prints when it got what it was after: trouble before it was overcome. */
const SUCCESS =
  /^(?:Successfully (?:installed|built|tagged|set up)\b|added \d{1,9} packages?\b|Status: (?:Downloaded newer image|Image is up to date)|Fetched \d|(?:\[INFO\] )?BUILD SUCCESS|HEAD is now at |From (?:https?:\/\/|git@)|Setting up \S{1,200} \(|Login Succeeded|={1,120} test session starts =|\s{0,8}Finished `?\w{1,40}`?.{0,40} target\(s\)|Receiving objects: 100%|Done in \d)|\(attempt #\d\)|\b(?:succeeded|successful) (?:on|after|at) (?:attempt|retry|try)\b|\ball packages (?:downloaded|installed)\b/iu;

/** A line that only warns, or that announces another attempt: never fatal by itself. */
const WARNING =
  /^\s{0,8}(?:WARNING: Retrying|warning: spurious network error \([23] tries|npm (?:WARN|warn|http)\b|\[WARNING\]|Warning: Problem|WARN\b|level=warn|Ign:|W: |Back off |Waiting \d)|\bwill (?:attempt to )?retry\b|\bRetrying (?:in|after|\()|\bretry(?:ing)? in \d/iu;

/** A line that reports success, or a name that a test was given. */
const PASSED =
  /^\s{0,16}(?:[✓✔√]|PASS(?:ED)?\b|ok \d|ok\s{1,8}\S|--- PASS|=== RUN|\[ {7}OK \])|\bPASSED\b|\.\.\. ok$|\bPassed\s{1,8}\d|(?<!\d )\b0 (?:failed|errors?|failures?)\b(?!.{0,80}[1-9]\d{0,8} (?:failed|errors?|failures?))/u;

/** What a line says of the trouble before it, and whether it can speak of any itself. */
export function lineTone(text: string, mark: string | undefined): 'success' | 'warning' | 'passed' | 'plain' {
  if (mark === 'warning') return 'warning';
  if (SUCCESS.test(text)) return 'success';
  if (mark === undefined && PASSED.test(text)) return 'passed';
  return WARNING.test(text) ? 'warning' : 'plain';
}

/** What a tool prints last when it is done, unless it was asked to be quiet. */
const DONE: readonly (readonly [Tool, RegExp])[] = [
  [
    'npm',
    /^(?:(?:added|removed|changed) \d{1,9} packages?\b|up to date\b|(?:✨ {1,4})?Done in \d|➤ YN0000: (?:· )?Done|Already up.to.date|> \S{1,200}@\S{1,100} (?!(?:pre|post)?install$|prepare$))/u,
  ],
  ['pip', /^(?:Successfully installed |Requirement already satisfied|Installing the current project: )/u],
  ['uv', /^(?:Installed|Audited|Resolved) \d{1,9} packages? in \d/u],
  ['conda', /^(?:Executing transaction: .{0,80}done|# To activate this environment)/u],
  ['ruby', /^Bundle complete!/u],
  ['terraform', /^(?:Terraform|OpenTofu) has been successfully initialized!/u],
  ['composer', /^Generating (?:optimized )?autoload files/u],
  [
    'docker',
    /^(?:Status: (?:Downloaded newer image|Image is up to date)|Login Succeeded|.{1,200}: digest: sha256:)/u,
  ],
  ['dotnet', /^\s{0,8}(?:Restored |All projects are up-to-date)/u],
];

/** The tool that says on this line that it is done. */
export function doneTool(text: string): Tool | undefined {
  return DONE.find(([, pattern]) => pattern.test(text))?.[0];
}
