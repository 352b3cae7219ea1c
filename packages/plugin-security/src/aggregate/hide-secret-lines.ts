import type { Finding } from '@sluice/core';
import { blankLiterals } from '../parse/blank-literals.ts';

/**
 * Masks the literals in the source of every finding on a line that holds a secret: a linter's finding quotes the line,
 * and the secret with it.
 */
export function hideSecretLines(findings: readonly Finding[]): readonly Finding[] {
  const lines = new Set(findings.filter(({ kind }) => kind === 'secret').flatMap(linesOf));
  if (lines.size === 0) return findings;
  return findings.map((finding) => {
    const { kind, region } = finding;
    if (kind === 'secret' || region === undefined || !linesOf(finding).some((line) => lines.has(line)))
      return finding;
    return { ...finding, region: blankLiterals(region) };
  });
}

const MOST_LINES = 1000;

function linesOf({ location }: Finding): readonly string[] {
  const first = location?.line;
  if (location === undefined || first === undefined) return [];
  const count = Math.min(MOST_LINES, (location.endLine ?? first) - first + 1);
  return Array.from({ length: count }, (_, index) => `${location.path}:${first + index}`);
}
