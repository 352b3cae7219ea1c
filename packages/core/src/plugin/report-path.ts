import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReportSubject } from './report-facts.ts';

/** A path or URI of a report, relative to the config's folder with forward slashes; undefined when it lies outside. */
export function reportPath(written: string, { cwd, root }: ReportSubject): string | undefined {
  const path = localPath(written);
  if (path === undefined) return undefined;
  const inner = relative(root, resolve(cwd, path));
  return inner === '' || inner.startsWith('..') || isAbsolute(inner) ? undefined : inner.split(sep).join('/');
}

function localPath(written: string): string | undefined {
  try {
    if (/^file:/iu.test(written)) return fileURLToPath(written);
  } catch {
    return undefined;
  }
  // Any other scheme is no file of ours; a drive letter is no scheme.
  return /^[a-z][a-z0-9+.-]+:\/\//iu.test(written) ? undefined : written;
}
