import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replay, type ReplayOptions } from './replay.ts';
import {
  blockStory,
  cancelledStory,
  crashStory,
  partialStory,
  passStory,
  pluginCrashStory,
  problemsStory,
  warnStory,
  wouldBlockStory,
  type Story,
} from './stories.ts';

const GOLDEN = join(import.meta.dirname, 'golden');

const PLACES: Readonly<Record<string, ReplayOptions>> = {
  'tty-80': { isTty: true, columns: 80, color: false, ci: undefined, framesAtMs: [1500, 8000] },
  'tty-120': { isTty: true, columns: 120, color: false, ci: undefined, framesAtMs: [8000, 13_000] },
  'tty-120-color': { isTty: true, columns: 120, color: true, ci: undefined, framesAtMs: [8000] },
  'ci-github': { isTty: false, columns: 120, color: false, ci: 'github' },
  'ci-plain': { isTty: false, columns: 120, color: false, ci: 'other' },
};

const STORIES: Readonly<Record<string, readonly [tell: (cwd: string) => Story, ...places: string[]]>> = {
  pass: [passStory, ...Object.keys(PLACES)],
  block: [blockStory, ...Object.keys(PLACES)],
  crash: [crashStory, ...Object.keys(PLACES)],
  problems: [problemsStory, 'tty-80', 'ci-github'],
  partial: [partialStory, 'tty-80'],
  'would-block': [wouldBlockStory, 'tty-120'],
  'plugin-crash': [pluginCrashStory, 'tty-80', 'ci-plain'],
  warn: [warnStory, 'tty-80', 'tty-120', 'ci-plain'],
  cancelled: [cancelledStory, 'tty-80'],
};

/** Frames of the screen while the run went on, then what is left at the end. */
function capture(cwd: string, tell: (cwd: string) => Story, options: ReplayOptions): string {
  const { text, frames } = replay(cwd, tell(cwd), options);
  const shown = frames.map(
    (frame, index) => `--- at ${(options.framesAtMs?.[index] ?? 0) / 1000} s\n${frame}`,
  );
  return frames.length === 0 ? text : `${shown.join('')}--- at the end\n${text}`;
}

describe('captures of the console', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'sluice-golden-'));
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  const cases = Object.entries(STORIES).flatMap(([name, [tell, ...places]]) =>
    places.map((place) => ({ name: `${name}.${place}`, tell, options: PLACES[place] as ReplayOptions })),
  );
  test.each(cases)('draws $name as recorded', ({ name, tell, options }) => {
    const drawn = capture(cwd, tell, options);
    const file = join(GOLDEN, `${name}.txt`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, drawn);
    expect(drawn).toBe(readFileSync(file, 'utf8'));
  });
});
