import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Part } from '../engine/part.ts';
import { ciError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';

/** Artifacts come unpacked in a folder of folders; deeper than this is somebody else's tree. */
const DEPTH = 3;

/**
 * Reads what other machines left: every `report.json`, and the `plan.json` of `sluice plan --out`. A damaged file is
 * refused, never left out: a part that is not read would be a part that is not held against the plan.
 */
export async function readParts(from: readonly string[], cwd: string): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const given of from) {
    const dir = resolve(cwd, given);
    const found = await readFolder(dir, DEPTH).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw ciError('FOLDER_NOT_FOUND', { dir });
      throw error;
    });
    if (found.length === 0) throw ciError('RUN_NOT_FOUND', { run: given });
    parts.push(...found);
  }
  return parts;
}

async function readFolder(dir: string, depth: number): Promise<readonly Part[]> {
  const names = (await readdir(dir)).toSorted();
  if (names.includes('report.json')) return [await readReport(join(dir, 'report.json'))];
  const parts: Part[] = [];
  for (const name of names) {
    const path = join(dir, name);
    if (name === 'plan.json') parts.push(await readPlan(path));
    else if (depth > 0 && (await stat(path)).isDirectory())
      parts.push(...(await readFolder(path, depth - 1)));
  }
  return parts;
}

async function readReport(file: string): Promise<Part> {
  const { parseRunReport } = await import('../report/run-report-schema.ts');
  return { kind: 'report', file, report: parseRunReport(await readFile(file, 'utf8'), file, trimPart) };
}

/**
 * Without what its machine was not told to run. Of a matrix of 256, each part names the other 255, and to hold all of
 * these to the schema took half of the time of the gate; none of them is evidence of anything. What contradicts itself
 * (not selected, and with an attempt, a conclusion or a place in the plan all the same) stays, for the gate to object to.
 */
function trimPart(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { results, plan } = value as { results?: unknown; plan?: { checks?: unknown } | null };
  if (!Array.isArray(results) || !Array.isArray(plan?.checks)) return value;
  return {
    ...value,
    results: results.filter((result) => !isLeftOut(result)),
    plan: { ...plan, checks: plan.checks.filter((check) => !isLeftOut(check)) },
  };
}

/** Of a result or of a planned check, as a machine writes it that was not asked for it. */
function isLeftOut(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { skip, conclusion, decision, attempts = [] } = entry as Readonly<Record<string, unknown>>;
  const isSkipped = conclusion === 'skipped' || decision === 'skip';
  return skip === 'not-selected' && isSkipped && Array.isArray(attempts) && attempts.length === 0;
}

async function readPlan(file: string): Promise<Part> {
  try {
    const { hash } = JSON.parse(await readFile(file, 'utf8')) as { hash?: unknown };
    if (typeof hash !== 'string' || hash === '') throw new Error('it holds no plan hash');
    return { kind: 'plan', file, hash };
  } catch (error) {
    throw ciError('RUN_UNREADABLE', { file, detail: messageOf(error) });
  }
}
