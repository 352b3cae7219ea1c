import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createConsole } from '../../src/report/console/create-console.ts';
import { drawRun } from '../../src/report/console/draw-run.ts';
import { createLiveArea } from '../../src/report/console/live-area.ts';
import { readTail } from '../../src/report/console/read-tail.ts';
import { fitText, padText, textWidth, wrapText } from '../../src/report/console/text-width.ts';
import type { ConsolePort } from '../../src/report/console/port.ts';
import { report, result } from './builders.ts';
import { replay } from './replay.ts';
import { createScreen } from './screen.ts';
import { blockStory, crashStory, passStory } from './stories.ts';

describe('the width of a text', () => {
  test.each([
    ['abc', 3],
    ['größe', 5],
    ['名前', 4],
    ['👩‍🚀 ok', 5],
    ['e\u0301', 1],
    ['\u200B', 0],
    ['❤\uFE0F', 2],
  ])('of %j is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('is kept when a text is cut, and no character is split', () => {
    expect(fitText('名前名前', 5)).toBe('名前…');
    expect(fitText('👩‍🚀👩‍🚀', 3)).toBe('👩‍🚀…');
    expect(fitText('ab cd', 4)).toBe('ab…');
    expect(fitText('abc', 0)).toBe('');
    expect(padText('名', 4)).toBe('名  ');
  });

  test('breaks lines at words, never between a figure and its unit', () => {
    expect(wrapText('a chain of 14.0 s', 14)).toEqual(['a chain of', '14.0 s']);
    expect(wrapText('verylongword b', 4)).toEqual(['verylongword', 'b']);
  });
});

describe('the live part of a terminal', () => {
  test('is drawn over itself in one write, and not at all when nothing changed', () => {
    const writes: string[] = [];
    const screen = createScreen(20);
    const area = createLiveArea({ columns: 20, write: (text) => (writes.push(text), screen.write(text)) });
    area.draw(['one', 'two']);
    area.draw(['one', 'two']);
    area.draw(['three']);
    area.print(['done'], ['four']);
    expect(writes).toHaveLength(3);
    expect(screen.text()).toBe('done\nfour\n');
  });

  test('finds its own beginning after the terminal was made narrower', () => {
    let columns = 30;
    const writes: string[] = [];
    const area = createLiveArea({
      get columns() {
        return columns;
      },
      write: (text) => void writes.push(text),
    });
    area.draw(['x'.repeat(25), 'short']);
    columns = 10;
    area.draw(['new']);
    expect(writes[1]).toContain('\u001B[4A\r');
  });
});

describe('the tail of a log', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluice-tail-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('is bounded in lines and in bytes', () => {
    const file = join(dir, 'log');
    writeFileSync(file, Array.from({ length: 300 }, (_, line) => `line ${line}\n`).join(''));
    expect(readTail(file, 200)).toMatchObject({
      isCut: true,
      lines: expect.arrayContaining(['line 299']) as unknown,
    });
    expect(readTail(file, 200).lines).toHaveLength(200);
    writeFileSync(file, `${'x'.repeat(1_000_000)}\nlast\n`);
    expect(readTail(file, 200)).toEqual({ lines: ['last'], isCut: true });
  });

  test('is empty for a log that is empty or not there', () => {
    writeFileSync(join(dir, 'empty'), '');
    expect(readTail(join(dir, 'empty'), 200)).toEqual({ lines: [], isCut: false });
    expect(readTail(join(dir, 'none'), 200)).toEqual({ lines: [], isCut: false });
  });
});

