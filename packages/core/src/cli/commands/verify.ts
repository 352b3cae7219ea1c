import { verifyRun, type Verification } from '../../engine/verify-run.ts';
import { ciError } from '../../errors/ci-error.ts';
import { EVIDENCE_FILE, SEAL_FILE } from '../../state/seal.ts';
import { stringFlag } from '../args.ts';
import { locateRun } from '../locate-run.ts';
import { printProblems } from '../print-problems.ts';
import { verifyText } from '../verify-text.ts';
import type { Invocation } from '../verb.ts';

const MARKS = ['report.json', EVIDENCE_FILE, SEAL_FILE];

/** `sluice verify RUN`: a recorded run computed anew, file by file. Exits 0 when all agrees, 1 when anything does not. */
export async function verify({
  cwd,
  env,
  flags,
  positionals,
  terminal,
  signal,
}: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  try {
    const expected = stringFlag(flags, 'sha256');
    if (expected !== undefined && !/^[0-9a-f]{64}$/iu.test(expected))
      throw ciError('USAGE', {
        detail: '--sha256 takes a digest of 64 hexadecimal digits.',
        fix: 'Paste it whole, as the run printed it after `evidence sha256`.',
      });
    const commit = stringFlag(flags, 'commit');
    if (commit !== undefined) {
      const isAlone = positionals.length === 0 && expected === undefined;
      return await ofCommit(isAlone ? commit : '', { cwd, env, terminal, signal }, isJson);
    }
    const { dir } = await locateRun({ cwd, env, run: positionals[0] ?? 'latest' }, MARKS);
    const found = await verifyRun({ dir, ...(expected === undefined ? {} : { expected }) });
    terminal.out(isJson ? verifyJson(found, { dir }) : verifyText(found, { dir, cwd, expected }));
    return found.agrees ? 0 : 1;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}

/** What is kept elsewhere of the run of a commit, held against the digest that stands there. */
async function ofCommit(
  commit: string,
  { cwd, env, terminal, signal }: Omit<Invocation, 'flags' | 'positionals'>,
  isJson: boolean,
): Promise<number> {
  if (!/^[0-9a-f]{7,40}$/u.test(commit))
    throw ciError('USAGE', {
      detail:
        '--commit takes the sha of a commit, 7 digits of it or more, and neither a run nor --sha256 beside it.',
      fix: 'Write sluice verify --commit 3f2c1ab, for example.',
    });
  const { verifyCommit } = await import('../verify-commit.ts');
  const { found, keptBy } = await verifyCommit(commit, { cwd, env, signal });
  terminal.out(isJson ? verifyJson(found, { commit, keptBy }) : verifyText(found, { commit, keptBy, cwd }));
  return found.agrees ? 0 : 1;
}

function verifyJson(found: Verification, place: Readonly<Record<string, string>>): string {
  const { agrees, faults, evidence, files, bytes, report, recomputed } = found;
  const document = {
    runId: report?.runId,
    ...place,
    agrees,
    evidence,
    files,
    bytes,
    elsewhere: found.elsewhere,
    absentArtifacts: found.absentArtifacts,
    recorded: report?.verdict,
    recomputed,
    faults,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
