import { AsyncParallelHook, AsyncSeriesHook, SyncHook } from 'tapable';
import type { RunTap, TapMeta } from './isolate.ts';

/** The frozen table of hooks. Its classes are the semantics: series taps run one by one, parallel ones all at once. */
export function hookTable() {
  return Object.freeze({
    preflight: new AsyncSeriesHook<[RunTap], TapMeta>(['run'], 'preflight'),
    check: new AsyncSeriesHook<[RunTap], TapMeta>(['run'], 'check'),
    gate: new AsyncSeriesHook<[RunTap], TapMeta>(['run'], 'gate'),
    onFailure: new AsyncSeriesHook<[RunTap], TapMeta>(['run'], 'onFailure'),
    report: new AsyncParallelHook<[RunTap], TapMeta>(['run'], 'report'),
    event: new SyncHook<[RunTap], void, TapMeta>(['run'], 'event'),
  });
}

export type HookTable = ReturnType<typeof hookTable>;
