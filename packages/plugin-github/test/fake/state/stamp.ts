import type { FakeState } from './fake-state.ts';

/** Now, as GitHub writes times: whole seconds. */
export function stamp(state: Pick<FakeState, 'now'>): string {
  return new Date(state.now()).toISOString().replace(/\.\d+Z$/u, 'Z');
}
