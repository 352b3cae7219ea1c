import { posix } from 'node:path';
import { oneLine, type CheckResult, type Finding, type RunReport } from '@sluice/core';
import type { Annotation } from './annotation.ts';
import type { ChangedLines } from './changed-lines.ts';
import { plainText } from './plain-text.ts';

/** As many as GitHub shows of one check run without making the page of no use. */
const MOST_ANNOTATIONS = 500;
const MOST_MESSAGE = 4_000;
const MOST_TITLE = 200;

/** Which findings are drawn, and how many are not. */
export interface Annotations {
  readonly shown: readonly Annotation[];
  /** With a place, for which there was no room. */
  readonly left: number;
}

/**
 * The findings of a run as annotations: those on changed lines first, then those in changed files; of these what blocks
 * first. Only findings that count and have a place; one that several cells saw is drawn once.
 */
export function annotationsOf(
  report: RunReport,
  changed: ChangedLines = new Map(),
  most = MOST_ANNOTATIONS,
): Annotations {
  const folder = report.environment.folder ?? '';
  const files = new Set([...report.changes.files.map((file) => posix.join(folder, file)), ...changed.keys()]);
  const distinct = new Map<string, { readonly annotation: Annotation; readonly rank: number }>();
  for (const result of report.results)
    for (const finding of result.findings) {
      const annotation = counts(finding) ? annotationOf(finding, { result, folder }) : undefined;
      if (annotation === undefined) continue;
      const key = `${annotation.path}\0${annotation.start_line}\0${finding.ruleId}\0${annotation.message}`;
      const rank = nearness(annotation, changed, files) * 10 + LEVELS.indexOf(annotation.annotation_level);
      const known = distinct.get(key);
      if (known === undefined || rank < known.rank) distinct.set(key, { annotation, rank });
    }
  const sorted = [...distinct.values()]
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ annotation }) => annotation);
  return { shown: sorted.slice(0, most), left: Math.max(0, sorted.length - most) };
}

const LEVELS: readonly Annotation['annotation_level'][] = ['failure', 'warning', 'notice'];

const counts = ({ suppression, state }: Finding): boolean =>
  suppression === undefined && state !== 'existing';

function nearness(
  { path, start_line: from, end_line: to }: Annotation,
  changed: ChangedLines,
  files: ReadonlySet<string>,
): number {
  const lines = changed.get(path) ?? new Set<number>();
  // A finding over a thousand lines is on the diff when its first lines are.
  for (let line = from; line <= Math.min(to, from + 100); line += 1) if (lines.has(line)) return 0;
  return files.has(path) ? 1 : 2;
}

function annotationOf(
  { location, ruleId, message, severity }: Finding,
  { result, folder }: { readonly result: CheckResult; readonly folder: string },
): Annotation | undefined {
  const path = location === undefined ? undefined : rootPath(folder, location.path);
  if (location === undefined || path === undefined) return undefined;
  const from = lineOf(location.line) ?? 1;
  const to = Math.max(from, lineOf(location.endLine) ?? from);
  const column = lineOf(location.column);
  // GitHub refuses columns of an annotation over several lines.
  const columns =
    column === undefined || from !== to
      ? {}
      : { start_column: column, end_column: Math.max(column, lineOf(location.endColumn) ?? column) };
  return {
    path,
    start_line: from,
    end_line: to,
    ...columns,
    annotation_level: levelOf(result),
    title: plainText(oneLine(`${result.id}: ${ruleId} (${severity})`), MOST_TITLE),
    message: plainText(message, MOST_MESSAGE) || 'no message',
  };
}

function levelOf({ level, conclusion }: CheckResult): Annotation['annotation_level'] {
  if (level === 'informational') return 'notice';
  return level === 'required' && conclusion !== 'success' ? 'failure' : 'warning';
}

const MOST_LINE = 1_000_000_000;

const lineOf = (line: number | undefined): number | undefined =>
  line !== undefined && Number.isInteger(line) && line >= 1 && line <= MOST_LINE ? line : undefined;

/** A path within the repository, or nothing: no other place can be drawn on, and GitHub refuses the whole batch for one. */
function rootPath(folder: string, path: string): string | undefined {
  const plain = path.replaceAll('\\', '/');
  if (posix.isAbsolute(plain)) return undefined;
  const joined = posix.join(folder, plain);
  const isWithin = joined !== '.' && joined !== '..' && !joined.startsWith('../');
  return isWithin && joined.length <= 1_000 && !/\p{Cc}/u.test(joined) ? joined : undefined;
}
