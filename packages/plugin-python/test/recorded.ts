import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecResult } from '@sluice/core';

/** What a real tool said once: `fixtures/<tool>/<case>.<version>.json`, made by scripts/record-fixtures.mjs. */
export interface Recorded {
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = join(import.meta.dirname, '../fixtures');

/** The versions a tool was recorded at, oldest first. */
export function versionsOf(tool: string): readonly string[] {
  const files = readdirSync(join(folder, tool)).filter((file) => file.startsWith('clean.'));
  return files
    .map((file) => file.slice('clean.'.length, -'.json'.length))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

export function recorded(tool: string, name: string, version: string): Recorded {
  return JSON.parse(readFileSync(join(folder, tool, `${name}.${version}.json`), 'utf8')) as Recorded;
}

/** The same as the result of a program. */
export function replayed(tool: string, name: string, version: string): ExecResult {
  const { exitCode, stdout, stderr } = recorded(tool, name, version);
  return { exitCode, stdout, stderr, timedOut: false, logPath: '', durationMs: 1 };
}
