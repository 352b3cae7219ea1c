import type { Finding } from '../model/finding.ts';
import type { PersistentCategory } from '../model/triage.ts';
import type { CheckAttempt } from './check-attempt.ts';

const CATEGORIES: Readonly<Record<Finding['kind'], PersistentCategory>> = {
  code: 'lint',
  format: 'lint',
  type: 'type',
  test: 'test',
  dependency: 'limit',
  secret: 'limit',
  misconfig: 'limit',
  license: 'limit',
  workflow: 'configuration',
  eol: 'limit',
};

/** All that `command()` knows of a program without a report. */
const EXIT = /^exit code \d{1,10}$/u;

/**
 * The kind that most findings are of: who found something did its work, and would find it again. Undefined where nothing
 * was found but that a program ended with an error.
 */
export function findingCategory({
  conclusion,
  findings,
}: Pick<CheckAttempt, 'conclusion' | 'findings'>): PersistentCategory | undefined {
  if (conclusion !== 'failure') return undefined;
  const found = findings.filter(({ region, location }) => location !== undefined || !EXIT.test(region ?? ''));
  if (findings.length > 0 && found.length === 0) return undefined;
  const kinds = [...Map.groupBy(found, ({ kind }) => CATEGORIES[kind])];
  return kinds.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 'limit';
}
