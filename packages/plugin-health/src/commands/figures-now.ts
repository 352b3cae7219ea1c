import type { Board } from '../board/board.ts';
import { healthDocument, type HealthDocument } from '../figures/health-document.ts';
import type { HealthOptions } from '../options.ts';
import type { Run } from '../runs/run.ts';
import type { RunSource } from '../runs/run-source.ts';
import type { HealthArguments } from './health-arguments.ts';

/** The figures, the runs that they are made of, and what is drawn of both. */
export interface FiguresNow {
  readonly health: HealthDocument;
  readonly runs: readonly Run[];
  readonly board: () => Promise<Board>;
}

/** Reads a source and works its figures out. Throws what the source throws. */
export async function figuresNow(
  source: RunSource,
  {
    given,
    options,
    nowMs,
  }: { readonly given: HealthArguments; readonly options: HealthOptions; readonly nowMs: number },
): Promise<FiguresNow> {
  const { threshold, defaultBranch, exclude } = options;
  const reading = await source.read();
  const health = healthDocument({
    reading,
    source: source.name,
    until: given.atMs ?? (source.until === 'now' ? nowMs : 'newest'),
    nowMs,
    threshold,
    exclude,
    ...(given.branch === undefined ? {} : { branch: given.branch }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  });
  return {
    health,
    runs: reading.runs,
    board: async () => (await import('../board/board.ts')).boardOf(health, reading.runs, exclude),
  };
}
