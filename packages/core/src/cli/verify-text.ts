import type { Verification, VerifyFault } from '../engine/verify-run.ts';
import { shownPath } from '../report/console/shown-path.ts';
import { countOf } from '../report/count-of.ts';
import { oneLine } from '../report/escape.ts';
import { VERSION } from '../version.ts';

interface TextInput {
  readonly cwd: string;
  /** The run's folder; absent where it was fetched. */
  readonly dir?: string;
  /** The commit whose run was fetched. */
  readonly commit?: string;
  /** The digest that was given to compare with. */
  readonly expected?: string | undefined;
  /** Who else keeps the digest: `check run sluice/report of 3f2c1ab`. */
  readonly keptBy?: string;
}

const MOST_FAULTS = 50;
const LABEL = 10;

/** A verification for people: what was looked at, what differs, and what it comes to. */
export function verifyText(found: Verification, { dir, commit, cwd, expected, keptBy }: TextInput): string {
  const { agrees, faults, report, evidence } = found;
  const lines = [
    `run ${report === undefined ? '' : `${oneLine(report.runId)}  `}${dir === undefined ? `of ${commit}` : shownPath(dir, cwd)}`,
    ...factLines(found),
    ...faults.slice(0, MOST_FAULTS).map(faultLine),
    ...(faults.length > MOST_FAULTS ? [`  and ${faults.length - MOST_FAULTS} more`] : []),
    '',
    agrees ? agreement(found) : `DOES NOT AGREE   ${countOf(faults.length, 'difference')}`,
    ...(evidence === undefined ? [] : [`evidence sha256 ${evidence}`]),
    ...(agrees ? [comparedLine(expected, keptBy)] : versionLines(found)),
  ];
  return `${lines.join('\n')}\n`;
}

function factLines({
  report,
  files,
  bytes,
  recomputed,
  absentArtifacts,
  elsewhere,
}: Verification): readonly string[] {
  const line = (label: string, text: string): string => `  ${label.padEnd(LABEL)}${text}`;
  return [
    ...(report?.commit === undefined
      ? []
      : [line('commit', `${oneLine(report.commit.sha).slice(0, 7)} was checked out`)]),
    line('files', files === 0 ? 'none is sealed' : `${countOf(files, 'file')} sealed, ${bytes} bytes`),
    ...(report === undefined || recomputed === undefined
      ? []
      : [
          line(
            'verdict',
            `${recomputed.level} from ${countOf(report.results.length, 'result')}, ${report.verdict.level} recorded`,
          ),
        ]),
    ...(elsewhere === 0
      ? []
      : [
          line('elsewhere', `${countOf(elsewhere, 'file')} of these not kept here, which nothing here shows`),
        ]),
    ...(absentArtifacts === 0
      ? []
      : [
          line(
            'elsewhere',
            `${countOf(absentArtifacts, 'artifact')} of other machines, which nothing here shows`,
          ),
        ]),
  ];
}

function faultLine({ kind, subject, detail }: VerifyFault): string {
  // A name with a line break, or with marks that nobody sees, is shown as it is and not as it would look.
  const name = oneLine(subject) === subject ? subject : JSON.stringify(subject);
  return `  ${kind.padEnd(LABEL)}${oneLine(name)}: ${oneLine(detail)}`;
}

function agreement({ report, recomputed }: Verification): string {
  const level = recomputed?.level.toUpperCase() ?? '';
  const partial = report?.verdict.partial === true ? ', of a part and not of the gate' : '';
  return `VERIFIED   ${level}${partial}`;
}

/** A folder that agrees with itself may still have been written anew from end to end. */
function comparedLine(expected: string | undefined, keptBy: string | undefined): string {
  if (keptBy !== undefined) return `as in the ${oneLine(keptBy)}`;
  if (expected !== undefined) return 'as given with --sha256';
  return 'compare it with what the run printed: --sha256 DIGEST';
}

function versionLines({ report }: Verification): readonly string[] {
  const by = report?.environment.sluice;
  return by === undefined || by === VERSION
    ? []
    : [`recorded by Sluice ${oneLine(by)}, read by ${VERSION}: versions may conclude differently`];
}
