import { copyFile, mkdir } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { EngineHooks } from '../hooks/hooks.ts';
import type { RunNote, TriageEntry } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { envOfTaps } from './env-of-taps.ts';
import type { OpenRun } from './open-run.ts';
import { requireTexts } from './require-texts.ts';
import type { EngineOptions } from './run-options.ts';

interface FailureInput {
  readonly run: OpenRun;
  readonly options: EngineOptions;
  readonly assembled: readonly Plugin[];
  readonly results: readonly CheckResult[];
  readonly verdict: Verdict;
  readonly triage?: readonly TriageEntry[] | undefined;
}

/** Calls `onFailure` for a blocked run and keeps what its taps note and attach. Never changes the verdict. */
export async function failurePhase(
  hooks: EngineHooks | undefined,
  input: FailureInput,
): Promise<readonly RunNote[]> {
  const { run, options, results, verdict, triage = [] } = input;
  if (hooks === undefined || verdict.level !== 'block') return [];
  const env = envOfTaps(options.host.env, input.assembled);
  const notes: RunNote[] = [];
  const attachments: { readonly plugin: string; readonly name: string; readonly path: string }[] = [];
  const failures = await hooks.call(
    'onFailure',
    (plugin) => ({
      results,
      verdict,
      triage,
      env: env(plugin),
      exec: run.execFor(`onFailure.${plugin}`),
      signal: run.signal,
      attach: (name, path) => {
        requireTexts('attach', { name, path }, ['name', 'path']);
        attachments.push({ plugin, name, path });
      },
      note: (message) => {
        requireTexts('note', { message }, ['message']);
        notes.push({ source: plugin, message: run.redactor.text(message) });
      },
    }),
    // After a cancellation they still get their time; during one they are given up.
    run.signal.aborted ? undefined : run.signal,
  );
  for (const attachment of attachments) notes.push(await keep(attachment, run, options.cwd));
  for (const { plugin, tap, error } of failures) {
    notes.push({
      source: plugin,
      message: `plugin ${plugin} failed in hook onFailure, tap ${tap}: ${messageOf(error)}`,
    });
  }
  return notes;
}

async function keep(
  { plugin, name, path }: { readonly plugin: string; readonly name: string; readonly path: string },
  run: OpenRun,
  cwd: string,
): Promise<RunNote> {
  // Only the last part of a name is used: a plugin may not choose where in the run's folder it writes.
  const relative = join('attachments', plugin, basename(name));
  try {
    await mkdir(join(run.dir, 'attachments', plugin), { recursive: true });
    await copyFile(isAbsolute(path) ? path : join(cwd, path), join(run.dir, relative));
    return { source: plugin, message: `attached ${basename(name)}`, path: relative };
  } catch (error) {
    return { source: plugin, message: `could not attach ${name}: ${messageOf(error)}` };
  }
}