describe('a console view', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'sluice-console-'));
  });
  afterEach(() => {
    rmSync(cwd, { recursive: true });
    vi.useRealTimers();
  });
  const plain = { isTty: false, columns: 120, color: false, ci: undefined } as const;

  test('writes no colour and no escape sequence where the port says so', () => {
    expect(replay(cwd, blockStory(cwd), plain).raw).not.toContain('\u001B');
    expect(replay(cwd, blockStory(cwd), { ...plain, color: true }).raw).toContain('\u001B[31m✗');
  });

  test('shows no logs in a pipe, and never a live view in CI', () => {
    expect(replay(cwd, blockStory(cwd), plain).raw).not.toContain('would reformat');
    expect(replay(cwd, blockStory(cwd), { ...plain, isTty: true, ci: 'other' }).raw).not.toContain('\u001B');
  });

  test.each([20, 40, 60, 79])('never draws a live line wider than a terminal of %i columns', (columns) => {
    const { frames } = replay(cwd, passStory(cwd), {
      ...plain,
      isTty: true,
      columns,
      framesAtMs: [1000, 5000, 12_000],
    });
    for (const line of frames.flatMap((frame) => frame.split('\n')))
      expect(textWidth(line)).toBeLessThanOrEqual(columns);
  });

  test('ticks by itself, and stops when the run is over', () => {
    vi.useFakeTimers({ now: 0 });
    const writes: string[] = [];
    const port: ConsolePort = {
      ...plain,
      isTty: true,
      write: (text) => void writes.push(text),
      now: () => Date.now(),
    };
    const onEvent = createConsole(port);
    const { events } = crashStory(cwd);
    for (const { event } of events.slice(0, 3)) onEvent(event);
    const before = writes.length;
    vi.advanceTimersByTime(5000);
    expect(writes.length).toBeGreaterThan(before);
    for (const { event } of events.slice(3)) onEvent(event);
    const after = writes.length;
    vi.advanceTimersByTime(60_000);
    expect(writes).toHaveLength(after);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('keeps the verdict when its explanation throws', () => {
    const explain = (): never => {
      throw new Error('no');
    };
    let text = '';
    const onEvent = createConsole({ ...plain, write: (more) => (text += more), now: () => 0 }, { explain });
    for (const { event } of blockStory(cwd).events) onEvent(event);
    expect(text).toContain('BLOCK   4 reasons');
    expect(text).not.toContain('Flips');
  });

  test('says which checks take long in a log', () => {
    let text = '';
    const onEvent = createConsole({ ...plain, ci: 'other', write: (more) => (text += more), now: () => 0 });
    onEvent({ type: 'check-slow', id: 'python/pytest@3.12', forMs: 300_000 });
    onEvent({ type: 'tap-slow', plugin: 'health', hook: 'report', tap: 'page', forMs: 3000 });
    expect(text).toBe(
      '  … python/pytest@3.12 has been running for 5 min 00 s\n  ! plugin health, hook report, tap page has been running for 3.0 s\n',
    );
  });
});

describe('a recorded run', () => {
  test('is drawn again as it stood on the screen', () => {
    const last = blockStory('/repo').events.at(-1)!.event;
    if (last.type !== 'report-ready') throw new Error('a story ends with its report');
    const input = {
      report: last.report,
      dir: '/repo/.sluice/runs/0k3f8a1b',
      cwd: '/repo',
      canvas: { columns: 120, color: false },
      options: {},
    };
    const text = drawRun(input);
    expect(text).toMatch(/^base {2}origin\/main/u);
    expect(text).toContain('  ✗ python/pytest@3.12');
    expect(text).toContain('BLOCK   4 reasons');
    expect(text).toMatch(/exit 1\n$/u);
  });

  test('cannot command the CI host', () => {
    const drawn = drawRun({
      report: report({
        results: [result('a/b', { summary: '::error::x' })],
        notes: [{ source: '', message: '##[error]x' }],
      }),
      dir: '/r',
      cwd: '/r',
      canvas: { columns: 80, color: false },
      options: {},
      ci: 'github',
    });
    expect(drawn).not.toMatch(/^\s*::|##\[/mu);
  });

  test('that did not start has no header', () => {
    const text = drawRun({
      report: report({ end: 'problems', problems: [{ code: 'USAGE', message: 'm', hint: 'h' }] }),
      dir: '/r/run',
      cwd: '/r',
      canvas: { columns: 80, color: false },
      options: {},
    });
    expect(text).toMatch(/^NOT STARTED/u);
  });
});
