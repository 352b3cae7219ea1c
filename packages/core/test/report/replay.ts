import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConsole } from '../../src/report/console/create-console.ts';
import type { ConsolePort } from '../../src/report/console/port.ts';
import { STARTED_AT } from './builders.ts';
import { createScreen } from './screen.ts';
import type { Story } from './stories.ts';

export interface ReplayOptions extends Pick<ConsolePort, 'isTty' | 'color' | 'ci' | 'columns'> {
  /** Also returns what the screen showed at these moments. */
  readonly framesAtMs?: readonly number[];
}

/** Plays a story into a console view with a clock of its own: no timer, no sleep, the same text every time. */
export function replay(
  cwd: string,
  story: Story,
  options: ReplayOptions,
): { readonly text: string; readonly frames: readonly string[]; readonly raw: string } {
  for (const [path, text] of Object.entries(story.logs)) {
    const file = join(cwd, '.sluice/runs/0k3f8a1b', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { framesAtMs = [], ...port } = options;
  const screen = createScreen(options.isTty ? options.columns : 10_000);
  let nowMs = 0;
  let raw = '';
  let tick: (() => void) | undefined;
  const started = Date.parse(STARTED_AT);
  const onEvent = createConsole(
    {
      ...port,
      write: (text) => {
        raw += text;
        screen.write(text);
      },
      now: () => started + nowMs,
      every: (_intervalMs, callback) => {
        tick = callback;
        return () => (tick = undefined);
      },
    },
    { explain: () => story.explanation },
  );
  const frames: string[] = [];
  const moments = [...framesAtMs.map((atMs) => ({ atMs, event: undefined })), ...story.events].toSorted(
    (a, b) => a.atMs - b.atMs,
  );
  for (const { atMs, event } of moments) {
    nowMs = atMs;
    if (event !== undefined) onEvent(event);
    else {
      tick?.();
      frames.push(screen.text());
    }
  }
  return { text: screen.text(), frames, raw };
}
