import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult } from '@sluice/core';
import type { SecurityOptions } from '../options.ts';
import { readBanditReport } from '../parse/bandit-json.ts';
import type { ScanReport } from '../parse/scan-report.ts';
import { atPlace } from '../projects/at-place.ts';
import { ONLY_PLACE, type ProjectPlace } from '../projects/project-place.ts';
import { findCode } from '../python/find-code.ts';
import type { ChosenPython } from '../python/choose-python.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { addUnlisted, banditSettings, type BanditSettings } from './bandit-settings.ts';
import { addMarked } from './marked-findings.ts';
import { countOf } from './count-of.ts';
import { outcomeOf } from './outcome-of.ts';
import { publicReport } from './public-report.ts';
import { ownWords, whyNoReport } from './tool-words.ts';

/**
 * Bandit on the project's code. Its exit code 0 also means that nothing could be parsed, and that a path is missing;
 * 1 also means that it crashed: the report decides, and the files that it names are held against those that are there.
 */
export function banditCheck(
  options: SecurityOptions,
  python: ChosenPython,
  place: ProjectPlace = ONLY_PLACE,
): Check {
  const { bandit } = options;
  const check: Check = {
    id: 'security/bandit',
    title: 'Bandit',
    limits: [],
    // Any file: code without an ending and configuration under any name are found by what they hold.
    inputs: ['**', '../**', ...(bandit === false ? [] : bandit.exclude.map((glob) => `!${glob}`))],
    tools: [toolSpec('bandit', python.path)],
    cache: true,
    keyedBy: { python: python.from, place: { ...place } },
    ...(bandit === false ? { disabled: 'option bandit is false' } : {}),
    ...(bandit !== false && bandit.level !== undefined ? { level: bandit.level } : {}),
    ...(bandit !== false && bandit.timeoutMs !== undefined ? { timeoutMs: bandit.timeoutMs } : {}),
    run: (ctx) => run(ctx, options, { python, root: place.root }),
  };
  if (place === ONLY_PLACE) return check;
  const named = bandit === false ? [] : namedFiles(bandit.args);
  return atPlace(check, { ...place, widened: [...place.widened, ...named] });
}

/** What its arguments may name: a configuration that lies outside of the project. */
function namedFiles(args: readonly string[]): readonly string[] {
  return args.map((arg) => arg.replace(/^--?[\w-]+=/u, '')).filter((arg) => /^[\w.][\w./-]*$/u.test(arg));
}

async function run(
  ctx: CheckContext,
  options: SecurityOptions,
  { python, root }: { readonly python: ChosenPython; readonly root: string },
): Promise<CheckOutcome> {
  const paths = options.paths?.map((path) => (root === '.' ? path : join(root, path)));
  const missing = await missingOf(ctx.cwd, paths ?? []);
  if (missing.length > 0)
    return { status: 'errored', reason: `there is no ${missing.join(', no ')} to scan` };
  const targets = paths ?? (await findCode(ctx.cwd, root));
  if (targets.length === 0)
    return { status: 'errored', reason: 'no Python code was found here; name it with the option paths' };
  const settings = await banditSettings(ctx.cwd, options.bandit === false ? [] : options.bandit.args, root);
  const file = join(ctx.tempDir, 'bandit.json');
  const args = ['-f', 'json', '-o', file, ...settings.args, '-r', ...targets];
  const result = await ctx.exec('bandit', args);
  const reason = whyNoReport('bandit', result);
  if (reason !== undefined) return { status: 'errored', reason };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    return { status: 'errored', reason: `${ownWords('bandit', result)}; it wrote no report` };
  const { from } = python;
  return conclude(ctx, { text, targets, settings, result, from }, options);
}

interface Scan {
  readonly text: string;
  readonly targets: readonly string[];
  readonly settings: BanditSettings;
  readonly result: ExecResult;
  /** The Python that was chosen for it, and why that one. */
  readonly from: string;
}

async function conclude(
  ctx: CheckContext,
  { text, targets, settings, result, from }: Scan,
  options: SecurityOptions,
): Promise<CheckOutcome> {
  const read = readBanditReport(text, { cwd: ctx.cwd });
  if (result.exitCode === 1 && read.status === 'complete' && read.read === 0)
    return { status: 'errored', reason: 'bandit exited with 1, and its report holds no finding' };
  await keepReport(ctx, text);
  const listed = await addUnlisted(read, text, { cwd: ctx.cwd, targets, settings });
  const report = await addMarked(ctx, listed, { args: [...settings.args, '-r', ...targets] });
  const seen = ({ scope }: ScanReport): string => `${countOf(scope.seen, 'file')} parsed`;
  const outcome = outcomeOf(ctx, { report, seen, detail: [from, ...settings.from] }, options);
  if (outcome.status !== 'errored' || report.missed.length === 0) return outcome;
  return { ...outcome, reason: `${outcome.reason}; Bandit runs under ${await ownPython(ctx)}` };
}

/** The Python that Bandit itself says it runs under: asked for only where some file could not be parsed. */
async function ownPython(ctx: CheckContext): Promise<string> {
  const { stdout } = await ctx.exec('bandit', ['--version']);
  const version = /python version = (\d+\.\d+\.\d+)/u.exec(stdout)?.[1];
  return version === undefined ? 'a Python that it does not name' : `Python ${version}`;
}

/** Bandit's own report, without what it quotes of the source: a password may be in it. */
async function keepReport(ctx: CheckContext, text: string): Promise<void> {
  const path = join(ctx.tempDir, 'bandit.public.json');
  const shown = publicReport(text);
  if (shown === undefined) return;
  await writeFile(path, shown);
  ctx.artifact('bandit.json', path);
}

async function missingOf(cwd: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      stat(join(cwd, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => found[index] !== true);
}
