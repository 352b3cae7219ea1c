import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { CheckOutcome, Provides } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { jsonProblem } from './json-problem.ts';
import { findingReader } from './read-finding.ts';
import {
  anyText,
  finite,
  isObject,
  listOf,
  nameOf,
  objectOf,
  optional,
  recordOf,
  text,
  whole,
  type Read,
} from './readers.ts';

/** A clean copy of what a check returned, or what was wrong with it in one sentence. */
export type OutcomeReading = { readonly outcome: CheckOutcome } | { readonly garbage: string };

export type OutcomeReader = (value: unknown) => Promise<OutcomeReading>;

const STATUSES = ['completed', 'skipped', 'errored'];
const SHOWN = 3;

/**
 * Reads what checks return. Nothing a check hands over is trusted to be what its type says: what does not fit, or
 * would not survive being written to the report, makes the attempt `errored`. The copy cannot be changed by the
 * check later on. `mask` hides secrets in words.
 */
export function outcomeReader(mask: (text: string) => string): OutcomeReader {
  const shapes = shapesOf(mask);
  return async (value) => {
    try {
      const problems = shapeProblems(value);
      if (problems !== undefined) return { garbage: problems };
      const wrong: string[] = [];
      const { status } = value as CheckOutcome;
      const outcome = {
        status,
        ...shapes[status](value, '', (message) => wrong.push(message)),
      } as CheckOutcome;
      if (wrong.length === 0) wrong.push(...(await providesProblems(outcome)));
      return wrong.length === 0 ? { outcome } : { garbage: garbage(wrong) };
    } catch (error) {
      // A getter or a proxy of the check's threw while it was read.
      return { garbage: garbage([messageOf(error)]) };
    }
  };
}

function shapeProblems(value: unknown): string | undefined {
  if (!isObject(value))
    return garbage([`it is ${value === undefined ? 'undefined' : nameOf(value)}, not an object`]);
  const problem = jsonProblem(value, 'outcome');
  if (problem !== undefined) return garbage([problem]);
  if (STATUSES.includes(value.status as string)) return undefined;
  return garbage([`status is ${nameOf(value.status)}, not one of ${STATUSES.join(', ')}`]);
}

function shapesOf(mask: (text: string) => string): Record<CheckOutcome['status'], Read<object>> {
  const findings: Read<readonly Finding[]> = listOf(findingReader(mask));
  const words = anyText(mask);
  const facts = {
    metrics: optional(recordOf(finite)),
    scope: optional(objectOf({ unit: text(), seen: whole(0), missed: whole(0), detail: listOf(words) })),
    summary: optional(words),
    provides: optional(
      objectOf({
        path: optional(listOf(text())),
        env: optional(recordOf(anyText())),
        key: optional(text()),
      }),
    ),
    tools: optional(listOf(objectOf({ name: text(), version: anyText(), path: anyText() }))),
  };
  return {
    completed: objectOf({ findings, noRetry: optional(words), ...facts }),
    skipped: objectOf({ reason: text(mask) }),
    errored: objectOf({ reason: text(mask), findings: optional(findings), ...facts }),
  };
}

/** A folder that does not exist would be passed over in silence, and another program of that name would run. */
async function providesProblems(outcome: CheckOutcome): Promise<string[]> {
  const provides: Provides | undefined = outcome.status === 'skipped' ? undefined : outcome.provides;
  if (provides === undefined) return [];
  const names = Object.keys(provides.env ?? {});
  const problems = names.flatMap((name) => {
    if (name === 'PATH') return ['provides.env sets PATH, which is what provides.path is for'];
    return /^[A-Za-z_]\w*$/u.test(name) ? [] : [`provides.env names ${nameOf(name)}, which is no variable`];
  });
  for (const folder of provides.path ?? []) {
    if (!isAbsolute(folder)) problems.push(`provides.path has ${folder}, which is not absolute`);
    else if (!(await isFolder(folder))) problems.push(`provides.path has ${folder}, which is no folder`);
  }
  return problems;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path)
    .then((found) => found.isDirectory())
    .catch(() => false);
}

function garbage(problems: readonly string[]): string {
  const more = problems.length > SHOWN ? ` and ${problems.length - SHOWN} more` : '';
  return `the check returned no valid outcome: ${problems.slice(0, SHOWN).join('; ')}${more}`;
}
