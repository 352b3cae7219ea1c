import { join } from 'node:path';
import { ciError, isCiError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { decideAgain } from '../gate/decide-again.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Verdict } from '../model/verdict.ts';
import { readPlainFile } from '../state/read-plain-file.ts';
import { checkSeal, type SealFault, type SealReading } from '../state/check-seal.ts';

/** One way in which a recorded run does not agree with itself, or with what somebody kept of it. */
export interface VerifyFault {
  readonly kind: SealFault['kind'] | 'artifact' | 'conclusion' | 'verdict' | 'digest';
  /** A file of the folder, or the id of a check. */
  readonly subject: string;
  readonly detail: string;
}

/** What a recorded run comes to when everything is computed anew. */
export interface Verification {
  /** True where nothing differs. */
  readonly agrees: boolean;
  readonly faults: readonly VerifyFault[];
  /** sha256 of `evidence.json` as it is now, hex. */
  readonly evidence?: string;
  readonly files: number;
  readonly bytes: number;
  /** Absent when it cannot be read. */
  readonly report?: RunReport;
  readonly recomputed?: Verdict;
  /** Artifacts that the report names and that lie with other machines: nothing here shows them. */
  readonly absentArtifacts: number;
  /** Files that are sealed and were not kept with a record. */
  readonly elsewhere: number;
}

interface VerifyInput {
  readonly dir: string;
  /** The digest that somebody kept, hex. */
  readonly expected?: string;
  /** The folder holds what somebody kept of a run, with a digest to hold it against: a part of the files is enough. */
  readonly isRecord?: boolean;
}

/**
 * Computes a recorded run anew: the digest of every file, every conclusion from its attempts, the verdict from the
 * results. A report that was taken for another run's, or that cannot be read, is a fault and never an error: to find
 * that is what it is for. What plugins objected is taken as recorded. Throws RUN_UNREADABLE when the folder cannot be listed.
 */
export async function verifyRun({ dir, expected, isRecord = false }: VerifyInput): Promise<Verification> {
  const seal = await checkSeal(dir, { isRecord }).catch((error: unknown) => {
    throw ciError('RUN_UNREADABLE', { file: dir, detail: messageOf(error) }, {}, error);
  });
  const faults: VerifyFault[] = seal.faults.map(({ kind, path, detail }) => ({
    kind,
    subject: path,
    detail,
  }));
  if (expected !== undefined && seal.sha256 !== undefined && seal.sha256 !== expected.toLowerCase())
    faults.push({
      kind: 'digest',
      subject: 'evidence.json',
      detail: `its sha256 is ${seal.sha256}, and ${expected} was to be found`,
    });
  const report = await readReport(dir, faults);
  const sealed = [...seal.files.values()];
  const facts = {
    files: sealed.length,
    bytes: sealed.reduce((sum, { bytes }) => sum + bytes, 0),
    elsewhere: seal.elsewhere,
  };
  const digest = seal.sha256 === undefined ? {} : { evidence: seal.sha256 };
  if (report === undefined) return { agrees: false, faults, ...digest, ...facts, absentArtifacts: 0 };
  const again = decideAgain(report);
  const artifacts = artifactFaults(report, seal);
  if (isRecord) faults.push(...ofRecord(seal));
  faults.push(...ofOtherRun(report, seal), ...artifacts.faults, ...conclusionFaults(report, again.results));
  faults.push(...verdictFaults(report.verdict, again.verdict));
  return {
    agrees: faults.length === 0,
    faults,
    ...digest,
    ...facts,
    report,
    recomputed: again.verdict,
    absentArtifacts: artifacts.absent,
  };
}

async function readReport(dir: string, faults: VerifyFault[]): Promise<RunReport | undefined> {
  const file = join(dir, 'report.json');
  const { parseRunReport } = await import('../report/run-report-schema.ts');
  try {
    return parseRunReport((await readPlainFile(file)).toString('utf8'), file);
  } catch (error) {
    // One that is missing, or changed, is told already where there is a seal; why it cannot be read is told all the same.
    const detail = isCiError(error) ? (error.problems[0]?.message ?? '') : messageOf(error);
    faults.push({ kind: 'unreadable', subject: 'report.json', detail });
    return undefined;
  }
}

function ofOtherRun({ runId }: RunReport, seal: SealReading): readonly VerifyFault[] {
  if (seal.runId === undefined || seal.runId === runId) return [];
  const detail = `it is of run ${runId}, and the seal is of run ${seal.runId}`;
  return [{ kind: 'changed', subject: 'report.json', detail }];
}

/** Of a record, the report has to be one of the files that the evidence names: nothing else speaks for it. */
function ofRecord({ files }: SealReading): readonly VerifyFault[] {
  if (files.has('report.json')) return [];
  return [{ kind: 'unsealed', subject: 'report.json', detail: 'the evidence does not name it' }];
}

/** The digests that the report holds itself, against those of the files. */
function artifactFaults(
  { results }: RunReport,
  { files }: SealReading,
): { readonly faults: readonly VerifyFault[]; readonly absent: number } {
  const artifacts = results.flatMap((result) => result.artifacts);
  const present = artifacts.flatMap((artifact) => {
    const file = files.get(artifact.path);
    return file === undefined ? [] : [{ artifact, file }];
  });
  const wrong = present.filter(
    ({ artifact, file }) => artifact.sha256 !== file.sha256 || artifact.bytes !== file.bytes,
  );
  return {
    absent: artifacts.length - present.length,
    faults: wrong.map(({ artifact, file }) => ({
      kind: 'artifact',
      subject: artifact.path,
      detail: `its sha256 is ${file.sha256}, and the report has ${artifact.sha256}`,
    })),
  };
}

function conclusionFaults({ results }: RunReport, again: readonly CheckResult[]): readonly VerifyFault[] {
  return results.flatMap((result, index) => {
    const found = again[index];
    if (found === undefined || canonicalJson(judgementOf(result)) === canonicalJson(judgementOf(found)))
      return [];
    const detail =
      result.conclusion === found.conclusion
        ? `its attempts give ${canonicalJson(judgementOf(found))}, and ${canonicalJson(judgementOf(result))} is recorded`
        : `its attempts give ${found.conclusion}, and ${result.conclusion} is recorded`;
    return [{ kind: 'conclusion' as const, subject: result.id, detail }];
  });
}

/** What the engine concludes of the attempts, and they do not say themselves. */
function judgementOf({
  conclusion,
  skip,
  reason,
  flaky,
  level,
  limits,
  metrics,
  waiver,
}: CheckResult): unknown {
  return { conclusion, skip, reason, flaky, level, limits, metrics, waiver };
}

function verdictFaults(recorded: Verdict, again: Verdict): readonly VerifyFault[] {
  if (canonicalJson(recorded) === canonicalJson(again)) return [];
  const words = ({ level, objections }: Verdict): string =>
    `${level} for ${objections.length === 0 ? 'no objection' : objections.map(({ rule }) => rule).join(', ')}`;
  const differ = words(recorded) !== words(again);
  const detail = differ
    ? `the results give ${words(again)}, and ${words(recorded)} is recorded`
    : 'its objections are not in the words that the results give';
  return [{ kind: 'verdict', subject: 'verdict', detail }];
}
