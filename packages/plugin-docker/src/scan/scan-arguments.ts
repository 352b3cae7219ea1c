import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { END_OF_LIFE, FOUND } from '../trivy/exit-codes.ts';
import type { ScanOptions } from './scan-limits.ts';

/** What is scanned, and where the report goes. */
export interface ScanPlace {
  readonly cwd: string;
  readonly tar: string;
  readonly report: string;
}

/** Trivy's names for what the option `scanners` names. */
const SCANNERS = { vulnerabilities: 'vuln', misconfigurations: 'misconfig', secrets: 'secret' } as const;

/** Files by which findings are suppressed, each with its reason; the first that is there. */
export const IGNORE_FILES = ['.trivyignore.yaml', '.trivyignore'];

/**
 * Everything is looked for and nothing is filtered: what counts is for the limits to say. What an ignore file leaves
 * out is listed as suppressed. The checks for misconfigurations are those that Trivy brings, so that two runs agree.
 */
export function scanArguments(
  { scanners, database }: Pick<ScanOptions, 'scanners' | 'database'>,
  { cwd, tar, report }: ScanPlace,
): readonly string[] {
  const names = scanners.map((name) => SCANNERS[name]);
  const settings = names.filter((name) => name !== 'vuln').join(',');
  const ignored = IGNORE_FILES.find((name) => existsSync(join(cwd, name))) ?? '';
  return [
    '--input',
    tar,
    '--format',
    'json',
    '--output',
    report,
    '--scanners',
    names.join(','),
    ...(settings === '' ? [] : ['--image-config-scanners', settings]),
    '--ignorefile',
    ignored,
    '--show-suppressed',
    '--skip-db-update',
    '--skip-check-update',
    ...(database === undefined ? [] : ['--skip-java-db-update']),
    '--exit-code',
    String(FOUND),
    '--exit-on-eol',
    String(END_OF_LIFE),
  ];
}
