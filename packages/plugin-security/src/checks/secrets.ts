import { resolve, join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, Finding } from '@sluice/core';
import type { SecurityOptions } from '../options.ts';
import type { ScanReport } from '../parse/scan-report.ts';
import { historyFindings } from '../secrets/history-findings.ts';
import { nameFindings } from '../secrets/name-findings.ts';
import { runGitleaks, type Leaks } from '../secrets/run-gitleaks.ts';
import { treeFindings } from '../secrets/tree-findings.ts';
import { linkTree, readWorkTree, type WorkTree } from '../secrets/work-tree.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { countOf } from './count-of.ts';
import { judgeFindings } from './judge-findings.ts';
import { outcomeOf } from './outcome-of.ts';

/**
 * gitleaks on the tree of the commit under test, on the commits that led to it, and on the names and messages of both.
 * A secret is live when the tree has it. Nothing of a value leaves this check but its mask.
 */
export function secretsCheck(options: SecurityOptions): Check {
  const { secrets } = options;
  return {
    id: 'security/secrets',
    title: 'Secrets (gitleaks)',
    level: secrets === false ? 'informational' : (secrets.level ?? 'informational'),
    limits: [],
    tools: [toolSpec('gitleaks')],
    ...(secrets === false ? { disabled: 'option secrets is false' } : {}),
    ...(secrets !== false && secrets.timeoutMs !== undefined ? { timeoutMs: secrets.timeoutMs } : {}),
    run: (ctx) => run(ctx, options),
  };
}

async function run(ctx: CheckContext, options: SecurityOptions): Promise<CheckOutcome> {
  const { secrets } = options;
  const tree = await readWorkTree(ctx);
  if (tree.files.length === 0) return { status: 'errored', reason: 'there is no file here to scan' };
  const hasHistory = tree.hasCommits && secrets !== false && secrets.history;
  const folder = join(ctx.tempDir, 'tree');
  await linkTree(ctx.cwd, tree.files, folder);
  const { config, own } = configOf(ctx.cwd, tree, options);
  const [inTree, inHistory, named] = await Promise.all([
    runGitleaks(ctx, {
      mode: 'dir',
      // Marked lines are found too, to be listed: a marker that nobody sees is a hole.
      args: ['--ignore-gitleaks-allow', ...config, '.'],
      options: { cwd: folder },
    }),
    hasHistory ? history(ctx, config) : undefined,
    nameFindings(ctx, tree.files, { hasHistory, args: own }),
  ]);
  for (const part of [inTree, inHistory, named])
    if (part !== undefined && 'reason' in part) return { status: 'errored', reason: part.reason };
  if (!('leaks' in inTree) || !('leaks' in named))
    return { status: 'errored', reason: 'gitleaks gave no report' };
  if (inTree.bytes === 0 && tree.bytes > 0)
    return { status: 'errored', reason: `gitleaks read none of the ${tree.files.length} files` };
  const known = new Set([...inTree.leaks, ...named.leaks].map(({ value }) => value));
  const live = judgeFindings(await treeFindings(ctx.cwd, inTree.leaks), options);
  const past = inHistory !== undefined && 'leaks' in inHistory ? historyFindings(inHistory.leaks, known) : [];
  return conclude(ctx, { tree, findings: [...live, ...past, ...named.findings(known)], inHistory }, options);
}

/** The configuration as arguments: of the option, and `own` for where gitleaks does not find the project's by itself. */
function configOf(cwd: string, { files }: WorkTree, { secrets }: SecurityOptions) {
  const given = secrets === false ? undefined : secrets.config;
  const found = given ?? (files.includes('.gitleaks.toml') ? '.gitleaks.toml' : undefined);
  const toArguments = (path: string | undefined): readonly string[] =>
    path === undefined ? [] : ['-c', resolve(cwd, path)];
  return { config: toArguments(given), own: toArguments(found) };
}

/** The commits that led to the one under test, as far as they touched this folder; no branch beside it. */
function history(ctx: CheckContext, config: readonly string[]): Promise<Leaks> {
  const log = '--log-opts=--full-history --relative HEAD -- .';
  return runGitleaks(ctx, { mode: 'git', args: [log, ...config, '.'] });
}

interface Scan {
  readonly tree: WorkTree;
  readonly findings: readonly Finding[];
  readonly inHistory: Leaks | undefined;
}

function conclude(
  ctx: CheckContext,
  { tree, findings, inHistory }: Scan,
  options: SecurityOptions,
): CheckOutcome {
  const commits = inHistory !== undefined && 'leaks' in inHistory ? inHistory.commits : 0;
  const words =
    inHistory === undefined
      ? tree.isRepository
        ? 'no commits scanned'
        : 'no git repository, so no commits'
      : `${countOf(commits, 'commit')} scanned${tree.isShallow ? ', the history being shallow: fetch all of it to scan all of it' : ''}`;
  const files = tree.files.length;
  const ignored = tree.files.includes('.gitleaksignore') ? ['.gitleaksignore leaves out what it lists'] : [];
  const report: ScanReport = {
    tool: 'gitleaks',
    read: findings.length,
    status: 'complete',
    findings,
    missed: [],
    scope: { unit: 'files', seen: files, missed: 0, detail: [words, ...ignored] },
  };
  const live = findings.filter(
    ({ severity, suppression }) => severity !== 'info' && suppression === undefined,
  );
  const seen = (): string =>
    `${countOf(files, 'file')}, ${countOf(commits, 'commit')}, ${live.length === 0 ? 'none' : live.length} live`;
  return outcomeOf(ctx, { report, seen, metrics: { live: live.length } }, options);
}
