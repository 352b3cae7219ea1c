import type { RunEvent } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import type { CheckResult } from '../../model/result.ts';

/** A check in progress. */
export interface RunningCheck {
  readonly id: string;
  readonly sinceMs: number;
  readonly message?: string;
  readonly isSlow: boolean;
}

/** What a view has heard of a run so far: a value, replaced by {@link heard}. */
export interface RunState {
  readonly dir: string;
  readonly cwd: string;
  readonly plan?: Plan;
  readonly jobs: number;
  readonly expectedMs: Readonly<Record<string, number>>;
  readonly running: readonly RunningCheck[];
  readonly ended: readonly CheckResult[];
  /** What reporters said, with the plugin's name. */
  readonly said: readonly string[];
}

export const NOTHING_HEARD: RunState = {
  dir: '',
  cwd: '',
  jobs: 1,
  expectedMs: {},
  running: [],
  ended: [],
  said: [],
};

/** The state after one more event. `nowMs` is the view's own clock. */
export function heard(state: RunState, event: RunEvent, nowMs: number): RunState {
  switch (event.type) {
    case 'run-started':
      return { ...NOTHING_HEARD, dir: event.dir, cwd: event.cwd };
    case 'plan-ready':
      return { ...state, plan: event.plan, jobs: event.jobs, expectedMs: event.expectedMs };
    case 'check-started':
      return {
        ...state,
        running: [...without(state.running, event.id), { id: event.id, sinceMs: nowMs, isSlow: false }],
      };
    case 'check-progress':
      return changed(state, event.id, { message: event.message });
    case 'check-slow':
      return changed(state, event.id, { isSlow: true });
    case 'check-ended': {
      const { result } = event;
      const ended = state.ended.filter(({ id }) => id !== result.id);
      return { ...state, running: without(state.running, result.id), ended: [...ended, result] };
    }
    case 'reporter-said':
      return { ...state, said: [...state.said, `${event.plugin}: ${event.line}`] };
    default:
      return state;
  }
}

const without = (running: readonly RunningCheck[], id: string): readonly RunningCheck[] =>
  running.filter((check) => check.id !== id);

function changed(state: RunState, id: string, change: Partial<RunningCheck>): RunState {
  return {
    ...state,
    running: state.running.map((check) => (check.id === id ? { ...check, ...change } : check)),
  };
}
