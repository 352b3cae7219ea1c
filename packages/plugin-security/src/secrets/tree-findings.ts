import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@sluice/core';
import type { Leak } from './leak.ts';

/**
 * The secrets of the tree as findings. Their region is the line without the secret, so that they are known again where
 * lines move; a line that is marked `gitleaks:allow` is shown and does not count.
 */
export async function treeFindings(cwd: string, leaks: readonly Leak[]): Promise<readonly Finding[]> {
  const files = new Map<string, readonly string[]>();
  const values = leaks.map(({ value }) => value).filter((value) => value !== '');
  const found: Finding[] = [];
  for (const leak of leaks) {
    const path = leak.finding.location?.path ?? '';
    const lines = files.get(path) ?? (await linesOf(join(cwd, path)));
    files.set(path, lines);
    const line = lines[leak.line - 1] ?? '';
    const isAllowed = line.includes('gitleaks:allow');
    const region = leak.isOneLine ? `${leak.finding.ruleId} ${blank(line, values)}` : leak.finding.ruleId;
    found.push({
      ...leak.finding,
      region: region.slice(0, 500),
      ...(isAllowed
        ? { suppression: { kind: 'in-source' as const, reason: 'its line is marked gitleaks:allow' } }
        : {}),
    });
  }
  return found;
}

function blank(line: string, values: readonly string[]): string {
  return values.reduce((text, value) => text.replaceAll(value, ''), line).trim();
}

async function linesOf(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8').catch(() => '')).split(/\r?\n/u);
}
