import type { ExecResult, FindingInput } from '@sluice/core';
import { engineWords } from '../engine/why-no-engine.ts';
import type { BuildLog } from '../parse/build-log.ts';
import type { Instruction } from '../parse/dockerfile.ts';
import { stepInstruction } from '../parse/step-line.ts';
import { engineFault } from './engine-fault.ts';

/** What a build that failed comes to: a finding about the project, or an error that says nothing of it. */
export type BuildFailure = { readonly finding: FindingInput } | { readonly reason: string };

export interface FailureInput {
  readonly log: BuildLog;
  readonly result: Pick<ExecResult, 'exitCode' | 'signal' | 'missing'>;
  /** Relative to the config. */
  readonly dockerfile: string;
  readonly instructions: readonly Instruction[];
}

/**
 * Tells a fault of the project from one of its surroundings. What is not known for the project's is an error: a build
 * that nobody can explain is no evidence about the Dockerfile.
 */
export function explainFailure(input: FailureInput): BuildFailure {
  const { log, result } = input;
  if (result.missing !== undefined) return { reason: `docker could not be started: ${result.missing}` };
  if (result.exitCode === null) return { reason: `the build was ended by ${result.signal ?? 'a signal'}` };
  const said = log.error ?? '';
  const outside = engineWords(said) ?? engineFault(said, log);
  if (outside !== undefined) return { reason: outside };
  return (
    stepFailure(input) ??
    dockerfileFault(said, input) ?? {
      reason: `docker buildx exited with ${result.exitCode}${said === '' ? ' and said nothing' : `: ${unwrapped(said)}`}`,
    }
  );
}

function stepFailure({ log, dockerfile, instructions }: FailureInput): BuildFailure | undefined {
  const failed = log.steps.find(({ error }) => error !== undefined);
  if (failed?.error === undefined) return undefined;
  const instruction = stepInstruction(failed, instructions);
  const [, missing] = /"([^"]{1,300})"(?:: | )not found/u.exec(failed.error) ?? [];
  const code = /exit code: (\d{1,3})/u.exec(failed.error)?.[1];
  const rule = missing !== undefined ? 'copy-missing' : code === undefined ? 'step-failed' : 'run-failed';
  const words =
    missing !== undefined
      ? `${missing} is not in the context (not there, or left out by .dockerignore)`
      : code === undefined
        ? failed.error
        : `ended with ${code}${code === '137' ? ' (killed: often for want of memory)' : ''}${tailWords(failed.tail)}`;
  return found(rule, `${shorten(failed.name, 160)}: ${words}`, {
    path: dockerfile,
    line: instruction?.line ?? log.line,
    region: instruction?.text ?? failed.name,
  });
}

function tailWords(tail: readonly string[]): string {
  const lines = tail.filter((line) => line !== '').slice(-4);
  return lines.length === 0
    ? ', and printed nothing'
    : `; it printed last: ${shorten(lines.join(' · '), 600)}`;
}

interface Fault {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly says: (found: readonly string[]) => string;
}

/** Faults that BuildKit 0.8 to 0.34 finds before any step runs. */
const FAULTS: readonly Fault[] = [
  {
    rule: 'syntax',
    pattern: /dockerfile parse error (?:on )?line (?<line>\d{1,6}): ([^\n]{1,400})/iu,
    says: ([, what = '']) => what,
  },
  {
    rule: 'syntax',
    pattern: /file with no instructions|the Dockerfile \(?\S*\)? ?cannot be empty/iu,
    says: () => 'it has no instruction',
  },
  {
    rule: 'target',
    pattern: /target stage "?([^"\s]{1,200}?)"? could not be found/iu,
    says: ([target = '']) => `there is no stage ${target} in it, which the option target names`,
  },
  {
    rule: 'base-name',
    pattern: /failed to parse stage name "([^"]{0,300})": ([^\n]{1,200})/iu,
    says: ([name = '', what = '']) =>
      `FROM ${name === '' ? 'an empty name (an ARG without a value?)' : name}: ${what}`,
  },
  {
    rule: 'base-name',
    pattern: /base name \(([^)]{0,300})\) should not be blank/iu,
    says: ([name = '']) => `FROM ${name} is empty: its ARG has no value`,
  },
  {
    rule: 'base-not-found',
    pattern:
      /(?:failed to resolve source metadata for|failed to create LLB definition:) (\S{1,300}?):? [^\n]{0,300}?(?:not found|does not exist)/iu,
    says: ([name = '']) => `the base image ${name} does not exist, or needs a login (docker login)`,
  },
];

function dockerfileFault(
  said: string,
  { dockerfile, instructions, log }: FailureInput,
): BuildFailure | undefined {
  const base = log.failures.map(({ name, error }) => `${name.replace(/^\[internal\] /u, '')}: ${error}`);
  for (const text of [said, ...base]) {
    for (const { rule, pattern, says } of FAULTS) {
      const match = pattern.exec(text);
      if (match === null) continue;
      const words = says(match.slice(1));
      const line = match.groups?.['line'];
      const named = instructions.find(
        ({ keyword, text: written }) => keyword === 'FROM' && isNamedIn(written, words),
      );
      return found(rule, words, {
        path: dockerfile,
        line: line === undefined ? (log.line ?? named?.line) : Number(line),
        region: named?.text ?? words,
      });
    }
  }
  // What BuildKit points at in the Dockerfile is wrong there, in whatever words.
  if (log.line === undefined) return undefined;
  const words = shorten(unwrapped(said), 400);
  return found('syntax', words, { path: dockerfile, line: log.line, region: words });
}

/** The last words of buildx without what they are wrapped in on their way. */
function unwrapped(said: string): string {
  return said.replace(
    /^(?:failed to build: |failed to solve: |rpc error: code = Unknown desc = |failed to solve with frontend \S+: |failed to create LLB definition: )+/u,
    '',
  );
}

function isNamedIn(from: string, words: string): boolean {
  const [, image = ''] = /^FROM\s+(?:--\S+\s+)*(\S+)/iu.exec(from) ?? [];
  return image !== '' && words.includes(image);
}

function found(
  rule: string,
  message: string,
  {
    path,
    line,
    region,
  }: { readonly path: string; readonly line: number | undefined; readonly region: string },
): BuildFailure {
  const location = { path, ...(line === undefined ? {} : { line }) };
  return {
    finding: {
      ruleId: `docker/${rule}`,
      tool: 'docker',
      kind: 'misconfig',
      severity: 'high',
      message,
      location,
      region,
    },
  };
}

function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
