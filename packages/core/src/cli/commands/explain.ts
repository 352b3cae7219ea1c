import { explain as explainReport } from '../../gate/explain.ts';
import { unknownWords } from '../unknown-words.ts';
import { explainText } from '../explain-text.ts';
import { stringFlag } from '../args.ts';
import { printProblems } from '../print-problems.ts';
import { readRun } from '../read-run.ts';
import type { Invocation } from '../verb.ts';

/** `sluice explain [ID]`: why, from the evidence of a recorded run. Exits 0 when it could answer, whatever the answer. */
export async function explain({ cwd, env, flags, positionals, terminal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  try {
    const { report } = await readRun({ cwd, env, run: stringFlag(flags, 'run') ?? 'latest' });
    const explanation = explainReport(report);
    const [id] = positionals;
    const checks = explanation.checks.filter(
      (check) => id === undefined || check.id === id || check.id.startsWith(`${id}@`),
    );
    const blocks = explanation.blocks.filter(
      ({ objection }) =>
        id === undefined || objection.rule === id || checks.some((check) => check.id === objection.checkId),
    );
    const overLimits = explanation.overLimits.filter(({ rule }) => id === undefined || rule === id);
    const limits = explanation.checks.filter((check) => check.limits.some(({ rule }) => rule === id));
    const shown = checks.length > 0 ? checks : limits;
    if (shown.length + blocks.length + overLimits.length === 0) {
      const known = explanation.checks.flatMap((check) => [
        check.id,
        ...check.limits.map(({ rule }) => rule),
      ]);
      return printProblems(terminal, [unknownWords(id ?? '', known)], isJson);
    }
    const selected = { ...explanation, checks: shown, blocks, overLimits };
    if (isJson) terminal.out(`${JSON.stringify({ runId: report.runId, ...selected }, null, 2)}\n`);
    else terminal.out(explainText(report, selected, { isWhole: id === undefined }));
    return 0;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}
