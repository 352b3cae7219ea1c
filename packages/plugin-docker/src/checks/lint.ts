import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult, Finding, FindingInput } from '@sluice/core';
import { failureOf } from '../build/failure-of.ts';
import { projectFault } from '../build/project-fault.ts';
import { lastWords } from '../engine/last-words.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import type { DockerOptions } from '../options.ts';
import { readHadolint } from '../parse/hadolint-json.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { checkLevel } from './check-level.ts';
import { EXIT_CODES, type ExitMeaning } from './exit-codes.ts';
import { imageCheck } from './image-check.ts';

/** Where hadolint looks in a project. It looks into the user's home, too, which decides nothing here. */
const CONFIGS = ['.hadolint.yaml', '.hadolint.yml'];

/** Variables by which hadolint would leave findings out without a word. */
const SILENT = Object.fromEntries(
  [
    'NOFAIL',
    'IGNORE',
    'OVERRIDE_ERROR',
    'OVERRIDE_WARNING',
    'OVERRIDE_INFO',
    'OVERRIDE_STYLE',
    'FAILURE_THRESHOLD',
    'FORMAT',
    'TRUSTED_REGISTRIES',
    'ALLOWED_REGISTRIES',
    'REQUIRE_LABELS',
    'STRICT_LABELS',
    'DISABLE_IGNORE_PRAGMA',
    'VERBOSE',
  ].map((name) => [`HADOLINT_${name}`, undefined] as const),
);

const BANDS = { error: 'high', warning: 'medium', info: 'low', style: 'info' } as const;

/**
 * hadolint on one Dockerfile. Its exit code 1 is findings, and also a file that is not there; one of a configuration
 * that it cannot read is a line on standard error, after which it goes on without. The report decides.
 */
export function lintCheck({
  options,
  spec,
  absent,
}: {
  readonly options: DockerOptions;
  readonly spec: ImageSpec;
  readonly absent: string | undefined;
}): Check {
  const { lint } = options;
  const severityAtLeast = BANDS[lint === false ? 'warning' : lint.failOn];
  return {
    ...imageCheck({
      name: 'lint',
      title: `hadolint on ${spec.dockerfile}`,
      spec,
      level: checkLevel(options, lint),
      option: lint,
      absent,
    }),
    inputs: [spec.dockerfile, ...CONFIGS],
    tools: [toolSpec('hadolint')],
    cache: true,
    limits: [{ rule: 'docker/lint/findings', count: { severityAtLeast }, max: 0 }],
    ...(lint !== false && lint.timeoutMs !== undefined ? { timeoutMs: lint.timeoutMs } : {}),
    run: (ctx) => run(ctx, spec),
  };
}

async function run(ctx: CheckContext, { name, dockerfile }: ImageSpec): Promise<CheckOutcome> {
  const text = await readFile(join(ctx.cwd, dockerfile), 'utf8').catch(() => undefined);
  if (text === undefined) {
    const message = `there is no ${dockerfile} to build the image ${name} from`;
    return failureOf(ctx, projectFault('no-dockerfile', message, dockerfile));
  }
  const config = await configOf(ctx);
  const lines = text.split('\n');
  const lint = async (args: readonly string[]) => {
    const result = await ctx.exec(
      'hadolint',
      ['--format', 'json', '--config', config, ...args, '--', dockerfile],
      {
        env: SILENT,
      },
    );
    const reason = whyNoReport(result);
    return reason === undefined ? readHadolint(result.stdout, { path: dockerfile, lines }) : { reason };
  };
  // Marked lines are found too, to be listed: a marker that nobody sees is a hole.
  const [counted, all] = [await lint([]), await lint(['--disable-ignore-pragma'])];
  if ('reason' in counted) return { status: 'errored', reason: counted.reason };
  if ('reason' in all) return { status: 'errored', reason: all.reason };
  if (lines.every((line) => /^\s*(?:#.*)?$/u.test(line)))
    return { status: 'errored', reason: `${dockerfile} has no instruction` };
  const known = new Set(counted.findings.map(key));
  const findings = all.findings.map((finding) =>
    ctx.finding(known.has(key(finding)) ? finding : ignored(finding)),
  );
  return {
    status: 'completed',
    findings,
    summary: summaryOf(findings),
    scope: { unit: 'files', seen: 1, missed: 0, detail: [dockerfile] },
  };
}

/** The project's configuration, else an empty one: what lies in somebody's home must not decide. */
async function configOf({ cwd, tempDir }: CheckContext): Promise<string> {
  for (const name of CONFIGS) {
    const path = join(cwd, name);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  const none = join(tempDir, 'hadolint.yaml');
  await writeFile(none, 'ignored: []\n');
  return none;
}

function whyNoReport(result: ExecResult): string | undefined {
  const { exitCode, missing, signal, stderr } = result;
  if (missing !== undefined) return `hadolint could not be started: ${missing}`;
  if (exitCode === null) return `hadolint was ended by ${signal ?? 'a signal'}`;
  const broken = /Error parsing your config file in +'([^'\n]{1,1000})'/u.exec(stderr);
  if (broken !== null) return `hadolint cannot read its configuration ${broken[1]?.split('/').at(-1)}`;
  const table: Readonly<Record<number, ExitMeaning>> = EXIT_CODES.hadolint;
  if (table[exitCode]?.leaves !== 'report' || (exitCode === 1 && result.stdout === ''))
    return `hadolint exited with ${exitCode}: ${lastWords(stderr.split('HasCallStack')[0] ?? '') || 'no word'}`;
  return undefined;
}

function key({ ruleId, location }: FindingInput): string {
  return `${ruleId} ${location?.line} ${location?.column}`;
}

function ignored(finding: FindingInput): FindingInput {
  return {
    ...finding,
    suppression: { kind: 'in-source', reason: 'marked by hadolint ignore= in the Dockerfile' },
  };
}

function summaryOf(findings: readonly Finding[]): string {
  const active = findings.filter(({ suppression }) => suppression === undefined);
  const counts = (['high', 'medium', 'low', 'info'] as const).flatMap((band) => {
    const count = active.filter(({ severity }) => severity === band).length;
    return count === 0 ? [] : [`${count} ${band}`];
  });
  const marked = findings.length - active.length;
  return `${counts.length === 0 ? 'nothing found' : counts.join(', ')}${marked === 0 ? '' : ` (+${marked} marked)`}`;
}
