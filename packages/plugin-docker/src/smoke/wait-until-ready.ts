import { setTimeout as delay } from 'node:timers/promises';
import type { CheckContext } from '@sluice/core';
import { lastWords } from '../engine/last-words.ts';
import { containerState, type ContainerState } from './container-state.ts';
import type { ProbeAnswer } from './http-probe.ts';

/** How long a container that says nothing of its health must run. */
const SETTLE_MS = 3_000;
const PAUSE_MS = 200;

/** How waiting for a container ended. */
export type Readiness =
  | { readonly how: 'ready'; readonly words: string }
  | { readonly how: 'exited' | 'unhealthy' | 'not-ready'; readonly words: string }
  | { readonly how: 'unknown'; readonly reason: string };

export interface WaitInput {
  readonly ctx: Pick<CheckContext, 'exec' | 'signal'>;
  readonly container: string;
  readonly timeoutMs: number;
  readonly hasHealthcheck: boolean;
  /** Not given: the container's own health counts, and without one that it keeps running. */
  readonly probe?: (() => Promise<ProbeAnswer>) | undefined;
}

/** Waits until a container works, has ended, or has had its time. */
export async function waitUntilReady(input: WaitInput): Promise<Readiness> {
  const { ctx, container, timeoutMs } = input;
  const started = performance.now();
  let last = 'nothing was heard of it';
  for (;;) {
    ctx.signal.throwIfAborted();
    const state = await containerState(ctx.exec, container);
    if (state === undefined)
      return { how: 'unknown', reason: 'the engine does not say what the container does' };
    const sinceMs = performance.now() - started;
    if (!state.isRunning) return ended(state, input);
    const seen = await look(state, input, sinceMs);
    if ('how' in seen) return seen;
    last = seen.words;
    if (sinceMs > timeoutMs)
      return { how: 'not-ready', words: `was not ready after ${seconds(timeoutMs)}: ${last}` };
    await delay(PAUSE_MS, undefined, { signal: ctx.signal });
  }
}

async function look(
  state: ContainerState,
  { probe, hasHealthcheck }: WaitInput,
  sinceMs: number,
): Promise<Readiness | { readonly words: string }> {
  if (probe !== undefined) {
    const answer = await probe();
    if ('reason' in answer) return { how: 'unknown', reason: answer.reason };
    return answer.isReady ? { how: 'ready', words: answer.words } : answer;
  }
  if (hasHealthcheck) {
    if (state.health === 'healthy') return { how: 'ready', words: 'healthy' };
    const words = healthWords(state);
    return state.health === 'unhealthy' ? { how: 'unhealthy', words: `is unhealthy: ${words}` } : { words };
  }
  if (sinceMs < SETTLE_MS) return { words: 'it runs' };
  return {
    how: 'ready',
    words: `ran for ${seconds(SETTLE_MS)}; no HEALTHCHECK and no probe says whether it works`,
  };
}

function ended(state: ContainerState, { probe, hasHealthcheck }: WaitInput): Readiness {
  // A program that does its work and ends is no service: ending with 0 is all that can be asked of it.
  if (state.exitCode === 0 && probe === undefined && !hasHealthcheck)
    return { how: 'ready', words: 'ended by itself with 0' };
  const memory = state.isOutOfMemory ? ', for it was out of memory' : '';
  return { how: 'exited', words: `ended with ${state.exitCode}${memory} before it worked` };
}

function healthWords({ lastCheck }: ContainerState): string {
  if (lastCheck === undefined) return 'no health check has ended yet';
  const said = lastWords(lastCheck.output);
  const code = lastCheck.exitCode === -1 ? 'could not be run' : `ended with ${lastCheck.exitCode}`;
  return `its last health check ${code}${said === '' ? '' : `: ${said}`}`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
