import { isCiError, oneLine } from '@sluice/core';
import { healthProblem } from '../runs/health-problem.ts';

const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** What SQLite threw, in core's form. The hint never deletes anything: old runs may be nowhere else. */
export function storeProblem(file: string, thrown: unknown): unknown {
  if (isCiError(thrown)) return thrown;
  const { errcode, message, code } = thrown as Error & { readonly errcode?: number; readonly code?: string };
  const place = oneLine(file);
  // The low byte is the kind; the rest says which part of SQLite met it.
  const kind = (errcode ?? 0) & 0xff;
  if (kind === BUSY || kind === LOCKED) {
    return healthProblem(
      'HEALTH_STORE_LOCKED',
      `${place} is locked by another process.`,
      'Wait until it has ended, and try again.',
    );
  }
  if (kind === CORRUPT || kind === NOT_A_DATABASE) {
    return healthProblem(
      'HEALTH_STORE_CORRUPTED',
      `${place} is damaged, or no database of Sluice's.`,
      'Move it away: `sluice health --collect` makes a new one of what GitHub still has, `--import FILE` of an export.',
    );
  }
  if (code?.startsWith('E') !== true) return thrown;
  return healthProblem(
    'HEALTH_STORE_UNUSABLE',
    `${place} cannot be used: ${oneLine(message)}.`,
    'Make its folder writable, or move the state by SLUICE_STATE_DIR.',
  );
}
