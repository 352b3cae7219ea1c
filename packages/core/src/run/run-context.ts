import { join } from 'node:path';
import { childEnv } from '../exec/child-env.ts';
import type { HistoryEntry } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import { createCancellation, type Cancellation } from './cancellation.ts';
import { expectedDurations } from './expected-durations.ts';
import type { RunPlanInput } from './run-plan-input.ts';
import { safeNames } from './safe-names.ts';
import { systemTimers, type Timers } from './timers.ts';
import { createToolShelf, type ToolShelf } from './tool-shelf.ts';
import { outcomeReader, type OutcomeReader } from './validate-outcome.ts';

/** What all checks of one run share. */
export interface RunContext {
  readonly input: RunPlanInput;
  readonly timers: Timers;
  readonly cancellation: Cancellation;
  readonly tools: ToolShelf;
  readonly readOutcome: OutcomeReader;
  readonly emit: (event: RunEvent) => void;
  /** Hides the values of credentials. */
  readonly mask: (text: string) => string;
  readonly expectedMs: ReadonlyMap<string, number>;
  readonly historyOf: (id: string) => readonly HistoryEntry[];
  /** The environment of a check's programs, by the names it declares in `env`. */
  readonly envFor: (allowed: readonly string[]) => Readonly<Record<string, string>>;
  /** A file-system name for an id with cell. */
  readonly nameOf: (id: string) => string;
  readonly logPath: (id: string, attempt: number) => string;
}

export function createRunContext(input: RunPlanInput): RunContext {
  const timers = input.timers ?? systemTimers;
  const cancellation = createCancellation(input.signal);
  const names = safeNames(input.plan.checks.map(({ id }) => id));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const mask = (text: string): string => input.redactor.text(text);
  const emit = (event: RunEvent): void => {
    try {
      input.emit(event);
    } catch {
      // Whoever watches cannot change what is run; the engine contains and names its plugins' failures itself.
    }
  };
  return {
    input,
    timers,
    cancellation,
    emit,
    mask,
    nameOf,
    tools: createToolShelf(input, cancellation, emit),
    readOutcome: outcomeReader(mask),
    expectedMs: expectedDurations(input.history),
    historyOf: historyIndex(input.history),
    envFor: cachedEnv(input.host.env),
    logPath: (id, attempt) => join(input.runDir, 'logs', `${nameOf(id)}.${attempt}.log`),
  };
}

/** Grouped at the first question: most runs never ask. */
function historyIndex(history: readonly HistoryEntry[]): (id: string) => readonly HistoryEntry[] {
  let groups: Map<string, HistoryEntry[]> | undefined;
  return (id) => {
    groups ??= Map.groupBy(history, (entry) => entry.id);
    return groups.get(id) ?? [];
  };
}

/** Most checks declare nothing, so the environment is sifted once for all of them. */
function cachedEnv(env: RunPlanInput['host']['env']): RunContext['envFor'] {
  const sifted = new Map<string, Readonly<Record<string, string>>>();
  return (allowed) => {
    const key = allowed.join('\0');
    const known = sifted.get(key);
    if (known !== undefined) return known;
    const result = childEnv(env, allowed);
    sifted.set(key, result);
    return result;
  };
}
