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
export async function verify({ cwd, env, flags, positionals, terminal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  try {
    const expected = stringFlag(flags, 'sha256');
    if (expected !== undefined && !/^[0-9a-f]{64}$/iu.test(expected))
      throw ciError('USAGE', {
        detail: '--sha256 takes a digest of 64 hexadecimal digits.',
        fix: 'Paste it whole, as the run printed it after `evidence sha256`.',
      });
    const { dir } = await locateRun({ cwd, env, run: positionals[0] ?? 'latest' }, MARKS);
    const found = await verifyRun({ dir, ...(expected === undefined ? {} : { expected }) });
    terminal.out(isJson ? verifyJson(found, dir) : verifyText(found, { dir, cwd, expected }));
    return found.agrees ? 0 : 1;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}

function verifyJson(found: Verification, dir: string): string {
  const { agrees, faults, evidence, files, bytes, report, recomputed, absentArtifacts } = found;
  const document = {
    runId: report?.runId,
    dir,
    agrees,
    evidence,
    files,
    bytes,
    absentArtifacts,
    recorded: report?.verdict,
    recomputed,
    faults,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
