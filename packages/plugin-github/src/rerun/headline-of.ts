import type { Told } from './told.ts';

/** What became of a run, in one line of two parts. */
export interface Headline {
  /** Our own words: nothing in them needs to be escaped. */
  readonly mark: string;
  /** May hold names of jobs as they are. */
  readonly words: string;
}

const OUTCOMES: Readonly<Record<string, readonly [sign: string, words: string]>> = {
  recovered: ['✅', 'passed'],
  same: ['⛔', 'failed the same way'],
  other: ['⛔', 'did not pass, for another reason'],
};

export function headlineOf({ decision, isStarted, outcome, attempt = 1, trouble }: Told): Headline {
  const [sign, ended] = OUTCOMES[outcome ?? 'none'] ?? [];
  if (ended !== undefined) return { mark: `${sign} [auto-rerun] attempt ${attempt}`, words: ended };
  if (decision === undefined) return { mark: 'No rerun:', words: trouble[0] ?? 'nothing could be decided.' };
  const { kind, words } = decision;
  if (isStarted) return { mark: `🔄 [auto-rerun] attempt ${attempt + 1}:`, words };
  if (kind === 'rerun') return { mark: 'A rerun would be started:', words };
  if (kind === 'wait') return { mark: '⏳ [auto-rerun] waits:', words };
  return { mark: outcome === 'gave-up' ? '⛔ [auto-rerun] given up:' : 'No rerun:', words };
}
