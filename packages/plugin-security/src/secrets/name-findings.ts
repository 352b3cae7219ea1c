import type { CheckContext, Finding } from '@sluice/core';
import type { Leak } from './leak.ts';
import { historyFindings } from './history-findings.ts';
import { runGitleaks } from './run-gitleaks.ts';

const MESSAGES_BYTES = 64 * 1024 * 1024;

/**
 * Looks for secrets where gitleaks by itself does not: in the names of files, which are live, and in the messages of
 * the commits. Both are printed by every tool that speaks of a file or a commit.
 */
export async function nameFindings(
  ctx: CheckContext,
  files: readonly string[],
  { hasHistory, args }: { readonly hasHistory: boolean; readonly args: readonly string[] },
): Promise<
  | {
      readonly findings: (inTree: ReadonlySet<string>) => readonly Finding[];
      readonly leaks: readonly Leak[];
    }
  | { readonly reason: string }
> {
  const names = files.map((name) => name.replace(/\s/gu, ' '));
  const log = hasHistory
    ? await ctx.exec('git', ['log', '--format=%B', 'HEAD', '--', '.'], {
        output: 'private',
        maxBufferBytes: MESSAGES_BYTES,
      })
    : undefined;
  if (log !== undefined && log.exitCode !== 0) return { reason: `git log exited with ${log.exitCode}` };
  const input = `${[...names, log?.stdout ?? ''].join('\n')}\n`;
  const found = await runGitleaks(ctx, { mode: 'stdin', args, options: { input } });
  if ('reason' in found) return found;
  const inNames = found.leaks.filter(({ line }) => line <= names.length);
  const inMessages = found.leaks.filter(({ line }) => line > names.length);
  return {
    leaks: inNames,
    findings: (inTree) => [
      ...inNames.map((leak) => ofName(leak, files[leak.line - 1] ?? '')),
      ...historyFindings(inMessages.map(ofMessage), inTree),
    ],
  };
}

function ofName({ finding, value }: Leak, name: string): Finding {
  return {
    ...finding,
    message: `${finding.message}, in the name of a file`,
    location: { path: value === '' ? name : name.replaceAll(value, '***') },
  };
}

function ofMessage(leak: Leak): Leak {
  const { location: _location, ...finding } = leak.finding;
  return { ...leak, finding: { ...finding, message: `${finding.message}, in the message of a commit` } };
}
