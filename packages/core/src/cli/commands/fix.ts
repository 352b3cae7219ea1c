import { loadConfig } from '../../config/load.ts';
import { isCi } from '../../engine/describe.ts';
import { fixChecks } from '../../engine/fix-checks.ts';
import { ciError } from '../../errors/ci-error.ts';
import { oneLine } from '../../report/escape.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice fix [id…]`: runs fixers, lists the files that changed. Refuses in CI, where nobody would see the change. */
export async function fix({ cwd, env, positionals, terminal, signal }: Invocation): Promise<number> {
  try {
    if (isCi(env)) {
      throw ciError('USAGE', {
        detail: 'sluice fix changes files and does not run in CI.',
        fix: 'Run it on your machine and commit what it changed.',
      });
    }
    const { config, dir } = await loadConfig({ cwd });
    const host = processHost();
    const { fixers, changedFiles, problems } = await fixChecks(config, {
      cwd: dir,
      host,
      signal,
      ids: positionals,
    });
    if (problems.length > 0) return printProblems(terminal, problems);
    if (fixers.length === 0) {
      terminal.out('No check here has a fixer.\n');
      return 0;
    }
    for (const { id, line, isDone, reason } of fixers) {
      terminal.out(`${isDone ? '✓' : '✗'} ${id}   ${oneLine(line)}\n`);
      if (reason !== undefined) terminal.out(`    ${oneLine(reason)}\n`);
    }
    if (changedFiles === undefined) terminal.out('Without git, what changed cannot be listed.\n');
    else if (changedFiles.length === 0) terminal.out('No file changed.\n');
    else
      terminal.out(
        `${changedFiles.length === 1 ? '1 file' : `${changedFiles.length} files`} changed\n${changedFiles.map((file) => `  ${oneLine(file)}\n`).join('')}`,
      );
    return fixers.every(({ isDone }) => isDone) ? 0 : 1;
  } catch (error) {
    return printProblems(terminal, error);
  }
}
