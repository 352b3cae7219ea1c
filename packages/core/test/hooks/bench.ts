import type { HookArguments } from '../../src/hooks/arguments.ts';
import { createHooks } from '../../src/hooks/create-hooks.ts';
import type { TapFailure, TapSlow } from '../../src/hooks/hooks.ts';
import { fakeTimers } from './fake-timers.ts';

/** Hooks with a clock of their own, and all that they announced. */
export function hookBench({ timeoutMs = 60_000 } = {}) {
  const timers = fakeTimers();
  const failed: TapFailure[] = [];
  const slow: TapSlow[] = [];
  const hooks = createHooks({
    onTapFailed: (failure) => void failed.push(failure),
    onTapSlow: (tap) => void slow.push(tap),
    timeoutMs,
    timers,
  });
  return { hooks, timers, failed, slow };
}

/** Lets promises go on, without waiting for any time to pass. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

const changes = { scope: 'all', method: 'all-requested', reason: 'all files', files: [] } as const;

/** Arguments of the `check` hook that record what was added, and for whom they were made. */
export function checkArguments() {
  const added: string[] = [];
  const madeFor: string[] = [];
  const argument = (plugin: string, tap: string): HookArguments['check'] => {
    madeFor.push(`${plugin}/${tap}`);
    return { cwd: '/repo', env: {}, changes, add: (check) => void added.push(check.id), added: () => [] };
  };
  return { added, madeFor, argument };
}

/** Arguments of the `report` hook that record what was logged. */
export function reportArguments() {
  const logged: string[] = [];
  const argument = (plugin: string): HookArguments['report'] => ({
    report: { runId: 'r1' } as HookArguments['report']['report'],
    dir: '/run',
    env: {},
    exec: () => Promise.reject(new Error('nothing is executed here')),
    log: (line) => void logged.push(`${plugin}: ${line}`),
    signal: new AbortController().signal,
  });
  return { logged, argument };
}
